import Exchange
import FEEL
import Foundation
import MonitorPages
import Monitoring
import ProcessEngine
import SyntheticJournal
import Terminal
import Testing

@testable import MonitorCommand

@Suite struct ReplayTests {
  private let entries = LiveSample.entries(orders: 5)

  /// As `monitor export --format entries` writes it: order by order, not by time.
  private func written(_ lines: [String]? = nil) throws -> String {
    let byOrder = entries.sorted { ($0.order, $0.party, $0.step) < ($1.order, $1.party, $1.step) }
    let texts = lines ?? byOrder.map { String(decoding: $0.text, as: UTF8.self) }
    let file = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID()).jsonl")
    try (texts.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func withPlayer(
    speed: Double = 60, _ body: (inout ReplayPlayer) async throws -> Void
  ) async throws {
    let path = try written()
    var player = ReplayPlayer(log: try ReplayLog(path: path), speed: speed)
    try await body(&player)
    try FileManager.default.removeItem(atPath: path)
  }

  private func picture(_ monitor: MemoryMonitor, at now: Timestamp) async throws -> Overview {
    try await monitor.overview(at: now, lines: 20, map: LiveSample.process.map, speed: 1)
  }

  @Test func `at its end a replay shows what the projection of everything shows`() async throws {
    try await withPlayer { player in
      player.perform(.toEnd)
      while player.isCatchingUp { try player.catchUp(limit: 7) }
      #expect(player.taken == entries.count && player.status.isOver)
      let whole = MemoryMonitor(entries.sorted { $0.at < $1.at })
      let expected = try await picture(whole, at: player.now)
      let played = try await picture(player.monitor, at: player.now)
      #expect(played.parties == expected.parties && played.elements == expected.elements)
      #expect(played.flows == expected.flows)
      #expect(played.attention.overdue == expected.attention.overdue)
      let order = SyntheticJournal.order(3)
      #expect(try player.entries(of: order).count == entries.count { $0.order == order })
    }
  }

  @Test func `time passes at the speed, stands still while paused, and never leaves the log`()
    async throws
  {
    try await withPlayer { player in
      player.advance(by: .seconds(2))
      #expect(player.clock.position == player.log.period.lowerBound + .seconds(120))
      player.perform(.togglePause)
      player.advance(by: .seconds(50))
      #expect(player.clock.position == player.log.period.lowerBound + .seconds(120))
      player.perform(.togglePause)
      player.perform(.faster)
      #expect(player.clock.speed == 120)
      player.perform(.slower)
      player.perform(.slower)
      #expect(player.clock.speed == 30)
      player.advance(by: .seconds(1_000_000))
      #expect(player.clock.position == player.log.period.upperBound)
      player.perform(.seek(-400))
      #expect(player.clock.position == player.log.period.lowerBound)
    }
  }

  @Test func `going back shows what was shown then`() async throws {
    try await withPlayer { player in
      player.perform(.seek(10))
      while player.isCatchingUp { try player.catchUp(limit: 50) }
      let before = try await picture(player.monitor, at: player.now)
      player.perform(.toEnd)
      while player.isCatchingUp { try player.catchUp(limit: 50) }
      player.perform(.seek(-30))
      while player.isCatchingUp { try player.catchUp(limit: 50) }
      try player.catchUp()
      let after = try await picture(player.monitor, at: player.now)
      #expect(after.parties == before.parties && after.elements == before.elements)
      #expect(player.jumps == 1)
    }
  }

  @Test func `one can go from entry to entry`() async throws {
    try await withPlayer { player in
      try player.catchUp()
      let first = player.taken
      player.perform(.step(1))
      try player.catchUp()
      #expect(player.taken > first && player.clock.isPaused)
      player.perform(.step(-1))
      try player.catchUp()
      #expect(player.taken == first)
    }
  }

  @Test func `a screen shows how far a replay is`() async throws {
    let status = ReplayStatus(
      period: SyntheticJournal.start...(SyntheticJournal.start + .seconds(4_000)),
      position: SyntheticJournal.start + .seconds(1_000), speed: 60, isPaused: true, entries: 71,
      totalEntries: 300, isCatchingUp: false)
    var model = try await LiveSample.model(replay: status)
    try Snapshot.expect(LiveSample.text(model), isAsIn: "replay-80x24")
    #expect(model.press(.character(" ")) == [.replay(.togglePause)])
    #expect(model.press(.right) == [.replay(.seek(1))])
    #expect(model.press(.character("+")) == [.replay(.faster)])
  }

  // MARK: Files

  private func mistake(_ lines: [String]) throws -> String {
    let path = try written(lines)
    defer { unlink(path) }
    let failure = #expect(throws: MonitorFailure.self) { _ = try ReplayLog(path: path) }
    return failure?.message ?? ""
  }

  @Test func `a line that is no entry is named`() throws {
    let good = String(decoding: entries[0].text, as: UTF8.self)
    #expect(try mistake([good, "", "{\"party\":1}"]).contains(", line 3, is no journal entry: "))
    #expect(try mistake([good, String(good.dropLast(9))]).contains(", line 2, "))
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\"?>", "XES"), ("{\"objectTypes\":[", "OCEL"),
    ("{\"activity\":\"Verify order\"}", "jsonl"), ("order,activity,timestamp", "csv"),
    ("SQLite format 3", "SQLite"),
  ])
  func `another form of log is named, and which one can be played`(line: String, form: String)
    throws
  {
    let text = try mistake([line])
    #expect(text.contains(form) && text.contains("--format entries"), "\(text)")
  }

  @Test func `a file that is missing or empty is a sentence`() throws {
    #expect(try mistake([""]).contains("has no entries"))
    let failure = #expect(throws: MonitorFailure.self) { _ = try ReplayLog(path: "/nowhere") }
    #expect(failure?.message.contains("/nowhere cannot be read") ?? false)
    #expect(throws: MonitorFailure.self) { _ = try ReplayLog(path: "/tmp") }
  }
}
