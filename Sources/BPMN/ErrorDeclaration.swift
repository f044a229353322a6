/// `bpmn:error`.
public struct ErrorDeclaration: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let errorCode: String?
  public let line: Int

  package init(
    id: String, name: String? = nil, errorCode: String? = nil, line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.errorCode = errorCode
    self.line = line
  }
}
