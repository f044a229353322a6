import Exchange
import FEEL
import Foundation
import MonitorStorage
import Monitoring
import PostgreSQL
import SyntheticJournal
import Testing

/// `monitor live` and `monitor replay` in a real terminal, over a real database.
@Suite(
  .serialized,
  .enabled(
    if: Ground.isThere,
    "needs the servers of ./dev test (DUET_TEST_POSTGRES and the parties' broker URLs)"))
struct LiveTerminalTests {
  /// Two dozen orders, six of each course, the newest just placed.
  private static let entries: [JournalEntry] = {
    var journal = SyntheticJournal()
    for index in 0..<24 {
      journal.add(
        index, SyntheticJournal.Course.allCases[index % 4],
        at: SyntheticJournal.start + .seconds(index * 60), pace: .seconds(20))
    }
    return journal.entries
  }()

  /// A terminal with the monitor's executable first in its path, and a database behind it.
  private static func terminal(_ own: [String: String] = [:]) async throws -> Tmux {
    var environment = [
      "PATH": Ground.products.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
      "DUET_DATABASE_URL": try await database.value,
      "DUET_BPMN": Ground.repository.appending(path: "bpmn/order.bpmn").path,
      "DUET_CLOCK": "\(SyntheticJournal.start + .seconds(2_000))@1",
      "DUET_CLOCK_EPOCH": "\(Date.now.timeIntervalSince1970)",
    ]
    environment.merge(own) { _, own in own }
    return try Tmux(environment)
  }

  private static let database = Task {
    let url = try await Ground.makeDatabase("live_\(UInt32.random(in: 0...UInt32.max))")
    let configuration = try Connection.Configuration(url: url)
    let folder = Ground.repository.appending(path: "migrations/monitor").path
    try await MonitorDatabase.migrate(configuration, folder: folder)
    let writer = ProjectionWriter(configuration)
    _ = try await writer.add([EventBatch(offset: 0, entries: entries)], after: nil)
    await writer.close()
    return url
  }

  @Test func `one looks around, filters, opens an order, and comes back`() async throws {
    let tmux = try await Self.terminal()
    try tmux.command("monitor live")
    try await tmux.shows("Client", "Supplier", "Verify order", "1 Process", "q quits")
    #expect(try tmux.isTaken())
    #expect(try !tmux.isMouseOn())
    try tmux.press("2")
    try await tmux.shows("24 orders", "PO-10023", "▸ ")
    try tmux.type("/stat:running")
    try tmux.press("Enter")
    try await tmux.shows("there is no `stat:`")
    try tmux.press("C-u")
    try tmux.type("state:running at:verify")
    try tmux.press("Enter")
    try await tmux.shows("6 orders  /state:running at:verify")
    try tmux.press("Down", "Enter")
    try await tmux.shows("Order PO-10018", "So far:", "Verify order", "Esc back")
    try tmux.press("PageDown")
    try await tmux.shows("BROKER", "SUPPLIER")
    try tmux.press("Escape")
    try await tmux.shows("6 orders  /state:running")
    try tmux.press("3")
    try await tmux.shows("ALERT", "incident", "Generate quote")
    try tmux.press("4")
    try await tmux.shows("NEWEST")
    try tmux.press("?")
    try await tmux.shows("Everywhere", "Filter")
    try tmux.press("Escape", "q")
    try await tmux.isGivenBack()
  }

  @Test func `it follows the size of the terminal`() async throws {
    let tmux = try await Self.terminal()
    try tmux.command("monitor live")
    try await tmux.shows("q quits")
    for (columns, rows) in [(120, 40), (200, 60), (60, 16), (80, 24)] {
      try tmux.resize(columns: columns, rows: rows)
      try await tmux.eventually("it fills \(columns) × \(rows)") {
        let lines = try tmux.rows()
        return lines.count == rows && lines[rows - 1].contains("q quits")
          && lines[0].hasPrefix("Duet") && lines[0].count == columns
      }
    }
    try tmux.resize(columns: 40, rows: 10)
    try await tmux.shows("too small")
    try tmux.press("q")
    try await tmux.isGivenBack()
  }

  @Test func `the terminal is given back on every way out`() async throws {
    let tmux = try await Self.terminal()
    for way in ["q", "C-c", "SIGTERM", "C-z"] {
      try tmux.command("clear; monitor live")
      try await tmux.shows("q quits")
      switch way {
      case "SIGTERM":
        let process = try #require(try tmux.foreground())
        kill(process, SIGTERM)
      default: try tmux.press(way)
      }
      try await tmux.isGivenBack()
    }
    // The last one only sleeps.
    try tmux.command("fg")
    try await tmux.shows("q quits")
    #expect(try tmux.isTaken())
    try tmux.press("q")
    try await tmux.isGivenBack()
  }

  @Test func `without colours nothing is coloured, and a dumb terminal gets a table`() async throws
  {
    let plain = try await Self.terminal(["NO_COLOR": "1"])
    try plain.command("monitor live")
    try await plain.shows("q quits")
    #expect(try !plain.coloured().contains("\u{1B}["))
    try plain.press("q")
    try await plain.isGivenBack()
    try plain.command("clear; TERM=dumb monitor live; echo shell$((1 + 1))")
    try await plain.shows("POOL", "shell2")
    #expect(try !plain.isTaken())
    let coloured = try await Self.terminal()
    try coloured.command("monitor live")
    try await coloured.shows("q quits")
    #expect(try coloured.coloured().contains("\u{1B}["))
  }

  @Test func `a database that is missing is a sentence, not a screen`() async throws {
    let tmux = try await Self.terminal(["DUET_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"])
    try tmux.command("monitor live; echo ended=$?")
    try await tmux.shows("Error:", "ended=75")
    #expect(try !tmux.isTaken())
  }

  @Test func `an exported log is played, paused, sought through and told to programs`() async throws
  {
    let tmux = try await Self.terminal()
    let file = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID()).jsonl").path
    try tmux.command("monitor export --format entries --output \(file); echo ended=$?")
    try await tmux.shows("24 orders", "ended=0")
    try tmux.command("clear; DUET_DATABASE_URL= monitor replay \(file) --speed 1")
    try await tmux.shows("REPLAY", "▶ 1×", "q quits")
    try tmux.press("Space")
    try await tmux.shows("‖ 1×")
    try tmux.type(">")
    try await tmux.shows("100 %")
    try tmux.press("2")
    try await tmux.shows("24 orders")
    try tmux.press("Left", "+")
    try await tmux.shows("97 %", "2×")
    try tmux.type("<")
    try await tmux.shows(" 0 %", "1 order")
    try tmux.press("q")
    try await tmux.isGivenBack()
    try tmux.command("clear; monitor replay \(file) --once -o json | head -c 5; echo; echo ended")
    try await tmux.shows("{\"at\"", "ended")
    try tmux.command(
      "clear; monitor replay \(file) --speed 1000000 --watch -o jsonl | grep -c order.ended")
    try await tmux.shows("12")
    try tmux.command("clear; monitor replay \(file) --until 2020-01-01 --once; echo ended=$?")
    try await tmux.shows("has no entries", "ended=64")
    try FileManager.default.removeItem(atPath: file)
  }
}
