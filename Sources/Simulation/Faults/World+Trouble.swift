import Exchange
import FEEL
import Foundation
import Participant
import ProcessEngine

/// What happens to the parties from outside.
extension World {
  /// One kind of trouble that this world has, or its end.
  func makeTrouble() async {
    let kinds: [Fault] = [
      .reorder, .disconnect, .inboxAbsent, .brokerAway, .stop, .storeAway, .clockJump, .hostile,
      .priceListAway,
    ]
    // Processes are started again, and what was away comes back, whatever the plan says.
    for party in parties where processes.count(where: { $0.party === party }) < 3 {
      let isDead = !processes.contains { $0.party === party }
      if random.chance(isDead ? 0.4 : 0.1) { start(party) }
    }
    guard let kind = random.pick(kinds), let party = random.pick(parties) else { return }
    await comeBack(party)
    guard isDrawn(kind) else { return }
    switch kind {
    case .reorder:
      note("the inbox of \(party.name) changes its order")
      var order = random.fork()
      server.rearrange(party.name) { $0.shuffled(using: &order) }
    case .disconnect:
      guard let process = random.pick(processes) else { return }
      note("\(process.label) loses its connection to the broker")
      process.connection.loseConnection()
    case .inboxAbsent: server.bind(party.name, false)
    case .brokerAway: server.isUp = false
    case .stop:
      guard let process = random.pick(processes.filter { !$0.isBusy }) else { return }
      await stop(process)
    case .storeAway: party.isStoreAway = true
    case .clockJump:
      party.offset += .seconds(random.number(-86_400...86_400))
      setClocks()
      note("the clock of \(party.name) jumps: it is off by \(party.offset)")
    case .hostile: sendHostile(to: party)
    case .priceListAway: supplier.prices.isAway = true
    case .drop, .duplicate, .delay, .confirmLost, .crash, .storeError, .outcomeUnknown, .interleave:
      preconditionFailure("\(kind) happens at awaits")
    }
    note("trouble: \(kind.rawValue) for \(party.name)")
  }

  /// What is away may come back.
  private func comeBack(_ party: SimulatedParty) async {
    if random.chance(0.5) { server.bind(party.name, true) }
    if random.chance(0.5), !server.isUp { server.isUp = true }
    if random.chance(0.5) { party.isStoreAway = false }
    if random.chance(0.3) { supplier.prices.isAway = false }
  }

  /// A message that no honest partner would send, straight into an inbox.
  func sendHostile(to party: SimulatedParty) {
    guard let content = drawHostile(to: party) else { return }
    note("somebody hostile sends \(party.name) \(content.summary)")
    server.enqueue(content, for: party.name)
  }

  private func drawHostile(to party: SimulatedParty) -> Delivery.Content? {
    let names = party.context.library.contract.messages(to: party.name).map(\.name)
    guard let name = random.pick(names) else { return nil }
    let known = party.store.read { $0.cases.keys.sorted() }
    let unknown = InstanceID(party.context.ids.next(at: now))
    let payload: Context = ["order": .string("none"), "quote": .number(7)]
    func message(_ order: InstanceID, _ sequence: Int, id: UUID? = nil) -> OrderMessage {
      OrderMessage(
        id: id ?? party.context.ids.next(at: now), name: name, sender: partner(of: party).name,
        receiver: party.name, order: order, sequence: sequence,
        correlationKey: order.description, sentAt: now, payload: payload)
    }
    switch random.number(0...5) {
    case 0:
      hostileOrders.append(unknown)
      return .message(message(unknown, 1))
    case 1:
      hostileOrders.append(unknown)
      return .message(message(unknown, random.number(2...Conversation.window)))
    case 2:
      let sequence = random.pick([0, -7, Conversation.window * 20, .max]) ?? 0
      return random.pick(known).map { .message(message($0, sequence)) }
    case 3:
      // An old number again, with other content.
      let old = known.filter { order in
        party.store.read { ($0.cases[order]?.conversation.received ?? 0) > 0 }
      }
      return random.pick(old).map { .message(message($0, 1)) }
    case 4:
      // Word by word what the partner has sent before.
      let sent = partner(of: party).store.read { $0.journal.flatMap(\.outgoing) }
      return random.pick(sent).map { .message($0) }
    default:
      return .unusable(
        QuarantinedMessage(
          reason: .undecodable, detail: "the body is no JSON", receivedAt: now, body: [0xff]))
    }
  }
}

extension SimulatedProcess {
  /// Whether one of its loops is inside an action.
  var isBusy: Bool { (slots + adopted).contains { $0.isStepping || $0.isPublishing } }
}
