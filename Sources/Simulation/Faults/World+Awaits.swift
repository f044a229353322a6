import Exchange
import FEEL
import Participant
import ProcessEngine

/// What can happen at the awaits of a process: it is the same for every piece of the parties' code.
extension World {
  /// A process comes to an await. It may die there, and others may do something meanwhile.
  ///
  /// - Returns: false when the process is dead: nothing that it does has any effect.
  func pass(_ place: String, _ id: Int) async -> Bool {
    guard let process = process(id) else { return false }
    guard areFaultsOn else { return true }
    if random.chance(plan.probability(of: .crash)) {
      await crash(process, place)
      return false
    }
    if depth < Self.depthLimit, random.chance(plan.probability(of: .interleave)) {
      depth += 1
      for _ in 1...random.number(1...3) where audit.violation == nil { await act() }
      depth -= 1
    }
    return process.isAlive
  }

  // MARK: The store

  /// A process comes to a call of its store.
  func reachStore(_ place: String, _ id: Int) async throws(StoreError) {
    guard await pass(place, id), let process = process(id) else { throw .laneLost }
    guard !process.party.isStoreAway else { throw .unavailable("the database is away") }
    guard !isDrawn(.storeError) else { throw .unavailable("could not serialize access") }
  }

  /// A process is about to commit.
  func reachCommit(_ id: Int) async throws(StoreError) {
    try await reachStore("commit", id)
    guard !isDrawn(.outcomeUnknown) else {
      throw .outcomeUnknown("lost on the way, and not committed")
    }
  }

  /// A process has committed, and is about to hear of it.
  func leaveCommit(_ id: Int) async throws(StoreError) {
    guard await pass("hear of its commit", id) else { throw .laneLost }
    guard !isDrawn(.outcomeUnknown) else {
      throw .outcomeUnknown("lost on the way back, and committed")
    }
  }

  /// Locks orders; whoever comes second is told to come again, as by a lock time-out.
  func lock(_ orders: [InstanceID], lane: Int, _ id: Int) throws(StoreError) {
    guard let process = process(id) else { throw .laneLost }
    guard process.party.locked.isDisjoint(with: orders) else {
      throw .unavailable("the lock was not available in time")
    }
    process.party.locked.formUnion(orders)
    process.party.busyLanes.insert(lane)
  }

  /// Unlocks them, also for a process that has died meanwhile.
  func unlock(_ orders: [InstanceID], lane: Int, _ id: Int) {
    owners[id]?.locked.subtract(orders)
    owners[id]?.busyLanes.remove(lane)
    if process(id) == nil { owners[id]?.store.abandon(lane: lane) }
  }

  func isDrawn(_ fault: Fault) -> Bool {
    areFaultsOn && random.chance(plan.probability(of: fault))
  }

  // MARK: The broker

  /// A process acknowledges deliveries.
  func acknowledge(_ tags: [Delivery.Tag], _ id: Int) async {
    guard let process = process(id) else { return }
    audit.acknowledged(
      server.contents(of: tags, for: process.party.name), by: process.party)
    await process.connection.acknowledge(tags)
  }

  /// One publication goes its way.
  func transmit(_ publication: Publication, _ id: Int) async -> PublishOutcome {
    guard let process = process(id) else { return .failed("the process is dead") }
    audit.published(publication, by: process.party)
    if isDrawn(.drop) {
      note("\(process.label) loses a publication on the way")
      return mutation == .watermarkBeforeConfirm ? .confirmed : .failed("lost on the way")
    }
    guard case .message(let message) = publication else {
      return await deliver(publication, process)
    }
    guard server.isUp else { return .failed("the broker is away") }
    if server.isBound(message.receiver), isDrawn(.delay) {
      let delay = Duration.seconds(random.pick([5, 60, 900, 7_200, 90_000]) ?? 60)
      note("\(message.summary) is delayed by \(delay)")
      delayed.append((now + delay, message))
      audit.isSafe(publication)
      return .confirmed
    }
    if isDrawn(.duplicate) { _ = await deliver(publication, process) }
    return await deliver(publication, process)
  }

  private func deliver(
    _ publication: Publication, _ process: SimulatedProcess
  ) async -> PublishOutcome {
    let outcome = await process.connection.publish([publication])[0]
    guard outcome == .confirmed else { return outcome }
    audit.isSafe(publication)
    return isDrawn(.confirmLost) ? .failed("the confirm was lost") : .confirmed
  }

  /// A process moves the watermark of a lane.
  func confirm(upTo number: Int, lane: Int, _ id: Int) {
    guard let process = process(id) else { return }
    audit.confirmed(upTo: number, lane: lane, by: process.party)
  }
}
