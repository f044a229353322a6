import Exchange
import FEEL
import FoundationEssentials
import Ordering
import Participant
import ProcessEngine
import SplitMix

/// What of a party outlives its processes: its database, its clock, its people.
final class SimulatedParty {
  let name: String
  let store: MemoryStore
  let clock: VirtualClock
  let prices: MemoryPriceBook
  let context: PartyContext
  let process: ExecutableProcess
  /// How far the party's clock is off.
  var offset = Duration.zero
  var isStoreAway = false
  /// Orders that a transaction has locked.
  var locked: Set<InstanceID> = []
  /// Lanes on which a transaction is under way.
  var busyLanes: Set<Int> = []
  /// What callers have been told.
  let answers = Answers()

  init(
    _ name: String, model: LoadedModel, source: ModelSource, start: Timestamp,
    refusesGaps: Bool, random: inout SplitMix64
  ) async throws {
    self.name = name
    clock = VirtualClock(start)
    let ids = SeededIDs(random.fork())
    store = MemoryStore(clock: clock, ids: ids, refusesGaps: refusesGaps)
    prices = MemoryPriceBook()
    let handlers = SimulationModel.handlers(prices: prices)
    let library = try await Library(
      model, source: source, party: name, handlers: Set(handlers.keys), store: store)
    context = PartyContext(library: library, handlers: handlers, clock: clock, ids: ids)
    process = model.process
    _ = try await prices.replace(with: Catalogue.items, by: "importer", at: start)
  }
}
