import Locks
import Monitoring
import PostgreSQL

/// The ways that orders went, kept in memory: each look reads only those that are new.
final class KnownVariants: Sendable {
  private struct State {
    var catalogue = VariantCatalogue()
    /// Up to which change of the projection they are known, and since which rebuild.
    var generation: Int64 = -1
    var epoch: Int64 = -1
  }

  private let state = Locked(State())

  /// All of them as they are now.
  func catalogue(_ pool: ConnectionPool) async throws -> VariantCatalogue {
    let known = state.withLock { $0 }
    let now = try await pool.execute(PositionRow.epochAndGeneration).soleRow()
    let (epoch, generation) = try now.decode(Int64.self, Int64.self)
    if epoch == known.epoch, generation == known.generation { return known.catalogue }
    var fresh = epoch == known.epoch ? known : State()
    for row in try await pool.execute(Query(VariantRow.since, fresh.generation)) {
      fresh.catalogue.add(try VariantRow.read(row))
    }
    (fresh.generation, fresh.epoch) = (generation, epoch)
    keep(fresh)
    return fresh.catalogue
  }

  /// Of two that looked at the same time the one who saw more stays.
  private func keep(_ fresh: State) {
    state.withLock { state in
      if (state.epoch, state.generation) < (fresh.epoch, fresh.generation) { state = fresh }
    }
  }
}
