import FEEL
import MonitorStorage
import Monitoring
import Settings

/// Where a screen gets its pictures from.
protocol LiveSource: Sendable {
  /// What there is to show now; nil when that is what `last` shows already.
  func look(_ need: LiveNeed, after last: LiveLook?) async throws -> LiveLook?

  /// What has changed since an earlier look, for programs; nil when nothing has.
  func news(after last: WatchChanges.Seen?) async throws -> WatchChanges.News?

  /// The parties' time, as far as it is shown.
  func now() async -> Timestamp

  /// How a replay is doing; nil where what is shown happens now.
  func status() async -> ReplayStatus?

  /// Steers a replay.
  func perform(_ command: ReplayControl) async throws
}

/// What a running monitor writes.
struct DatabaseSource: LiveSource {
  let database: MonitorDatabase
  let reader: LiveReader
  let clock: ClockSetting

  /// Even without news ages grow.
  private static let beat = 2.0

  func look(_ need: LiveNeed, after last: LiveLook?) async throws -> LiveLook? {
    let generation = try await database.generation()
    let now = clock.now
    if let last, last.generation == generation, last.need == need,
      now - last.overview.at < .seconds(Self.beat * clock.speed)
    {
      return nil
    }
    return try await reader.look(
      at: database, now: now, generation: generation, need: need)
  }

  func news(after last: WatchChanges.Seen?) async throws -> WatchChanges.News? {
    let generation = try await database.generation()
    let now = clock.now
    if let last, last.generation == generation, now - last.at < .seconds(Self.beat * clock.speed) {
      return nil
    }
    return try await reader.news(at: database, now: now, generation: generation, after: last)
  }

  func now() async -> Timestamp { clock.now }

  func status() async -> ReplayStatus? { nil }

  func perform(_ command: ReplayControl) async throws {}
}
