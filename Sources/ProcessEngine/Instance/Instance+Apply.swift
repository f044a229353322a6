public import FEEL

extension Instance {
  /// The instance that an `instanceStarted` event begins; nil for any other event.
  public init?(beginning event: Event, at time: Timestamp) {
    guard case .instanceStarted(let id, let process, let definition) = event else { return nil }
    self.init(id: id, process: process, definition: definition, startedAt: time)
  }

  /// Lets one event happen. The history of an instance, applied in order, gives its state.
  public mutating func apply(_ event: Event, at time: Timestamp) {
    switch event {
    case .instanceStarted:
      break
    case .instanceEnded(let outcome):
      end(outcome: outcome, at: time)
    case .elementActivated(let key, let element, let scope):
      activate(key, element: element, scope: scope, at: time)
    case .elementCompleted(let key, _), .elementTerminated(let key, _):
      remove(elementInstance: key)
    case .flowTaken, .errorThrown:
      break
    case .joinArrived(let element, let scope, let flow):
      arrive(at: element, scope: scope, by: flow)
    case .joinDiscarded(let element, let scope):
      joins.removeAll { $0.element == element && $0.scope == scope }
    case .variablesSet(let scope, let variables):
      elements.update(\.key, scope) { $0.variables.merge(variables) }
    case .messageReceived(let message):
      mailbox.append(message)
    case .messageCorrelated(let id, _, _), .messageDiscarded(let id, _):
      mailbox.removeAll { $0.id == id }
    case .messageSent:
      break
    case .subscriptionOpened, .subscriptionClosed, .timerScheduled, .timerFired, .timerCanceled:
      applyToWaits(event)
    case .taskCreated(let task):
      tasks.append(task)
      lastKey = max(lastKey, task.key)
    case .taskCompleted(let key, _, _, _), .taskWithdrawn(let key, _):
      tasks.removeAll { $0.key == key }
    case .taskClaimed(let key, _), .taskReleased(let key, _), .taskAssigned(let key, _, _),
      .taskDelegated(let key, _, _), .taskResolved(let key, _), .taskCommented(let key, _, _, _),
      .taskRescheduled(let key, _, _, _, _), .taskDecided(let key, _, _, _),
      .taskDecisionUndone(let key, _, _), .taskReminded(let key, _),
      .taskEscalated(let key, _, _, _):
      tasks.update(\.key, key) { $0.apply(event, at: time) }
    case .jobCreated, .jobCompleted, .jobFailed, .incidentRaised, .incidentResolved:
      applyToJobs(event)
    }
  }

  private mutating func applyToWaits(_ event: Event) {
    switch event {
    case .subscriptionOpened(let subscription):
      subscriptions.append(subscription)
      lastKey = max(lastKey, subscription.key)
    case .subscriptionClosed(let key):
      subscriptions.removeAll { $0.key == key }
    case .timerScheduled(let timer):
      timers.append(timer)
      lastKey = max(lastKey, timer.key)
    case .timerFired(let key, _), .timerCanceled(let key):
      timers.removeAll { $0.key == key }
    default:
      preconditionFailure("not an event of subscriptions and timers: \(event)")
    }
  }

  private mutating func applyToJobs(_ event: Event) {
    switch event {
    case .jobCreated(let job):
      jobs.removeAll { $0.owner == job.owner }
      jobs.append(job)
      lastKey = max(lastKey, job.key)
    case .jobCompleted(let key, _):
      jobs.removeAll { $0.key == key }
    case .jobFailed(let key, let retries, let notBefore, _):
      jobs.update(\.key, key) { job in
        job.retries = retries
        job.notBefore = notBefore
      }
    case .incidentRaised(let incident):
      incidents.append(incident)
      lastKey = max(lastKey, incident.key)
    case .incidentResolved(let key, _):
      incidents.removeAll { $0.key == key }
    default:
      preconditionFailure("not an event of jobs and incidents: \(event)")
    }
  }

  private mutating func end(outcome: String, at time: Timestamp) {
    status = .ended(outcome: outcome)
    endedAt = time
    mailbox = []
  }

  private mutating func activate(_ key: Key, element: String, scope: Key?, at time: Timestamp) {
    elements.append(
      ElementInstance(key: key, element: element, scope: scope, activatedAt: time))
    lastKey = max(lastKey, key)
    guard let scope,
      let join = joins.firstIndex(where: { $0.element == element && $0.scope == scope })
    else { return }
    for flow in Set(joins[join].arrived) {
      if let arrival = joins[join].arrived.firstIndex(of: flow) {
        joins[join].arrived.remove(at: arrival)
      }
    }
    if joins[join].arrived.isEmpty { joins.remove(at: join) }
  }

  private mutating func arrive(at element: String, scope: Key, by flow: String) {
    if let join = joins.firstIndex(where: { $0.element == element && $0.scope == scope }) {
      joins[join].arrived.append(flow)
    } else {
      joins.append(Join(element: element, scope: scope, arrived: [flow]))
    }
  }

  private mutating func remove(elementInstance key: Key) {
    guard let index = elements.firstIndex(where: { $0.key == key }) else { return }
    if elements[index].scope == nil { finalVariables = elements[index].variables }
    elements.remove(at: index)
    joins.removeAll { $0.scope == key }
    subscriptions.removeAll { $0.owner == key }
    timers.removeAll { $0.owner == key }
    jobs.removeAll { $0.owner == key }
    incidents.removeAll { $0.owner == key }
  }
}

extension Array {
  /// Changes the element whose key this is, if there is one.
  fileprivate mutating func update(
    _ path: KeyPath<Element, Key>, _ key: Key, _ change: (inout Element) -> Void
  ) {
    if let index = firstIndex(where: { $0[keyPath: path] == key }) { change(&self[index]) }
  }
}
