import Exchange
import FEEL
import Participant
import ProcessEngine

/// What the parties' processes do by themselves: each action is one turn of one of their loops.
extension World {
  /// Something that could happen next.
  enum Action {
    case place
    case decide(SimulatedParty)
    case cancel
    case receive(SimulatedProcess)
    case step(SimulatedProcess, Slot)
    case send(SimulatedProcess, Slot)
    case confirm(SimulatedProcess, Slot)
    case saveWatermark(SimulatedProcess, Slot)
    case handInDue(SimulatedProcess)
    case expireParked(SimulatedProcess)
    case adopt(SimulatedProcess)
    case closeAdopted(SimulatedProcess)
    case pass(Duration)
    case trouble
  }

  func drawAction() -> Action {
    var choices: [(weight: Double, action: Action)] = [
      (3, .pass(.seconds(random.number(1...120)))),
      (pace, .pass(.seconds(60 * random.number(5...600)))),
      (0.1 * pace, .pass(.seconds(3600 * random.number(10...60)))),
    ]
    if depth == 0 { choices.append((1.5, .trouble)) }
    if orders.contains(where: { !$0.isPlaced }) { choices.append((2, .place)) }
    choices.append((0.15, .cancel))
    for party in parties { choices.append((2 * diligence, .decide(party))) }
    for process in processes {
      let share = 1 / Double(max(1, processes.count { $0.party === process.party }))
      if server.ready(process.party.name) > 0 { choices.append((5 * share, .receive(process))) }
      choices.append((1.5 * share, .handInDue(process)))
      choices.append((0.2 * share, .expireParked(process)))
      choices.append((0.3 * share, .adopt(process)))
      if !process.adopted.isEmpty { choices.append((1, .closeAdopted(process))) }
      for slot in process.slots + process.adopted {
        if !slot.isStepping && !slot.pending.isEmpty {
          choices.append((8, .step(process, slot)))
        }
        guard let relay = slot.relay else { continue }
        if !slot.isSending, relay.canSend { choices.append((6, .send(process, slot))) }
        if !slot.isConfirming, relay.canConfirm { choices.append((4, .confirm(process, slot))) }
        if !slot.isPublishing { choices.append((0.5, .saveWatermark(process, slot))) }
      }
    }
    var rest = Double.random(in: 0..<choices.map(\.weight).reduce(0, +), using: &random)
    for (weight, action) in choices {
      rest -= weight
      if rest < 0 { return action }
    }
    return choices[0].action
  }

  func perform(_ action: Action) async {
    switch action {
    case .place: place()
    case .decide(let party): decide(at: party)
    case .cancel: cancel()
    case .receive(let process): await receive(process)
    case .step(let process, let slot): await step(process, slot)
    case .send(let process, let slot): await send(process, slot)
    case .confirm(let process, let slot): await confirm(process, slot)
    case .saveWatermark(let process, let slot): await saveWatermark(process, slot)
    case .handInDue(let process): await handInDue(process)
    case .expireParked(let process): await expireParked(process)
    case .adopt(let process): await adopt(process)
    case .closeAdopted(let process): await closeAdopted(process)
    case .pass(let duration): pass(duration)
    case .trouble: await makeTrouble()
    }
  }

  // MARK: Receive

  func receive(_ process: SimulatedProcess) async {
    let limit = random.number(1...20)
    guard let deliveries = await process.broker.receive(limit: limit), process.isAlive else {
      return
    }
    note("\(process.label) receives \(deliveries.map(\.summary).joined(separator: ", "))")
    for delivery in deliveries {
      let inbound: Inbound =
        switch delivery.content {
        case .message(let message): .message(message, delivery.tag)
        case .unusable(let message): .unusable(message, delivery.tag)
        }
      process.slot(for: inbound.order).pending.append(inbound)
    }
    if mutation == .acknowledgeBeforeCommit { await acknowledge(deliveries.map(\.tag), process.id) }
  }

  func handInDue(_ process: SimulatedProcess) async {
    guard process.handedIn == process.dealtWith.value else { return }
    let now = process.party.clock.now
    do {
      let timers = try await process.store.dueTimers(at: now, limit: 50)
      let jobs = try await process.store.dueJobs(at: now, limit: 50)
      guard process.isAlive, timers.count + jobs.count > 0 else { return }
      note("\(process.label) finds \(timers.count) timers and \(jobs.count) jobs due")
      process.handedIn += timers.count + jobs.count
      let reply: Inbound.Reply = { [dealtWith = process.dealtWith] _ in dealtWith.increment() }
      for timer in timers { process.slot(for: timer.order).pending.append(.timer(timer, reply)) }
      for job in jobs { process.slot(for: job.order).pending.append(.job(job, reply)) }
    } catch {
      note("\(process.label) cannot look for what is due: \(error)")
    }
  }

  // MARK: Step

