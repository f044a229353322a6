import FEEL

/// How tokens come to a flow node, wait there and go on.
extension Execution {
  /// A token arrives at a node.
  mutating func enter(_ id: String, scope: Key, flow: String?) {
    guard element(scope) != nil, let node = process.nodes[id] else { return }
    if node.behavior.joins, let flow, node.incoming.count > 1 {
      emit(.joinArrived(element: id, scope: scope, flow: flow))
      let arrived = instance.joins.first { $0.element == id && $0.scope == scope }?.arrived ?? []
      guard Set(node.incoming).isSubset(of: arrived) else { return }
    }
    let key = nextKey
    emit(.elementActivated(key: key, element: id, scope: scope))
    activate(Token(key: key, scope: scope, node: node))
  }

  /// Maps the inputs, opens what the node waits for, and lets it begin; what fails becomes an incident.
  mutating func activate(_ token: Token) {
    do {
      try mapInputs(of: token)
      try open(token.node.boundary + token.node.behavior.catches, owner: token.key)
    } catch {
      return raiseIncident(token.key, token.node.id, .activating, error.reason)
    }
    execute(token)
  }

  /// The same with the waits left as they are: some may have come and be over.
  mutating func activateAgain(_ token: Token) {
    do {
      try mapInputs(of: token)
    } catch {
      return raiseIncident(token.key, token.node.id, .executing, error.reason)
    }
    execute(token)
  }

  private mutating func mapInputs(of token: Token) throws(Trouble) {
    let inputs = try mapped(token.node.inputs, at: token.key, "an input of \(token.node.label)")
    if !inputs.isEmpty { emit(.variablesSet(scope: token.key, variables: inputs)) }
  }

  private mutating func execute(_ token: Token) {
    do {
      try token.node.behavior.activate(token, &self)
    } catch {
      raiseIncident(token.key, token.node.id, .executing, error.reason)
    }
  }

  /// The node is done: its result and outputs are passed on, and the token takes every outgoing flow.
  ///
  /// - Parameter last: for a subprocess, the node that ended in it.
  mutating func complete(_ key: Key, result: Context = Context(), last: String? = nil) {
    guard let done = passOn(key, result: result) else { return }
    take(done.node.outgoing, scope: done.scope, from: last ?? done.node.id)
  }

  /// The same with the one outgoing flow that the node chose.
  mutating func complete(_ key: Key, along flow: OutgoingFlow) {
    guard let done = passOn(key, result: Context()) else { return }
    take([flow], scope: done.scope, from: done.node.id)
  }

  private mutating func take(_ flows: [OutgoingFlow], scope: Key, from node: String) {
    for flow in flows {
      emit(.flowTaken(flow: flow.id))
      schedule(Arrival(node: flow.target, scope: scope, flow: flow.id))
    }
    if flows.isEmpty { schedule(Departure(scope: scope, last: node)) }
  }

  /// Ends an element instance regularly, but leaves its token to the caller; nil when an incident keeps it.
  mutating func passOn(_ key: Key, result: Context) -> (node: Node, scope: Key)? {
    guard let element = element(key), let node = node(of: element), let scope = element.scope else {
      return nil
    }
    do {
      try writeOutputs(of: node, key: key, scope: scope, result: result)
    } catch {
      // The result stays with the element for the time at which the incident is retried.
      if !result.isEmpty { emit(.variablesSet(scope: key, variables: result)) }
      raiseIncident(key, node.id, .completing(result: result.keys), error.reason)
      return nil
    }
    withdrawTasks(of: key)
    emit(.elementCompleted(key: key, element: node.id))
    return (node, scope)
  }

  /// A scope is left when no token is in it any more.
  mutating func leave(_ scope: Key, last: String) {
    guard let container = element(scope), !instance.elements.contains(where: { $0.scope == scope }),
      !instance.joins.contains(where: { $0.scope == scope })
    else { return }
    if container.scope == nil {
      endInstance(outcome: process.label(of: last))
    } else {
      complete(scope, last: last)
    }
  }

  mutating func endInstance(outcome: String) {
    for message in instance.mailbox {
      emit(.messageDiscarded(id: message.id, name: message.name))
    }
    if let root = instance.elements.first {
      emit(.elementCompleted(key: root.key, element: root.element))
    }
    emit(.instanceEnded(outcome: outcome))
  }

  /// Takes an element instance and everything inside away, the innermost first.
  mutating func terminate(_ key: Key) {
    guard let element = element(key) else { return }
    terminateContent(of: key)
    withdrawTasks(of: key)
    emit(.elementTerminated(key: key, element: element.element))
  }

  /// Takes everything inside a scope away: what is active, what waits at a join, and what is on its way.
  mutating func terminateContent(of scope: Key) {
    dropArrivals(in: scope)
    for join in instance.joins where join.scope == scope {
      emit(.joinDiscarded(element: join.element, scope: scope))
    }
    for child in instance.elements.filter({ $0.scope == scope }).reversed() { terminate(child.key) }
  }

  private mutating func withdrawTasks(of owner: Key) {
    for task in instance.tasks.filter({ $0.owner == owner }) {
      if task.decision != nil {
        undoDecision(about: task, by: Actor.system, reason: "the task was withdrawn")
      }
      emit(.taskWithdrawn(key: task.key, element: task.element))
    }
  }

  /// Begins what is inside a process or subprocess: its start event, and the wait for its event subprocesses.
  mutating func begin(container id: String, scope: Key, at start: String) throws(Trouble) {
    guard let container = process.containers[id] else { return }
    try open(container.eventSubprocesses, owner: scope)
    schedule(Arrival(node: start, scope: scope, flow: nil))
  }
}
