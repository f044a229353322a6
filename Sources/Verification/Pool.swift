import BPMN
import Exchange
import FEEL
import ProcessEngine

/// One pool, ready to be executed, with what the exploration has to know of it.
struct Pool: Sendable {
  let name: String
  let process: ExecutableProcess
  /// The messages that the party's own people send: those that no message flow brings.
  let commands: Set<String>
  /// The BPMN errors that something around a service task catches, by the task's id.
  let caughtErrors: [String: [String]]

  init(
    _ party: Contract.Party, of definitions: Definitions, contract: Contract, forms: [String: Form],
    scenario: Scenario
  ) throws(ReadFailure) {
    let content = definitions.process(id: party.process)?.content ?? FlowElements()
    // Whether a handler exists is a question to the party that runs the model; here every job type may be named.
    let handlers = Set(content.allNodes.compactMap { $0.extensions.taskDefinition?.type })
    name = party.name
    process = try ExecutableProcess(
      definitions, processID: party.process, definition: DefinitionID("verified"), forms: forms,
      handlers: handlers)
    commands = process.caughtMessages.filter { contract.messages[$0]?.receiver != party.name }
    var caught: [String: [String]] = [:]
    Self.collect(content, around: [], codes: Self.codes(definitions), into: &caught)
    caughtErrors = caught
  }

  private static func codes(_ definitions: Definitions) -> [String: String] {
    Dictionary(
      definitions.errors.compactMap { error in error.errorCode.map { (error.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter around: what is caught outside `content`.
  private static func collect(
    _ content: FlowElements, around: [String], codes: [String: String],
    into caught: inout [String: [String]]
  ) {
    func code(_ event: FlowNode) -> String? {
      guard let definition = event.eventDefinitions.first, definition.type == "error" else {
        return nil
      }
      // An event that names no error catches every one.
      return definition.attributes["errorRef"].flatMap { codes[$0] } ?? "ANY_ERROR"
    }
    let inside = content.nodes.filter { $0.attributes["triggeredByEvent"] == "true" }
      .compactMap { $0.content?.nodes.first { $0.type == "startEvent" } }.compactMap(code)
    for node in content.nodes {
      let border = content.nodes.filter { $0.attributes["attachedToRef"] == node.id }
        .compactMap(code)
      let all = border + inside + around
      caught[node.id] = Set(all).sorted()
      if let content = node.content { collect(content, around: all, codes: codes, into: &caught) }
    }
  }
}
