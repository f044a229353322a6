/// One thing that is wrong with what somebody has filled in.
public struct FormError: Hashable, Sendable {
  /// The field's name; nil for a rule over several fields.
  public let field: String?
  let words: Words

  public init(field: String?, words: Words) {
    self.field = field
    self.words = words
  }

  public init(field: String?, message: String) { self.init(field: field, words: Words(message)) }

  public var message: String { words.english }
  public func message(in language: String) -> String { words.text(in: language) }
}
