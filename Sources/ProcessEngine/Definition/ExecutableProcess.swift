public import BPMN
import FEEL

/// One version of one pool's process, checked and ready to be executed.
public struct ExecutableProcess: Sendable {
  public let definition: DefinitionID
  /// The id and name of the BPMN process.
  public let id: String
  public let name: String
  let nodes: [String: Node]
  let containers: [String: Container]
  /// Every message that some event of the process catches, by name.
  public let caughtMessages: Set<String>
  /// Those that a running instance may catch, which leaves out those that only begin one.
  let awaitedMessages: Set<String>
  /// The handlers that its service tasks name.
  public let jobTypes: Set<String>
  /// The message start events of the process, by message name.
  let messageStarts: [String: String]
  let forms: [String: Form]

  /// Checks that everything in the process can be executed as it is drawn.
  ///
  /// - Parameters:
  ///   - processID: which process of the file.
  ///   - definition: the version, for the instances that begin with it.
  ///   - forms: the forms that user tasks may name, by id.
  ///   - handlers: the job types that have a handler.
  /// - Throws: every element that cannot be executed, with its line and the reason.
  public init(
    _ definitions: Definitions, processID: String, definition: DefinitionID,
    forms: [String: Form] = [:], handlers: Set<String> = []
  ) throws(ReadFailure) {
    guard let process = definitions.processes.first(where: { $0.id == processID }) else {
      throw ReadFailure(problems: [.init(line: 1, reason: "there is no process `\(processID)`")])
    }
    var compiler = Compiler(
      definitions, process: process, handlers: handlers, forms: Set(forms.keys))
    var nodes: [String: Node] = [:]
    var containers: [String: Container] = [:]
    compiler.compile(process.content, container: process.id, nodes: &nodes, containers: &containers)
    compiler.checkConnections(nodes: nodes, containers: containers)
    guard compiler.problems.isEmpty else { throw ReadFailure(problems: compiler.problems) }
    self.definition = definition
    id = process.id
    name = process.name ?? process.id
    self.nodes = nodes
    self.containers = containers
    self.forms = forms
    jobTypes = Set(nodes.values.compactMap { ($0.behavior as? Elements.ServiceTask)?.type })
    messageStarts = Self.messageStarts(nodes, of: process.id, in: containers)
    awaitedMessages = Self.awaitedMessages(nodes, containers: containers)
    caughtMessages = awaitedMessages.union(messageStarts.keys)
  }

  /// The name of a flow node, for people; its id when it has none.
  public func label(of element: String) -> String { nodes[element]?.label ?? element }

  /// The form of a task, if the model names one.
  public func form(_ id: String) -> Form? { forms[id] }

  private static func messageStarts(
    _ nodes: [String: Node], of process: String, in containers: [String: Container]
  ) -> [String: String] {
    var starts: [String: String] = [:]
    for id in containers[process]?.startEvents ?? [] {
      if case .message(let name, _) = (nodes[id]?.behavior as? Elements.StartEvent)?.trigger {
        starts[name] = id
      }
    }
    return starts
  }

  private static func awaitedMessages(
    _ nodes: [String: Node], containers: [String: Container]
  ) -> Set<String> {
    let catches =
      nodes.values.flatMap { $0.boundary + $0.behavior.catches }
      + containers.values.flatMap(\.eventSubprocesses)
    return Set(
      catches.compactMap { wait in
        if case .message(let name, _) = wait.trigger { name } else { nil }
      })
  }
}
