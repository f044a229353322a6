import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// One transaction in the making: takes what came in, one after the other, over the loaded cases, and collects what is to
/// be written. Nothing outside has changed until that is committed.
struct BatchStep {
  let party: PartyContext
  let now: Timestamp
  let lane: Int
  private var lastNumber: Int
  private var cases: [InstanceID: WorkingCase] = [:]
  private var parked: [InstanceID: [OrderMessage]]
  private(set) var writes = StepWrites()
  /// Messages that had been taken in before: nothing comes of them.
  private(set) var duplicates: [OrderMessage] = []

  init(_ party: PartyContext, lane: Int, after lastNumber: Int, loaded: LoadedCases, now: Timestamp)
  {
    self.party = party
    self.lane = lane
    self.lastNumber = lastNumber
    self.now = now
    parked = loaded.parked
    for (id, loadedCase) in loaded.cases { cases[id] = WorkingCase(loaded: loadedCase) }
  }

  /// The writes of everything that was taken.
  mutating func finish() -> StepWrites {
    writes.cases = cases.values.filter(\.isChanged).compactMap(\.write)
      .sorted { $0.after.instance.id < $1.after.instance.id }
    return writes
  }

  /// What came in and was no step.
  var sightings: [TransportReport.Sighting] {
    duplicates.map { .init(.duplicate, $0, at: now) }
      + writes.parked.map { .init(.parked, $0, at: now) }
  }

  /// Takes one thing.
  ///
  /// - Returns: what its sender will be told after the commit.
  /// - Throws: only when the store fails; a refusal is a result.
  mutating func take(_ inbound: Inbound) async throws(StoreError) -> Result<Case, CommandFailure>? {
    switch inbound {
    case .message(let message, _):
      try await receive(message)
      return nil
    case .unusable(let message, _):
      writes.quarantined.append(message)
      return nil
    case .replay(let message, let row, let user, let origin, _):
      writes.released.append(row)
      note(
        StepAudit(order: message.order, origin: origin, now: now)
          .replayed(by: user, message: row.text))
      try await receive(message)
      return cases[message.order]?.current.map { .success($0) }
        ?? .failure(.rejected(.noSuchInstance))
    case .begin(let order, let variables, let digest, let user, let origin, _):
      let isNew = cases[order]?.current == nil
      let result = try await begin(order, variables: variables, requestDigest: digest)
      if isNew, case .success = result {
        note(StepAudit(order: order, origin: origin, now: now).placed(by: user, variables))
      }
      return result
    case .command(let order, let stimulus, let origin, _):
      return try await command(order, stimulus, origin)
    case .timer(let work, _):
      return try await attempt(work.order, .timerDue(key: work.key))
    case .job(let work, _):
      return try await perform(work)
    }
  }

  // MARK: Commands

  private mutating func begin(
    _ order: InstanceID, variables: Context, requestDigest: String?
  ) async throws(StoreError) -> Result<Case, CommandFailure> {
    if let existing = cases[order]?.current {
      guard let requestDigest else { return .failure(.rejected(.alreadyStarted)) }
      return existing.requestDigest == requestDigest ? .success(existing) : .failure(.keyReused)
    }
    cases[order] = WorkingCase(requestDigest: requestDigest)
    return try await attempt(order, .start(variables: variables))
  }

  /// Something that somebody asks for, with its record for the audit trail.
  private mutating func command(
    _ order: InstanceID, _ stimulus: Stimulus, _ origin: Origin
  ) async throws(StoreError) -> Result<Case, CommandFailure> {
    let before = cases[order]?.current?.instance
    let result = try await attempt(order, stimulus)
    if case .success(let after) = result {
      note(
        StepAudit(order: order, origin: origin, now: now)
          .record(stimulus, before: before, after: after.instance))
    }
    return result
  }

  private mutating func note(_ record: AuditRecord?) {
    if let record { writes.audit.append(record) }
  }

  private mutating func attempt(
    _ order: InstanceID, _ stimulus: Stimulus
  ) async throws(StoreError) -> Result<Case, CommandFailure> {
    try await step(order, stimulus, described: stimulus.summary).mapError { .rejected($0) }
  }

  private mutating func perform(
    _ work: WorkReference
  ) async throws(StoreError) -> Result<Case, CommandFailure> {
    guard let job = cases[work.order]?.current?.instance.jobs.first(where: { $0.key == work.key }),
      job.retries > 0, job.notBefore <= now
    else { return .failure(.rejected(.noSuchJob(key: work.key))) }
    let stimulus = await party.perform(job, order: work.order, now: now)
    return try await attempt(work.order, stimulus)
  }

  // MARK: Messages

