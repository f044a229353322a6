import ArgumentParser
import FEEL
import MonitorStorage
import Monitoring
import Settings
import Terminal

/// `monitor live`
struct LiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live", abstract: "Watch both companies' orders, refreshed all the time.",
    discussion: """
      EXAMPLES
        monitor live
        monitor live --every 1
        monitor live --once
        monitor live --once -o json | jq '.pools[].running'

      Fills the terminal, from 60 columns and 16 lines on; q quits. Where there is no terminal, or with --once, it prints \
      one table and ends. Rates are those of the last ten seconds, and of the last minute.
      """)

  @Flag(help: "Print the present picture once.")
  var once = false

  @Option(help: "Seconds between two pictures, 0.2 to 60.")
  var every = 0.5

  @Option(
    name: [.customShort("o"), .customLong("output")], help: "How a single picture is printed.")
  var format: OutputFormat = .table

  func validate() throws {
    guard (0.2...60).contains(every) else { throw ValidationError("--every must be 0.2 to 60.") }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let database = MonitorDatabase(try settings.database)
      let source = OverviewSource(
        database: database, map: settings.map, clock: try settings.clock)
      do {
        try await show(source, console)
      } catch {
        await database.close()
        throw error
      }
      await database.close()
    }
  }

  private func show(_ source: OverviewSource, _ console: Console) async throws {
    // The first picture is taken before the screen: what is wrong then is told as a sentence.
    let first = try await source.overview()
    let isForPeople = !once && format == .table
    guard isForPeople, let screen = Screen.open(environment: console.environment) else {
      return print(first, source.map, console)
    }
    defer { screen.leave() }
    await LiveLoop(screen: screen, source: source).run(from: first, every: .seconds(every))
  }

  private func print(_ overview: Overview, _ map: ProcessMap, _ console: Console) {
    switch format {
    case .table: OverviewTable(map: map).print(overview, to: console)
    case .json, .jsonl: console.print(json: overview.json)
    }
  }
}

/// Takes pictures of the monitor's database.
struct OverviewSource: Sendable {
  let database: MonitorDatabase
  let map: ProcessMap
  let clock: ClockSetting

  func overview() async throws -> Overview {
    try await database.overview(
      at: clock.now, lines: LiveLimits.lines, map: map, speed: clock.speed)
  }
}

/// Takes a picture at every tick and draws it, until somebody has seen enough.
struct LiveLoop {
  let screen: Screen
  let source: OverviewSource

  func run(from first: Overview, every interval: Duration) async {
    var overview = first
    var trouble: String?
    draw(overview, trouble)
    let input = ScreenInput(tickEvery: interval)
    for await event in input.events {
      switch event {
      case .ended, .key("q"), .key("Q"): return
      case .key: continue
      case .resized: break
      case .tick:
        do {
          overview = try await source.overview()
          trouble = nil
        } catch {
          // The last picture stays, and says since when it is old.
          trouble =
            "no picture since \(LiveText.clock(overview.at)): the database cannot be reached"
        }
      }
      draw(overview, trouble)
    }
  }

  private func draw(_ overview: Overview, _ trouble: String?) {
    let size = screen.size
    screen.draw(LiveScreen(size: size, map: source.map, trouble: trouble).lines(of: overview))
  }
}
