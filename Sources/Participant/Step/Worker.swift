package import Exchange
package import Logging

/// Makes steps of what comes in on one lane: load → decide → commit, then answer, acknowledge and hand on for publishing.
package struct Worker: Sendable {
  /// How many things one transaction takes. More gains nothing (docs/performance.md) and makes the others wait.
  package static let batchLimit = 200

  let party: PartyContext
  let broker: any Broker
  let logger: Logger
  private let metrics: StepMetrics

  package init(party: PartyContext, broker: any Broker, logger: Logger) {
    self.party = party
    self.broker = broker
    self.logger = logger
    metrics = StepMetrics(party.library.contract)
  }

  /// What became of a batch.
  package enum Outcome: Sendable {
    /// Committed, answered and acknowledged; the entries are to be published.
    case committed(StepWrites, [TransportReport.Sighting])
    /// Nothing happened, and nobody has been answered.
    case failed(StoreError)
  }

  /// Makes one transaction of a batch.
  package func process(_ batch: [Inbound], on lane: any Lane) async -> Outcome {
    let orders = Set(batch.compactMap(\.order)).sorted()
    var answers: [Result<Case, CommandFailure>?] = []
    var writes = StepWrites()
    var duplicates: [OrderMessage] = []
    var sightings: [TransportReport.Sighting] = []
    let start = ContinuousClock.now
    var decided = start
    do {
      try await lane.step(on: orders) { loaded async throws(StoreError) -> StepWrites in
        answers = []
        var step = BatchStep(
          party, lane: lane.id, after: await lane.last, loaded: loaded, now: party.clock.now)
        for inbound in batch { answers.append(try await step.take(inbound)) }
        writes = step.finish()
        duplicates = step.duplicates
        sightings = step.sightings
        decided = .now
        return writes
      }
    } catch {
      metrics.noteFailure()
      return .failed(error)
    }
    metrics.note(
      batch, writes, duplicates: duplicates, deciding: decided - start, committing: .now - decided)
    for (inbound, answer) in zip(batch, answers) {
      if let answer { inbound.reply?(answer) }
    }
    await broker.acknowledge(batch.compactMap(\.tag))
    return .committed(writes, sightings)
  }

  /// What came of trying to do all of a batch.
  package struct Settlement: Sendable {
    /// To be published.
    package var entries: [JournalEntry] = []
    package var cases: [CaseWrite] = []
    /// To be told to the monitor.
    package var sightings: [TransportReport.Sighting] = []
    /// Has to wait until the store is back.
    package var waiting: [Inbound] = []
    package var failure: StoreError?
  }

  /// Makes transactions of a batch until all of it is done: what fails together is tried one by one, so that one bad thing
  /// costs nobody else anything.
  package func settle(_ batch: [Inbound], on lane: any Lane) async -> Settlement {
    switch await process(batch, on: lane) {
    case .committed(let writes, let sightings):
      return Settlement(entries: writes.entries, cases: writes.cases, sightings: sightings)
    case .failed(.broken(let reason)) where batch.count > 1:
      logger.error("A batch failed and is tried one by one", metadata: ["reason": "\(reason)"])
      var all = Settlement()
      for (index, inbound) in batch.enumerated() where all.failure == nil {
        let single = await settle([inbound], on: lane)
        all.entries += single.entries
        all.cases += single.cases
        all.sightings += single.sightings
        all.failure = single.failure
        if single.failure != nil { all.waiting = single.waiting + batch[(index + 1)...] }
      }
      return all
    case .failed(.broken(let reason)):
      return await giveUp(batch[0], reason: reason, on: lane)
    case .failed(let error):
      return Settlement(waiting: turnAway(batch, error), failure: error)
    }
  }

  /// A thing that can never be done: a message goes into quarantine, a command is told.
  private func giveUp(
    _ inbound: Inbound, reason: String, on lane: any Lane
  ) async -> Settlement {
    logger.error("A step is impossible", metadata: ["reason": "\(reason)"])
    guard case .message(let message, let tag) = inbound else {
      inbound.reply?(.failure(.unavailable(reason: reason, retryAfter: .seconds(60))))
      return Settlement()
    }
    let quarantined = QuarantinedMessage(
      message, reason: .notAccepted, detail: reason, receivedAt: party.clock.now)
    switch await process([.unusable(quarantined, tag)], on: lane) {
    case .committed(let writes, let sightings):
      return Settlement(entries: writes.entries, cases: writes.cases, sightings: sightings)
    case .failed(let error): return Settlement(waiting: [inbound], failure: error)
    }
  }

  /// Tells those who wait for an answer that they should come again.
  ///
  /// - Returns: the messages, which stay unacknowledged and are kept.
  package func turnAway(_ batch: [Inbound], _ error: StoreError) -> [Inbound] {
    for inbound in batch {
      inbound.reply?(.failure(.unavailable(reason: "\(error)", retryAfter: .seconds(1))))
    }
    let kept = batch.filter { $0.tag != nil }
    metrics.noteTurnedAway(batch.count - kept.count)
    return kept
  }
}