  /// Takes a message of the partner in, and those that were waiting for it.
  private mutating func receive(_ message: OrderMessage) async throws(StoreError) {
    let conversation = cases[message.order]?.current?.conversation ?? Conversation()
    switch conversation.verdict(on: message.sequence) {
    case .duplicate:
      duplicates.append(message)
    case .absurd:
      quarantine(
        message, .absurdSequence,
        "number \(message.sequence) after \(conversation.received) received")
    case .early:
      park(message)
    case .next:
      try await deliver(message)
      while let next = nextParked(of: message.order) {
        writes.unparked.append(next)
        try await deliver(next)
      }
    }
  }

  private mutating func park(_ message: OrderMessage) {
    let waiting = parked[message.order] ?? []
    guard !waiting.contains(where: { $0.sequence == message.sequence }) else { return }
    parked[message.order, default: []].append(message)
    writes.parked.append(message)
  }

  private mutating func nextParked(of order: InstanceID) -> OrderMessage? {
    guard let received = cases[order]?.current?.conversation.received,
      let index = parked[order]?.firstIndex(where: { $0.sequence == received + 1 }),
      let message = parked[order]?.remove(at: index)
    else { return nil }
    if let fresh = writes.parked.firstIndex(of: message) { writes.parked.remove(at: fresh) }
    return message
  }

  private mutating func deliver(_ message: OrderMessage) async throws(StoreError) {
    let order = message.order
    let isKnown = cases[order]?.current != nil
    if !isKnown { cases[order] = WorkingCase(requestDigest: nil) }
    let summary = message.summary
    cases[order]?.isReceiving = true
    let stimulus = Stimulus.message(message.received(at: now))
    guard case .failure(let rejection) = try await step(order, stimulus, described: summary) else {
      return
    }
    let reason = rejection.quarantineReason
    quarantine(message, reason, "\(rejection)")
    if isKnown {
      var refused = summary
      refused["quarantined"] = .string(reason.rawValue)
      record(order, stimulus: refused, events: [])
    } else {
      cases[order] = nil
    }
  }

  private mutating func quarantine(
    _ message: OrderMessage, _ reason: QuarantinedMessage.Reason, _ detail: String
  ) {
    writes.quarantined.append(
      QuarantinedMessage(message, reason: reason, detail: detail, receivedAt: now))
  }

  // MARK: One step

  /// Lets the engine decide, does the jobs that this creates, and records all of it as one step.
  private mutating func step(
    _ order: InstanceID, _ stimulus: Stimulus, described summary: Context
  ) async throws(StoreError) -> Result<Case, Rejection> {
    let before = cases[order]?.current?.instance
    let process = try await party.library.process(of: before)
    var instance: Instance
    var events: [Event]
    do throws(Rejection) {
      let decision = try process.decide(before, id: order, stimulus, now: now)
      (instance, events) = (decision.instance, decision.events)
      while let job = instance.jobs.first(where: { $0.retries > 0 && $0.notBefore <= now }) {
        let outcome = await party.perform(job, order: order, now: now)
        let decision = try process.decide(instance, id: order, outcome, now: now)
        instance = decision.instance
        events += decision.events
      }
    } catch {
      return .failure(error)
    }
    keepUnread(events, before: before, order: order)
    cases[order]?.advance(to: instance)
    return .success(record(order, stimulus: summary, events: events))
  }

  /// Messages that the instance ended without reading.
  private mutating func keepUnread(_ events: [Event], before: Instance?, order: InstanceID) {
    for case .messageDiscarded(let id, let name) in events {
      let message =
        before?.mailbox.first { $0.id == id }
        ?? events.lazy.compactMap { event in
          if case .messageReceived(let message) = event, message.id == id { message } else { nil }
        }.first
      writes.quarantined.append(
        QuarantinedMessage(
          reason: .unread, detail: "the order ended before anything asked for it", receivedAt: now,
          messageID: id, name: name, order: order, body: message?.payload.json() ?? []))
    }
  }

  /// Writes a step into the journal, with numbers for its messages.
  @discardableResult
  private mutating func record(_ order: InstanceID, stimulus: Context, events: [Event]) -> Case {
    guard var working = cases[order] else { preconditionFailure("a step belongs to a case") }
    if working.isReceiving { working.receive() }
    var messages: [JournalEntry.SentMessage] = []
    for case .messageSent(let name, _, _, _) in events {
      messages.append(
        JournalEntry.SentMessage(
          id: party.ids.next(at: now), receiver: party.receiver(of: name),
          sequence: working.nextToSend()))
    }
    let current = working.count(closing: events, at: now)
    lastNumber += 1
    writes.entries.append(
      JournalEntry(
        party: party.library.party, lane: lane, number: lastNumber, order: order,
        step: current.step,
        at: now, stimulus: stimulus, events: events, messages: messages))
    cases[order] = working
    return current
  }
}
