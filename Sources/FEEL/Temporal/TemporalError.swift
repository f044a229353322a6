/// Why a text is not the date, time or duration that it should be.
public struct TemporalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What the text should have been, for example "date".
  public let kind: String
  public let text: String
  /// What was wrong, for example "there is no such day".
  public let reason: String

  public init(kind: String, text: String, reason: String) {
    self.kind = kind
    self.text = text
    self.reason = reason
  }

  public var description: String { "\"\(text)\" is not a \(kind): \(reason)" }
}
