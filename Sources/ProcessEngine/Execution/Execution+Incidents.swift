import FEEL

extension Execution {
  mutating func raiseIncident(
    _ owner: Key, _ element: String, _ phase: Incident.Phase, _ reason: String
  ) {
    emit(
      .incidentRaised(
        Incident(
          key: nextKey, owner: owner, element: element, phase: phase, reason: reason, raisedAt: now)
      ))
  }

  /// Does again what had failed.
  mutating func retry(_ incident: Incident, by user: String) {
    emit(.incidentResolved(key: incident.key, by: user))
    guard let owner = element(incident.owner), let node = node(of: owner), let scope = owner.scope
    else {
      return
    }
    switch incident.phase {
    case .activating:
      activate(Token(key: owner.key, scope: scope, node: node))
    case .executing, .job:
      activateAgain(Token(key: owner.key, scope: scope, node: node))
    case .completing(let names):
      var result = Context()
      for name in names { result[name] = owner.variables[name] }
      complete(owner.key, result: result)
    }
  }
}
