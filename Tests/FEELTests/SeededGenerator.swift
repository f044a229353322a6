import FEEL
import FoundationEssentials

/// SplitMix64: the same seed gives the same test on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Value {
  /// A value that JSON can say.
  static func random(depth: Int, using random: inout SeededGenerator) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2: return .number(Int.random(in: -100_000...100_000, using: &random))
    case 3:
      let significand = Decimal(UInt64.random(in: 0...UInt64.max, using: &random))
      return .number(
        Decimal(
          sign: Bool.random(using: &random) ? .minus : .plus,
          exponent: Int.random(in: -30...30, using: &random), significand: significand))
    case 4: return .string(randomString(using: &random))
    case 5:
      return .list(
        (0..<Int.random(in: 0..<5, using: &random)).map { _ in
          Value.random(depth: depth - 1, using: &random)
        })
    default:
      var context = Context()
      for _ in 0..<Int.random(in: 0..<5, using: &random) {
        context[randomString(using: &random)] = Value.random(depth: depth - 1, using: &random)
      }
      return .context(context)
    }
  }

  private static func randomString(using random: inout SeededGenerator) -> String {
    let alphabet = Array("abcXYZ 019\"\\/\n\t\u{1}éß€😀\u{301}".unicodeScalars)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      scalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
    }
    return String(scalars)
  }
}
