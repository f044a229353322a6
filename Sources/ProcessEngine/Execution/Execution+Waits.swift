import FEEL

/// Messages, timers and errors: what element instances wait for, and what happens when it comes.
extension Execution {
  /// Opens the subscriptions and timers of `owner` that are not open yet. All are evaluated before the first is opened, so
  /// that an incident leaves none behind.
  mutating func open(_ catches: [Catch], owner: Key) throws(Trouble) {
    let surroundings = surroundings(of: owner)
    var opened: [Event] = []
    for wait in catches where !isOpen(wait.target, owner: owner) {
      let key = nextKey + opened.count
      switch wait.trigger {
      case .message(let name, let correlationKey):
        let text = try correlationKey.string("the correlation key of \(name)", in: surroundings)
        opened.append(
          .subscriptionOpened(
            Subscription(
              key: key, owner: owner, target: wait.target, message: name, correlationKey: text)))
      case .timer(let kind, let formula):
        let timer = try timer(
          kind, formula, key: key, owner: owner, target: wait.target, surroundings)
        opened.append(.timerScheduled(timer))
      case .error:
        break
      }
    }
    for event in opened { emit(event) }
  }

  /// Nothing can trigger the event subprocesses inside `scope` any more: an interrupting one has begun.
  mutating func closeEventSubprocesses(of scope: ElementInstance) {
    let targets = process.containers[scope.element]?.eventSubprocesses.map(\.target) ?? []
    for subscription in instance.subscriptions
    where subscription.owner == scope.key && targets.contains(subscription.target) {
      emit(.subscriptionClosed(key: subscription.key))
    }
    for timer in instance.timers where timer.owner == scope.key && targets.contains(timer.target) {
      emit(.timerCanceled(key: timer.key))
    }
  }

  private func isOpen(_ target: String, owner: Key) -> Bool {
    instance.subscriptions.contains { $0.owner == owner && $0.target == target }
      || instance.timers.contains { $0.owner == owner && $0.target == target }
  }

  private func timer(
    _ kind: Trigger.TimerKind, _ formula: TextExpression, key: Key, owner: Key, target: String,
    _ surroundings: Surroundings
  ) throws(Trouble) -> ScheduledTimer {
    let label = "the timer of \(process.label(of: target))"
    switch kind {
    case .date:
      guard let due = try formula.timestamp(label, in: surroundings) else {
        throw Trouble(reason: "\(label) has no date: `\(formula.description)` gave null")
      }
      return ScheduledTimer(
        key: key, owner: owner, target: target, due: due, repetitions: 0, interval: nil)
    case .duration:
      let text = try formula.string(label, in: surroundings)
      guard let due = TimerText.end(of: text, from: now) else {
        throw Trouble(reason: "\(label) must be a positive ISO 8601 duration, but is `\(text)`")
      }
      return ScheduledTimer(
        key: key, owner: owner, target: target, due: due, repetitions: 0, interval: nil)
    case .cycle:
      let text = try formula.string(label, in: surroundings)
      guard let (repetitions, interval) = TimerText.cycle(text),
        let due = TimerText.end(of: interval, from: now)
      else {
        throw Trouble(reason: "\(label) must be a cycle such as R3/PT8H, but is `\(text)`")
      }
      return ScheduledTimer(
        key: key, owner: owner, target: target, due: due,
        repetitions: repetitions.map { $0 - 1 }, interval: interval)
    }
  }

  /// A timer has run out.
  mutating func fire(_ timer: ScheduledTimer) {
    emit(.timerFired(key: timer.key, target: timer.target))
    if let interval = timer.interval, timer.repetitions != 0,
      let due = TimerText.end(of: interval, from: timer.due)
    {
      emit(
        .timerScheduled(
          ScheduledTimer(
            key: nextKey, owner: timer.owner, target: timer.target, due: due,
            repetitions: timer.repetitions.map { $0 - 1 }, interval: interval)))
    }
    fire(timer.target, owner: timer.owner, payload: Context())
  }

  /// Lets the oldest message in that something waits for. False when there is none.
  mutating func correlateOldestMessage() -> Bool {
    for message in instance.mailbox {
      guard let subscription = subscription(for: message) else { continue }
      emit(
        .messageCorrelated(
          id: message.id, subscription: subscription.key, target: subscription.target))
      fire(subscription.target, owner: subscription.owner, payload: message.payload)
      return true
    }
    return false
  }

  /// Who gets a message: of those that wait for its name and key, the innermost, which is the latest.
  func subscription(for message: ReceivedMessage) -> Subscription? {
    instance.subscriptions.last {
      $0.message == message.name
        && ($0.correlationKey.isEmpty || $0.correlationKey == message.correlationKey)
    }
  }

  private mutating func fire(_ target: String, owner key: Key, payload: Context) {
    guard let owner = element(key), let node = process.nodes[target],
      let behavior = node.behavior as? any Catching
    else { preconditionFailure("an open wait belongs to an active element and a catching node") }
    behavior.fire(node, owner: owner, payload: payload, &self)
  }

  /// A BPMN error rises from `key` outwards until something catches it; uncaught it becomes an incident there.
  mutating func raise(error code: String, from key: Key, variables: Context) {
    guard let origin = element(key) else { return }
    emit(.errorThrown(element: origin.element, code: code))
    var current: ElementInstance? = origin
    while let element = current {
      if let handler = handler(of: code, at: element) {
        return fire(handler.target, owner: element.key, payload: variables)
      }
      current = element.scope.flatMap { self.element($0) }
    }
    raiseIncident(key, origin.element, .executing, "nothing catches the error \(code)")
  }

  /// What catches an error at an element instance: an event subprocess inside before an event on the border, and one for
  /// this code before one for every code.
  private func handler(of code: String, at element: ElementInstance) -> Catch? {
    let inside = process.containers[element.element]?.errorSubprocesses ?? []
    for handlers in [
      isInterrupted(element.key) ? [] : inside, node(of: element)?.errorHandlers ?? [],
    ] {
      if let handler = handlers.first(where: { $0.trigger == .error(code: code) })
        ?? handlers.first(where: { $0.trigger == .error(code: nil) })
      {
        return handler
      }
    }
    return nil
  }

  /// Whether an interrupting event subprocess has taken the place of all that was in a scope; no other can begin then.
  private func isInterrupted(_ scope: Key) -> Bool {
    instance.elements.contains { child in
      guard child.scope == scope, let start = process.containers[child.element]?.startEvents.first
      else { return false }
      return (process.nodes[start]?.behavior as? Elements.StartEvent)?.interrupts ?? false
    }
  }

  /// Runs a node that has caught something: it is active for an instant, with the payload as its result.
  mutating func pass(_ node: Node, scope: Key, payload: Context) {
    let key = nextKey
    emit(.elementActivated(key: key, element: node.id, scope: scope))
    complete(key, result: payload)
  }
}
