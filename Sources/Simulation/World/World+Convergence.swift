import Exchange
import FEEL
import Participant
import ProcessEngine

/// The end of every world: faults stop, people decide everything, operators do their work, time runs on, and everything
/// has to come to an end.
extension World {
  /// How many rounds that may take.
  static let roundLimit = 600

  func converge() async {
    note("faults stop")
    areFaultsOn = false
    server.isUp = true
    supplier.prices.isAway = false
    for party in parties {
      server.bind(party.name, true)
      party.isStoreAway = false
      if !processes.contains(where: { $0.party === party }) { start(party) }
    }
    for (_, message) in delayed { server.enqueue(.message(message), for: message.receiver) }
    delayed = []
    for _ in 0..<Self.roundLimit where audit.violation == nil {
      let before = progress
      await makeRound()
      guard progress == before, audit.violation == nil else { continue }
      if isQuiet { return audit.finish(orders: orders.map(\.id), hostile: Set(hostileOrders)) }
      await passUntilSomethingIsDue()
    }
    if audit.violation == nil { audit.violated(.converges, whatIsOpen) }
  }

  /// Everybody does once what there is to do.
  private func makeRound() async {
    for order in orders where !order.isPlaced {
      submit(
        .begin(
          order.id, variables: order.variables, requestDigest: "digest", client.answers.reply()),
        to: client)
    }
    for party in parties {
      decideEverything(at: party)
      operate(party)
    }
    for process in processes {
      while server.ready(process.party.name) > 0 { await receive(process) }
      await handInDue(process)
      for slot in process.slots {
        while !slot.pending.isEmpty && audit.violation == nil {
          await step(process, slot)
          check()
        }
      }
      await adopt(process)
      for slot in process.slots + process.adopted {
        // What was refused before is taken back, sent, and confirmed.
        for _ in 0..<3 {
          await send(process, slot)
          await confirm(process, slot)
        }
        await saveWatermark(process, slot)
      }
      await closeAdopted(process)
      await expireParked(process)
      check()
    }
  }

  private func decideEverything(at party: SimulatedParty) {
    let open = party.store.read { database in
      database.tasks.filter { $0.value.state == .open }.map(\.key)
    }
    for work in open.sorted(by: { ($0.order, $0.key) < ($1.order, $1.key) }) {
      guard let person = random.pick(Self.people) else { return }
      decide(work, by: person, at: party)
    }
  }

  /// What operators do: incidents are retried, orders that only hostile messages began are ended, and messages that had
  /// waited in vain for others are put through again.
  private func operate(_ party: SimulatedParty) {
    let found = party.store.read { database in
      (
        incidents: database.incidents.map(\.key).sorted { ($0.order, $0.key) < ($1.order, $1.key) },
        hostile: hostileOrders.filter { order in
          database.cases[order].map { $0.instance.outcome == nil } ?? false
        },
        lost: database.quarantine.filter { row in
          let message = row.message
          guard message.reason == .gapNeverClosed, let order = message.order,
            let found = database.cases[order]
          else { return false }
          let isParked = database.parked.contains {
            $0.message.order == order && $0.message.sequence == message.sequence
          }
          return (message.sequence ?? 0) > found.conversation.received && !isParked
        }
      )
    }
    let reply = party.answers.reply
    for work in found.incidents where !hostileOrders.contains(work.order) {
      let retry = Stimulus.retryIncident(key: work.key, by: "operator", variables: Context())
      submit(.command(work.order, retry, reply()), to: party)
    }
    for order in found.hostile {
      let end = Stimulus.terminate(by: "operator", reason: "Nobody placed it")
      submit(.command(order, end, reply()), to: party)
    }
    for row in found.lost {
      guard let again = row.message.orderMessage(to: party.name) else { continue }
      submit(.replay(again, quarantined: row.id, reply()), to: party)
    }
  }

  private func passUntilSomethingIsDue() async {
    var next = now + Self.parkedLimit + .seconds(1)
    let isParked = parties.contains { $0.store.read { !$0.parked.isEmpty } }
    if !isParked {
      let due = parties.compactMap { party in
        party.store.read { database in
          (database.timers.values.map(\.due) + database.jobs.values.map(\.notBefore)).min()
        }.map { $0 + (.zero - party.offset) }
      }
      next = max(due.min() ?? next, now)
    }
    pass(next - now)
  }

  // MARK: Has it ended?

  /// Grows with everything that happens.
  private var progress: [Int] {
    let counts = parties.flatMap { party in
      party.store.read { database in
        [
          database.journal.count, database.quarantine.count, database.parked.count,
          database.lanes.values.map(\.confirmed).reduce(0, +),
        ]
      }
    }
    return counts + parties.map { server.ready($0.name) } + [orders.count { $0.isPlaced }]
  }

  private var isQuiet: Bool { whatIsOpen.isEmpty }

  /// What stands in the way of the end, for people.
  private var whatIsOpen: String {
    var open: [String] = orders.filter { !$0.isPlaced }.map { "…\($0.id.short) is not placed" }
    for party in parties {
      open += party.store.read { database in
        let running = database.cases.values.filter { $0.instance.outcome == nil }
        return running.sorted { $0.instance.id < $1.instance.id }.map { found in
          let elements = found.instance.elements.dropFirst().map(\.element)
          return
            "\(party.name) has …\(found.instance.id.short) at \(elements.joined(separator: ", "))"
        }
          + database.parked.map { "\(party.name) parks \($0.message.summary)" }
          + database.incidents.values.map { "\(party.name): \($0.element): \($0.reason)" }.sorted()
          + database.lanes.filter { $0.value.confirmed < $0.value.last }.keys.sorted()
          .map { "\(party.name) has not published all of lane \($0)" }
      }
      let waiting = server.ready(party.name) + server.unacknowledged(party.name)
      if waiting > 0 { open.append("\(waiting) messages wait for \(party.name)") }
    }
    return open.joined(separator: "; ")
  }
}
