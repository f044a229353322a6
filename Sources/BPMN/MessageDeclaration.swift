/// `bpmn:message`: a kind of message that crosses between pools or reaches a process from its own party's people.
public struct MessageDeclaration: Hashable, Sendable {
  public let id: String
  public let name: String
  public let line: Int
  /// `zeebe:subscription correlationKey`, as written.
  public let correlationKey: String?

  package init(
    id: String, name: String, line: Int = 0, correlationKey: String? = nil
  ) {
    self.id = id
    self.name = name
    self.line = line
    self.correlationKey = correlationKey
  }
}
