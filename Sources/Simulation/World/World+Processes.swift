import Participant
import ProcessEngine

/// Processes come and go.
extension World {
  func start(_ party: SimulatedParty) {
    lastProcess += 1
    let process = SimulatedProcess(
      id: lastProcess, party: party, connection: server.connect(party.name), world: self,
      lanes: random.number(1...2))
    processes.append(process)
    owners[lastProcess] = party
    note("\(process.label) starts")
  }

  /// A process is gone from one instant to the next: its lanes are free, what it had not acknowledged comes again, and what
  /// it was doing has no effect any more.
  /// A lane on which a transaction is under way is free when that has been rolled back.
  func crash(_ process: SimulatedProcess, _ place: String) async {
    note("\(process.label) CRASHES where it would \(place)")
    process.isAlive = false
    processes.removeAll { $0 === process }
    await process.connection.close()
    for lane in process.lanes.subtracting(process.party.busyLanes) {
      process.party.store.abandon(lane: lane)
    }
  }

  /// A process is stopped in good order: nothing more is taken in, what was taken in is left to others, lanes are closed.
  func stop(_ process: SimulatedProcess) async {
    note("\(process.label) stops")
    process.broker.stopReceiving()
    for slot in process.slots + process.adopted where !slot.isStepping { await close(slot) }
    guard process.isAlive else { return }
    process.isAlive = false
    processes.removeAll { $0 === process }
    await process.broker.close()
    for lane in process.lanes { process.party.store.abandon(lane: lane) }
  }

  func hold(_ lane: Int, _ process: Int) {
    guard let process = self.process(process) else { return }
    process.lanes.insert(lane)
  }

  func release(_ lane: Int, _ process: Int) { self.process(process)?.lanes.remove(lane) }
}
