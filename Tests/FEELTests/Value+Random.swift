import FEEL
import FoundationEssentials
import SplitMix

extension Value {
  /// A value that JSON can say.
  static func random(depth: Int, using random: inout SplitMix64) -> Value {
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

  private static func randomString(using random: inout SplitMix64) -> String {
    let alphabet = Array("abcXYZ 019\"\\/\n\t\u{1}éß€😀\u{301}".unicodeScalars)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      scalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
    }
    return String(scalars)
  }
}
