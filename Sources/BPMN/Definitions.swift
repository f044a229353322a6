/// A BPMN 2.0 file as it was read: what the process engines run and what the diagrams draw.
///
/// The reader keeps every flow node in one general form (`FlowNode`); which types of node can be executed, and how, is
/// known to the process engine alone.
public struct Definitions: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let targetNamespace: String
  public let messages: [MessageDeclaration]
  public let errors: [ErrorDeclaration]
  public let collaboration: Collaboration?
  public let processes: [Process]
  public let diagram: Diagram?

  package init(
    id: String, name: String? = nil, targetNamespace: String, messages: [MessageDeclaration] = [],
    errors: [ErrorDeclaration] = [], collaboration: Collaboration? = nil, processes: [Process] = [],
    diagram: Diagram? = nil
  ) {
    self.id = id
    self.name = name
    self.targetNamespace = targetNamespace
    self.messages = messages
    self.errors = errors
    self.collaboration = collaboration
    self.processes = processes
    self.diagram = diagram
  }
}
