/// `bpmn:sequenceFlow`.
public struct SequenceFlow: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let source: String
  public let target: String
  /// `bpmn:conditionExpression`, as written.
  public let condition: String?
  public let line: Int

  package init(
    id: String, name: String? = nil, source: String, target: String, condition: String? = nil,
    line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.source = source
    self.target = target
    self.condition = condition
    self.line = line
  }
}
