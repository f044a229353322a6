import Exchange
import Logging

/// The serial commit loop of one lane, with its relay beside it; when the lane is lost, it goes on with another.
struct LaneLoop: Sendable {
  /// How long a stopping lane waits for the broker to confirm what it has committed.
  static let drainLimit = Duration.seconds(3)

  let worker: Worker
  let store: any Store
  let queue: InboundQueue
  let status: PartyStatus
  let autopilot: Autopilot?
  let logger: Logger

  /// Works until the queue is finished and everything in it is done.
  func run() async {
    var held: [Inbound] = []
    while let lane = await open(&held) {
      let ending = await work(on: lane, held)
      held = ending.held
      if !ending.isLost { return }
    }
  }

  // MARK: Opening

  /// Tries until there is a lane; meanwhile commands are told to come again. Nil when the queue is finished.
  private func open(_ held: inout [Inbound]) async -> (any Lane)? {
    var pause = Pause()
    while true {
      do {
        let lane = try await store.openLane()
        status.databaseIsUp()
        logger.debug("Opened a lane", metadata: ["lane": "\(lane.id)"])
        return lane
      } catch {
        report(error)
        held += worker.turnAway(queue.takeAvailable(), error)
        if queue.isFinished { return nil }
        await pause.wait()
      }
    }
  }

  private func report(_ error: StoreError) {
    logger.warning("The database cannot be used", metadata: ["reason": "\(error)"])
    status.databaseIsDown("\(error)")
  }

  // MARK: Working

  private struct Ending: Sendable {
    /// Messages that could not be dealt with yet.
    var held: [Inbound] = []
    var isLost = false
  }

  private func work(on lane: any Lane, _ held: [Inbound]) async -> Ending {
    let relay = Relay(
      lane: lane, confirmed: await lane.confirmed, last: await lane.last,
      reportWriter: worker.party.reportWriter, broker: worker.broker, logger: logger)
    status.add(relay)
    defer { status.remove(relay) }
    let ending = await withTaskGroup { group in
      group.addTask { await relay.keepWatermark() }
      let ending = await self.work(on: lane, relay: relay, held)
      group.cancelAll()
      return ending
    }
    await close(lane, relay)
    return ending
  }

  /// Steps and publishing beside each other, until both are done.
  private func work(on lane: any Lane, relay: Relay, _ held: [Inbound]) async -> Ending {
    await withTaskGroup(of: Ending?.self) { group in
      group.addTask {
        await relay.run()
        return nil
      }
      group.addTask { await self.makeSteps(on: lane, relay: relay, held) }
      var ending = Ending()
      while let result = await group.next() {
        guard let result else { break }  // the relay is done
        ending = result
        if result.isLost { break }
        relay.finish()
        group.addTask {
          do { try await Task.sleep(for: Self.drainLimit) } catch { return nil }
          logger.notice(
            "Stopped before everything was confirmed; it is published at the next start")
          return nil
        }
      }
      group.cancelAll()
      return ending
    }
  }

  private func close(_ lane: any Lane, _ relay: Relay) async {
    do {
      try await relay.saveWatermark()
    } catch {
      logger.notice(
        "The watermark was not saved: some messages will be sent twice",
        metadata: ["lane": "\(lane.id)", "reason": "\(error)"])
    }
    await lane.close()
  }

  private func makeSteps(on lane: any Lane, relay: Relay, _ held: [Inbound]) async -> Ending {
    var held = held
    var pause = Pause()
    while let batch = await nextBatch(&held) {
      let result = await worker.settle(batch, on: lane)
      relay.add(result.entries)
      relay.note(result.sightings)
      await decideTasks(after: result.cases)
      held = result.waiting + held
      switch result.failure {
      case nil:
        status.databaseIsUp()
        pause.reset()
      case .laneLost, .outcomeUnknown:
        // What may have been committed is found, and published, by opening the lane anew.
        return Ending(held: held, isLost: true)
      case .some(let error):
        report(error)
        if queue.isFinished { return Ending(held: held) }
        await pause.wait()
      }
    }
    return Ending(held: held)
  }

  private func decideTasks(after writes: [CaseWrite]) async {
    guard let autopilot else { return }
    do {
      try await autopilot.decide(after: writes)
    } catch {
      logger.error("A task cannot be decided automatically", metadata: ["reason": "\(error)"])
    }
  }

  /// What was held back comes first. Nil when the queue is finished and empty.
  private func nextBatch(_ held: inout [Inbound]) async -> [Inbound]? {
    if held.isEmpty {
      guard let next = await queue.next() else { return nil }
      held = next
    } else {
      held += queue.takeAvailable()
    }
    defer { held.removeFirst(min(Worker.batchLimit, held.count)) }
    return Array(held.prefix(Worker.batchLimit))
  }
}
