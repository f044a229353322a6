/// Why a text is not JSON that we read (RFC 8259), and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// The text ended inside a value.
    case unexpectedEnd
    /// Something else was expected here.
    case expected(String)
    /// Text follows the value.
    case trailingText
    /// A string has an escape that JSON does not know, or half of a surrogate pair.
    case invalidEscape
    /// A string contains an unescaped control character.
    case controlCharacter
    /// The bytes are not UTF-8.
    case invalidUTF8
    /// A number is not written as JSON writes numbers.
    case invalidNumber
    /// A number has more than 38 significant digits or an exponent that exact decimals do not hold.
    case inexactNumber
    /// An object has this key twice.
    case duplicateKey(String)
    /// Arrays and objects are nested more than 64 deep.
    case tooDeep
  }

  public let reason: Reason
  /// The position of the offending byte, counted from 0.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String {
    let problem =
      switch reason {
      case .unexpectedEnd: "the text ends too early"
      case .expected(let what): "expected \(what)"
      case .trailingText: "unexpected text after the value"
      case .invalidEscape: "invalid escape in a string"
      case .controlCharacter: "unescaped control character in a string"
      case .invalidUTF8: "the text is not valid UTF-8"
      case .invalidNumber: "invalid number"
      case .inexactNumber: "a number with more digits than can be kept exactly"
      case .duplicateKey(let key): "duplicate key \"\(key)\""
      case .tooDeep: "nested more than \(JSONReader.maximumDepth) deep"
      }
    return "JSON: \(problem), at byte \(offset)"
  }
}
