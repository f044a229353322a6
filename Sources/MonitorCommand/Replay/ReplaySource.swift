import FEEL
import Monitoring

/// A log that is played, for a screen.
actor ReplaySource: LiveSource {
  private var player: ReplayPlayer
  private let reader: LiveReader
  private var last: ContinuousClock.Instant?

  init(_ player: ReplayPlayer, reader: LiveReader) {
    self.player = player
    self.reader = reader
  }

  private func move() throws {
    let now = ContinuousClock.now
    // While it catches up the clock waits for it.
    if let last, !player.isCatchingUp { player.advance(by: now - last) }
    last = now
    try player.catchUp()
  }

  func look(_ need: LiveNeed, after last: LiveLook?) async throws -> LiveLook? {
    try move()
    let player = player
    let generation = try await player.monitor.generation() + player.jumps * 1_000_000_000
    if let last, last.generation == generation, last.need == need, last.overview.at == player.now {
      return nil
    }
    return try await reader.look(
      at: player.monitor, now: player.now, generation: generation, need: need,
      entries: player.entries)
  }

  func news(after last: WatchChanges.Seen?) async throws -> WatchChanges.News? {
    try move()
    let player = player
    let generation = try await player.monitor.generation()
    if let last, last.generation == generation, !player.status.isOver { return nil }
    return try await reader.news(
      at: player.monitor, now: player.now, generation: generation, after: last)
  }

  func now() async -> Timestamp { player.now }

  func status() async -> ReplayStatus? { player.status }

  func perform(_ control: ReplayControl) async throws {
    player.perform(control)
    try player.catchUp()
  }
}
