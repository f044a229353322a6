import Exchange
import FEEL
import Foundation
import Participant
import ProcessEngine
import SplitMix

/// Both parties on the real code of `Participant`, over stores and a broker in memory, in virtual time.
///
/// One seed makes one world: everything that happens, and in which order, is drawn from it. The world calls the pieces of
/// the parties itself instead of letting them run (`Party.run`), one action after the other; between two awaits of an
/// action, other lanes and processes may do something (`interleave`), as they would if they ran at the same time.
actor World {
  /// How deep actions may lie in one another.
  static let depthLimit = 2
  /// How long a message may wait for those before it.
  static let parkedLimit = Duration.seconds(600)

  let plan: FaultPlan
  let mutation: Mutation?
  let server: MemoryBrokerServer
  let client: SimulatedParty
  let supplier: SimulatedParty
  var random: SplitMix64
  var now: Timestamp
  var trace: Trace
  var audit: Auditor
  var processes: [SimulatedProcess] = []
  var lastProcess = 0
  /// The buyers' orders, in the order of their ids.
  var orders: [BuyersOrder] = []
  /// Orders that only hostile messages speak of.
  var hostileOrders: [InstanceID] = []
  /// Messages on their way, with the time of their arrival.
  var delayed: [(arrival: Timestamp, message: OrderMessage)] = []
  /// Whose process each number is, also when it has died since.
  var owners: [Int: SimulatedParty] = [:]
  /// For the mutation of that name: orders as they were before their last timer fired.
  var instancesBeforeTimer: [InstanceID: Instance] = [:]
  var areFaultsOn = true
  var depth = 0
  var actions = 0
  /// How often people decide, compared with what else happens.
  let diligence: Double
  /// How often hours or days pass.
  let pace: Double

  struct BuyersOrder {
    let id: InstanceID
    let variables: Context
    /// The buyer has been told that the order is placed.
    var isPlaced = false
  }

  init(
    seed: UInt64, model: SimulationModel, settings: Simulator.Settings, mutation: Mutation?,
    isTraced: Bool
  ) async throws {
    var random = SplitMix64(seed: seed)
    let drawn = FaultPlan(drawnFrom: &random)
    plan = settings.plan ?? drawn
    self.mutation = mutation
    trace = Trace(isOn: isTraced)
    diligence = random.pick([0.2, 1, 2, 4]) ?? 1
    pace = random.pick([0.1, 0.3, 1]) ?? 1
    let start = Timestamp(microseconds: 1_795_000_000_000_000)
    now = start
    let names = (SimulationModel.clientName, SimulationModel.supplierName)
    server = MemoryBrokerServer(parties: [names.0, names.1])
    client = try await SimulatedParty(
      names.0, model: model.client, source: model.source, start: start,
      refusesGaps: mutation != .laneNumberSkipped, random: &random)
    supplier = try await SimulatedParty(
      names.1, model: model.supplier, source: model.source, start: start,
      refusesGaps: mutation != .laneNumberSkipped, random: &random)
    audit = Auditor(client: client, supplier: supplier, server: server)
    let drawnCount = random.number(3...10)
    let count = settings.orders ?? drawnCount
    let ids = SeededIDs(random.fork())
    for index in 1...count {
      orders.append(Self.order(index, id: InstanceID(ids.next(at: start)), &random))
    }
    self.random = random
  }

  private static func order(
    _ number: Int, id: InstanceID, _ random: inout SplitMix64
  ) -> BuyersOrder {
    var skus = Catalogue.skus.shuffled(using: &random).prefix(random.number(1...3))
    if random.chance(0.05) { skus.append(Catalogue.unknown) }
    let lines = skus.map { sku -> Value in
      .context(["sku": .string(sku), "quantity": .number(random.number(1...25))])
    }
    let neededBy: Value = random.chance(0.3) ? .string("2026-11-2\(random.number(0...9))") : .null
    return BuyersOrder(
      id: id,
      variables: [
        "order": .context([
          "id": .string(id.description), "reference": .string("PO-\(number)"),
          "currency": .string("EUR"), "neededBy": neededBy,
          "buyer": .context(["name": .string("Buyer")]), "lines": .list(lines),
        ])
      ])
  }

  var parties: [SimulatedParty] { [client, supplier] }

  func partner(of party: SimulatedParty) -> SimulatedParty { party === client ? supplier : client }

  /// A running process by its number.
  func process(_ id: Int) -> SimulatedProcess? { processes.first { $0.id == id } }

  func note(_ text: @autoclosure () -> String) { trace.note(now, depth: depth, text()) }

  /// Sets both parties' clocks.
  func setClocks() {
    for party in parties { party.clock.now = now + party.offset }
  }

  // MARK: A life

  /// Lets everything happen, then lets everything come to an end.
  func live() async {
    note("faults: \(plan.faults.map(\.rawValue).sorted().joined(separator: ", "))")
    for party in parties {
      for _ in 1...random.number(1...3) { start(party) }
    }
    let length = orders.count * 100
    while actions < length && audit.violation == nil { await act() }
    if audit.violation == nil { await converge() }
    if let violation = audit.violation { note("VIOLATED: \(violation)") }
    processes = []  // they refer to the world, and would keep it in memory
  }

  /// Does one thing, and looks whether everything still holds.
  func act() async {
    actions += 1
    await perform(drawAction())
    check()
  }

  func check() {
    audit.check()
    for party in parties { takeAnswers(of: party) }
  }

  private func takeAnswers(of party: SimulatedParty) {
    for answer in party.answers.take() {
      audit.answered(answer, party: party)
      guard case .success(let found) = answer.result, party === client,
        let index = orders.firstIndex(where: { $0.id == found.instance.id })
      else { continue }
      orders[index].isPlaced = true
    }
  }
}