  /// One turn of a lane loop: a lane is opened where there is none, then one batch is settled.
  func step(_ process: SimulatedProcess, _ slot: Slot) async {
    slot.isStepping = true
    defer { slot.isStepping = false }
    guard let lane = await lane(of: slot, process), let relay = slot.relay else { return }
    let count = min(slot.pending.count, random.number(1...8), Worker.batchLimit)
    let batch = Array(slot.pending.prefix(count))
    slot.pending.removeFirst(count)
    audit.isBounded(
      batch.count <= Worker.batchLimit, "\(process.label) takes \(batch.count) at once")
    note("\(process.label) lane \(lane.id) begins \(batch.map(\.summary).joined(separator: ", "))")
    process.stepping = batch
    let result = await process.worker.settle(batch, on: lane)
    guard process.isAlive else { return }
    relay.add(result.entries)
    relay.note(result.sightings)
    slot.pending = result.waiting + slot.pending
    note(
      "\(process.label) lane \(lane.id) "
        + (result.failure.map { "fails: \($0)" }
          ?? "commits \(result.entries.map(\.summary).joined(separator: ", "))"))
    switch result.failure {
    case .laneLost, .outcomeUnknown: await close(slot)
    case nil, .unavailable, .invalidCursor, .broken: break
    }
  }

  /// The slot's lane, opened if need be; nil when that is not possible now.
  private func lane(of slot: Slot, _ process: SimulatedProcess) async -> (any Lane)? {
    if let lane = slot.lane { return lane }
    do {
      let lane = try await process.store.openLane()
      let relay = Relay(
        lane: lane, confirmed: await lane.confirmed, last: await lane.last,
        reportWriter: process.party.context.reportWriter, broker: process.broker, logger: .silent)
      guard process.isAlive else { return nil }
      (slot.lane, slot.relay) = (lane, relay)
      note("\(process.label) opens lane \(lane.id)")
      return lane
    } catch let error {
      note("\(process.label) cannot open a lane: \(error)")
      slot.pending = process.worker.turnAway(slot.pending, error)
      return nil
    }
  }

  /// Gives a lane back in good order.
  func close(_ slot: Slot) async {
    guard let lane = slot.lane, let relay = slot.relay else { return }
    (slot.lane, slot.relay) = (nil, nil)
    do { try await relay.saveWatermark() } catch { note("the watermark is not saved: \(error)") }
    await lane.close()
  }

  // MARK: Relay

  func send(_ process: SimulatedProcess, _ slot: Slot) async {
    guard let relay = slot.relay, let lane = slot.lane, !slot.isSending else { return }
    slot.isSending = true
    defer { slot.isSending = false }
    do {
      let progress = try await relay.sendNext()
      note("\(process.label) publishes what lane \(lane.id) has committed: \(progress)")
    } catch {
      note("\(process.label) cannot read the outbox of lane \(lane.id): \(error)")
    }
  }

  func confirm(_ process: SimulatedProcess, _ slot: Slot) async {
    guard let relay = slot.relay, let lane = slot.lane, !slot.isConfirming else { return }
    slot.isConfirming = true
    defer { slot.isConfirming = false }
    let progress = await relay.confirmNext()
    note("\(process.label) hears what became of a window of lane \(lane.id): \(progress)")
  }

  func saveWatermark(_ process: SimulatedProcess, _ slot: Slot) async {
    guard let relay = slot.relay else { return }
    do {
      try await relay.saveWatermark()
    } catch {
      note("\(process.label) cannot move a watermark: \(error)")
    }
  }

  // MARK: Keeping house

  func expireParked(_ process: SimulatedProcess) async {
    let limit = ParkingLimit(
      store: process.store, clock: process.party.clock, limit: Self.parkedLimit, logger: .silent)
    do { try await limit.enforce() } catch { note("\(process.label) cannot expire: \(error)") }
  }

  func adopt(_ process: SimulatedProcess) async {
    let adoption = Adoption(
      store: process.store, reportWriter: process.party.context.reportWriter,
      broker: process.broker, logger: .silent)
    do {
      guard let (lane, relay) = try await adoption.takeOver(), process.isAlive else { return }
      note("\(process.label) adopts lane \(lane.id)")
      let slot = Slot()
      (slot.lane, slot.relay) = (lane, relay)
      process.adopted.append(slot)
    } catch {
      note("\(process.label) cannot adopt a lane: \(error)")
    }
  }

  func closeAdopted(_ process: SimulatedProcess) async {
    let done = process.adopted.filter { !$0.isPublishing && $0.relay?.backlog.entries == 0 }
    process.adopted.removeAll { slot in done.contains { $0 === slot } }
    for slot in done { await close(slot) }
  }

  func pass(_ duration: Duration) {
    now = now + duration
    setClocks()
    note("… \(duration) later")
    // What could not be put into the inbox stays on its way: the broker has said that it is safe.
    delayed.removeAll { arrival, message in
      arrival <= now && server.enqueue(.message(message), for: message.receiver)
    }
  }
}
