import Exchange
import FEEL
import FoundationEssentials
import Ordering
import Participant
import ProcessEngine

/// One running process of a party: everything that is gone when it crashes.
final class SimulatedProcess {
  let id: Int
  let party: SimulatedParty
  let connection: MemoryBroker
  let store: FaultyStore
  let broker: FaultyBroker
  let worker: Worker
  let slots: [Slot]
  /// Lanes of dead processes that it publishes for.
  var adopted: [Slot] = []
  var lanes: Set<Int> = []
  /// What it is making a transaction of.
  var stepping: [Inbound] = []
  var isAlive = true
  /// How many due timers and jobs it has handed in, and how many of them have been dealt with.
  var handedIn = 0
  let dealtWith = Counter()

  init(id: Int, party: SimulatedParty, connection: MemoryBroker, world: World, lanes: Int) {
    self.id = id
    self.party = party
    self.connection = connection
    store = FaultyStore(base: party.store, world: world, process: id)
    broker = FaultyBroker(base: connection, world: world, process: id)
    worker = Worker(party: party.context, broker: broker, logger: .silent)
    slots = (0..<lanes).map { _ in Slot() }
  }

  var label: String { "\(party.name)#\(id)" }

  /// Which slot's lane works on an order.
  func slot(for order: InstanceID?) -> Slot {
    slots[(order.map { Int($0.uuid.uuid.15) } ?? 0) % slots.count]
  }
}

/// What a lane loop keeps: what waits for it, and its lane while it has one.
final class Slot {
  var pending: [Inbound] = []
  var lane: (any Lane)?
  var relay: Relay?
  var isStepping = false
  var isSending = false
  var isConfirming = false

  var isPublishing: Bool { isSending || isConfirming }
}
