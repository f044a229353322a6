import ProcessEngine

/// What one side went through: the flow nodes and sequence flows, as the diagram shows them.
package struct TakenPath: Hashable, Sendable {
  /// The flow nodes entered and the sequence flows taken, by id, in their order.
  package private(set) var sequence: [String] = []
  /// How often each flow node was entered.
  package private(set) var elements: [String: Int] = [:]
  /// How often each sequence flow was taken.
  package private(set) var flows: [String: Int] = [:]
  /// The flow nodes that hold a token now, subprocesses included, with how many.
  package private(set) var tokens: [String: Int] = [:]

  package init() {}

  /// The flow nodes that were entered more than once, by id.
  package var loops: [String] { elements.filter { $0.value > 1 }.keys.sorted() }

  mutating func take(_ event: Event) {
    switch event {
    case .elementActivated(_, let element, let scope) where scope != nil:
      sequence.append(element)
      elements[element, default: 0] += 1
      tokens[element, default: 0] += 1
    case .elementCompleted(_, let element), .elementTerminated(_, let element):
      guard let count = tokens[element] else { return }
      tokens[element] = count > 1 ? count - 1 : nil
    case .flowTaken(let flow):
      sequence.append(flow)
      flows[flow, default: 0] += 1
    default: break
    }
  }
}
