/// The event definition inside an event.
public struct EventDefinition: Hashable, Sendable {
  /// `message`, `timer`, `error`, `terminate`, `signal`, …: the local name without `EventDefinition`.
  public let type: String
  public let line: Int
  /// `messageRef`, `errorRef`, …: the attributes of the BPMN namespace.
  public let attributes: [String: String]
  /// The expression of a timer.
  public let timer: Timer?

  package init(
    type: String, line: Int = 0, attributes: [String: String] = [:], timer: Timer? = nil
  ) {
    self.type = type
    self.line = line
    self.attributes = attributes
    self.timer = timer
  }

  public struct Timer: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case date, duration, cycle }
    public let kind: Kind
    /// As written: an ISO 8601 value, or an expression when it begins with `=`.
    public let text: String

    package init(kind: Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }
}
