/// Makes keys out of the bytes that a terminal sends (ECMA-48 §5.4, and what xterm makes of function keys).
///
/// An escape character is the key of that name, or begins the bytes of another key: what follows at once decides. So the
/// caller gives the bytes as they come, and calls `finish` when nothing has followed for a while.
package struct KeyReader: Sendable {
  private enum State: Hashable, Sendable {
    case ground
    /// After an escape character.
    case escape
    /// After `ESC [` or `ESC O`: the bytes of the parameters so far.
    case sequence([UInt8])
    /// In a character of several bytes: those that have come, and how many there will be.
    case character([UInt8], length: Int)
  }

  private var state = State.ground
  /// Longer ones are no keys.
  private static let parameterLimit = 16

  package init() {}

  /// Whether what has come may go on.
  package var isWaiting: Bool { state != .ground }

  package mutating func read(_ bytes: some Sequence<UInt8>) -> [Keystroke] {
    bytes.flatMap { read($0) }
  }

  /// Nothing has followed: what was waited for does not come.
  package mutating func finish() -> [Keystroke] {
    defer { state = .ground }
    return state == .escape ? [.escape] : []
  }

  private mutating func read(_ byte: UInt8) -> [Keystroke] {
    switch state {
    case .ground:
      return begin(byte)
    case .escape:
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
        state = .sequence([])
        return []
      }
      state = .ground
      return [.escape] + begin(byte)
    case .sequence(let parameters):
      if (0x20...0x3F).contains(byte), parameters.count < Self.parameterLimit {
        state = .sequence(parameters + [byte])
        return []
      }
      state = .ground
      return Self.key(parameters, byte).map { [$0] } ?? []
    case .character(let bytes, let length):
      guard (0x80..<0xC0).contains(byte) else {
        state = .ground
        return begin(byte)
      }
      state = bytes.count + 1 < length ? .character(bytes + [byte], length: length) : .ground
      return state == .ground ? Self.characters(bytes + [byte]) : []
    }
  }

  private mutating func begin(_ byte: UInt8) -> [Keystroke] {
    switch byte {
    case 0x1B: state = .escape
    case 0x0D, 0x0A: return [.enter]
    case 0x09: return [.tab]
    case 0x7F, 0x08: return [.backspace]
    case 0x01...0x1A: return [.control(Character(Unicode.Scalar(byte + 0x60)))]
    case 0x20..<0x7F: return [.character(Character(Unicode.Scalar(byte)))]
    case 0xC2..<0xE0: state = .character([byte], length: 2)
    case 0xE0..<0xF0: state = .character([byte], length: 3)
    case 0xF0..<0xF5: state = .character([byte], length: 4)
    default: break
    }
    return []
  }

  private static func characters(_ bytes: [UInt8]) -> [Keystroke] {
    // A character that is no key of its own, such as a joiner, is one of its text.
    (String(validating: bytes, as: UTF8.self) ?? "").map { .character($0) }
  }

  private static func key(_ parameters: [UInt8], _ final: UInt8) -> Keystroke? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "Z"): .backTab
    case UInt8(ascii: "M"): parameters.isEmpty ? .enter : nil
    case UInt8(ascii: "~"): numbered[String(decoding: parameters.prefix(1), as: UTF8.self)]
    default: nil
    }
  }

  /// What `ESC [ n ~` means, with whatever modifiers.
  private static let numbered: [String: Keystroke] = [
    "1": .home, "3": .delete, "4": .end, "5": .pageUp, "6": .pageDown, "7": .home, "8": .end,
  ]
}
