public import FEEL

extension ExecutableProcess {
  /// What a stimulus brings about, at the time `now`. Pure: nothing changes but by the returned events.
  ///
  /// - Parameters:
  ///   - instance: the state so far; nil to begin an instance.
  ///   - id: the id that a begun instance gets.
  /// - Throws: why the stimulus is refused.
  public func decide(
    _ instance: Instance?, id: InstanceID, _ stimulus: Stimulus, now: Timestamp
  ) throws(Rejection) -> Decision {
    var execution: Execution
    if let instance {
      if case .ended(let outcome) = instance.status { throw .ended(outcome: outcome) }
      execution = Execution(self, instance, now: now)
      try execution.handle(stimulus)
    } else {
      execution = try begin(id, stimulus, now: now)
    }
    try execution.run()
    return Decision(events: execution.events, instance: execution.instance)
  }

  private func begin(
    _ id: InstanceID, _ stimulus: Stimulus, now: Timestamp
  ) throws(Rejection) -> Execution {
    switch stimulus {
    case .start(let variables):
      guard let start = noneStart else {
        throw .cannotStart(reason: "the process \(self.id) has no none start event")
      }
      var execution = begin(id, variables: variables.asJSON, now: now)
      try execution.openEventSubprocesses()
      execution.start(at: start)
      return execution
    case .message(let message), .command(let message):
      guard let start = messageStarts[message.name] else {
        throw caughtMessages.contains(message.name)
          ? .noSuchInstance : .unknownMessage(name: message.name)
      }
      var execution = begin(id, variables: Context(), now: now)
      execution.emit(.messageReceived(message))
      execution.emit(.messageCorrelated(id: message.id, subscription: 0, target: start))
      execution.startByMessage(start, payload: message.payload)
      try execution.openEventSubprocesses()
      return execution
    default:
      throw .noSuchInstance
    }
  }

  private var noneStart: String? {
    containers[id]?.startEvents.first {
      (nodes[$0]?.behavior as? Elements.StartEvent).map { $0.trigger == nil } ?? false
    }
  }

  private func begin(_ id: InstanceID, variables: Context, now: Timestamp) -> Execution {
    let started = Event.instanceStarted(id: id, process: self.id, definition: definition)
    guard let instance = Instance(beginning: started, at: now) else {
      preconditionFailure("instanceStarted begins an instance")
    }
    var execution = Execution(self, instance, now: now)
    execution.emit(started)
    let root = execution.nextKey
    execution.emit(.elementActivated(key: root, element: self.id, scope: nil))
    if !variables.isEmpty { execution.emit(.variablesSet(scope: root, variables: variables)) }
    return execution
  }
}

extension Execution {
  /// What the process waits for as a whole. After a message start, so that its timers see what the message brought.
  mutating func openEventSubprocesses() throws(Rejection) {
    guard let root = instance.elements.first else { return }
    do {
      try open(process.containers[root.element]?.eventSubprocesses ?? [], owner: root.key)
    } catch {
      throw .cannotStart(reason: error.reason)
    }
  }

  mutating func start(at start: String) {
    guard let root = instance.elements.first else { return }
    schedule(Arrival(node: start, scope: root.key, flow: nil))
  }

  mutating func startByMessage(_ start: String, payload: Context) {
    guard let node = process.nodes[start], let root = instance.elements.first else { return }
    pass(node, scope: root.key, payload: payload)
  }

  /// Lets a stimulus reach a running instance.
  mutating func handle(_ stimulus: Stimulus) throws(Rejection) {
    switch stimulus {
    case .start: throw .alreadyStarted
    case .message(let message): try receive(message)
    case .command(let message): try command(message)
    case .timerDue(let key): try timerDue(key)
    case .task(let key, let action, let actor, let revision):
      try act(on: key, action, by: actor, ifRevision: revision)
    case .jobCompleted(let key, let result): try completeJob(key, result)
    case .jobFailed(let key, let reason, let retryAfter):
      try failJob(key, reason: reason, retryAfter: retryAfter)
    case .jobThrewError(let key, let code, let variables):
      let job = try job(key)
      emit(.jobCompleted(key: key, element: job.element))
      raise(error: code, from: job.owner, variables: variables.asJSON)
    case .retryIncident(let key, let user, let variables):
      guard let incident = instance.incidents.first(where: { $0.key == key }) else {
        throw .noSuchIncident(key: key)
      }
      if !variables.isEmpty, let root = instance.elements.first {
        emit(.variablesSet(scope: root.key, variables: variables.asJSON))
      }
      retry(incident, by: user)
    case .terminate:
      if let root = instance.elements.first { terminateContent(of: root.key) }
      endInstance(outcome: Instance.terminatedOutcome)
    }
  }

  private mutating func receive(_ message: ReceivedMessage) throws(Rejection) {
    guard process.caughtMessages.contains(message.name) else {
      throw .unknownMessage(name: message.name)
    }
    guard process.awaitedMessages.contains(message.name) else { throw .alreadyStarted }
    guard instance.mailbox.count < Instance.mailboxLimit || subscription(for: message) != nil else {
      throw .mailboxFull(limit: Instance.mailboxLimit)
    }
    emit(.messageReceived(message))
  }

  private mutating func command(_ message: ReceivedMessage) throws(Rejection) {
    guard process.caughtMessages.contains(message.name) else {
      throw .unknownMessage(name: message.name)
    }
    guard subscription(for: message) != nil else { throw .notExpected(message: message.name) }
    emit(.messageReceived(message))
  }

  private mutating func timerDue(_ key: Key) throws(Rejection) {
    guard let timer = instance.timers.first(where: { $0.key == key }) else {
      throw .noSuchTimer(key: key)
    }
    guard timer.due <= now else { throw .notYetDue(key: key, due: timer.due) }
    fire(timer)
  }
}

extension Instance {
  /// The outcome of an instance that an operator has ended.
  public static let terminatedOutcome = "Terminated"

  /// How many messages may wait in one instance's mailbox.
  public static let mailboxLimit = 256
}
