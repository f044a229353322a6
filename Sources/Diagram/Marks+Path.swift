package import ProcessEngine

extension Marks {
  /// Where an instance has been and where it is, read from its history.
  package init(path events: some Sequence<Event>) {
    var present: Set<String> = []
    var completed: Set<String> = []
    var terminated: Set<String> = []
    var flows: Set<String> = []
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
    self.init()
    for element in terminated { self[element].progress = .gone }
    for element in completed.union(flows) { self[element].progress = .done }
    for element in present.union(active.values) { self[element].progress = .now }
  }
}
