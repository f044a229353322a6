import Locks

/// What the parts of a party report about themselves.
final class PartyStatus: Sendable {
  private struct State {
    var relays: [Relay] = []
    /// nil before the first attempt.
    var database: Health.State?
  }

  private let state = Locked(State())

  func add(_ relay: Relay) { state.withLock { $0.relays.append(relay) } }

  func remove(_ relay: Relay) { state.withLock { $0.relays.removeAll { $0 === relay } } }

  func databaseIsUp() { state.withLock { $0.database = .up } }

  func databaseIsDown(_ reason: String) { state.withLock { $0.database = .down(reason) } }

  /// The database, and what waits to be published.
  var health: Health {
    let (relays, database) = state.withLock { ($0.relays, $0.database) }
    let backlogs = relays.map(\.backlog)
    let trouble = backlogs.lazy.compactMap(\.trouble).first
    return Health(
      components: [
        .database: database ?? .down("not reached yet"),
        .outbox: trouble.map { .degraded($0) } ?? .up,
      ],
      outboxEntries: backlogs.map(\.entries).reduce(0, +),
      outboxAge: backlogs.map(\.age).max() ?? .zero)
  }
}
