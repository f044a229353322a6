import ArgumentParser
import FEEL
import MonitorPages
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
        monitor live --watch -o jsonl | jq 'select(.type == "alert.raised")'

      Fills the terminal, from 60 columns and 16 lines on: the process (1), orders (2), alerts (3), activity (4); / filters \
      the orders, Enter opens one, ? tells all keys, q quits. Where there is no terminal, or with --once, it prints one \
      table and ends. With --watch it prints what changes, one JSON object a line, until it is ended.
      """)

  @OptionGroup var output: LiveOutput

  @Option(help: "Seconds between two pictures, 0.2 to 60.")
  var every = 0.5

  func validate() throws {
    guard (0.2...60).contains(every) else { throw ValidationError("--every must be 0.2 to 60.") }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let clock = try settings.clock
      let database = MonitorDatabase(try settings.database)
      let source = DatabaseSource(
        database: database,
        reader: LiveReader(process: settings.process, speed: clock.speed), clock: clock)
      do {
        try await output.show(source, source.reader, every: .seconds(every), console)
      } catch {
        await database.close()
        throw error
      }
      await database.close()
    }
  }
}

/// How a live picture is put out: on the screen, once, or as what changes.
struct LiveOutput: ParsableArguments {
  @Flag(help: "Print the present picture once.")
  var once = false

  @Flag(help: "Print what changes, one JSON object a line (-o jsonl).")
  var watch = false

  @Option(
    name: [.customShort("o"), .customLong("output")], help: "How a single picture is printed.")
  var format: OutputFormat?

  func validate() throws {
    if once && watch { throw ValidationError("--once and --watch exclude each other.") }
    if watch, let format, format != .jsonl {
      throw ValidationError("What changes is printed with -o jsonl only.")
    }
  }

  private var isForScreen: Bool { !once && !watch && (format == nil || format == .table) }

  /// Whether only one picture is printed.
  func isSingle(_ environment: [String: String]) -> Bool {
    !watch && !(isForScreen && Screen.isPossible(environment))
  }

  /// - Throws: what keeps the first picture from being had: told as a sentence, not on a screen.
  func show(
    _ source: some LiveSource, _ reader: LiveReader, every interval: Duration, _ console: Console
  ) async throws {
    if watch { return try await WatchLoop(source: source, console: console).run(every: interval) }
    let first = try await source.look(LiveNeed(), after: nil)
    guard let first else { return }
    if isForScreen, let screen = Screen.open(environment: console.environment) {
      defer { screen.leave() }
      let model = LiveModel(
        process: reader.process, size: screen.size, replay: await source.status())
      return await LiveLoop(screen: screen, source: source).run(model, from: first, every: interval)
    }
    switch format ?? .table {
    case .table: OverviewTable(map: reader.process.map).print(first.overview, to: console)
    case .json, .jsonl: console.print(json: first.overview.json)
    }
  }
}
