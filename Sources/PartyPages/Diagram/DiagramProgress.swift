package import ProcessEngine

/// Where an order has been and where it is, read from its history.
package struct DiagramProgress: Hashable, Sendable {
  /// Flow nodes that hold a token.
  package private(set) var present: Set<String> = []
  package private(set) var completed: Set<String> = []
  /// Taken away before they were done, and never done otherwise.
  package private(set) var terminated: Set<String> = []
  package private(set) var flows: Set<String> = []

  package init(_ events: some Sequence<Event>) {
    var active: [Key: String] = [:]
    for event in events {
      switch event {
      case .elementActivated(let key, let element, _): active[key] = element
      case .elementCompleted(let key, let element):
        active[key] = nil
        completed.insert(element)
      case .elementTerminated(let key, let element):
        active[key] = nil
        terminated.insert(element)
      case .flowTaken(let flow): flows.insert(flow)
      case .joinArrived(let element, _, _): present.insert(element)
      case .joinDiscarded(let element, _): present.remove(element)
      default: break
      }
    }
    present.formUnion(active.values)
    terminated.subtract(completed)
  }
}
