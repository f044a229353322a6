import ArgumentParser
import FEEL
import Monitoring
import Settings
import Terminal

/// `monitor replay`
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Play what was exported, on the screen of `monitor live`.",
    discussion: """
      EXAMPLES
        monitor export --format entries --output day.jsonl
        monitor replay day.jsonl --speed 60
        monitor replay day.jsonl --once -o json
        monitor replay day.jsonl --until 2026-11-21T12:00:00Z --once
        monitor replay day.jsonl --speed 3600 --watch -o jsonl

      Needs no database: the entries go through the monitor's own projection in memory. Space pauses, \
      + and - change the speed, the left and right arrows seek, comma and point go from entry to entry. With --once it \
      prints how it ended, with --watch what changed on the way.
      """)

  @Argument(help: "A file that `monitor export --format entries` wrote.")
  var file: String

  @Option(help: "Seconds of the log for each second that passes, 0.1 to 1000000.")
  var speed = 60.0

  @Option(help: "Only what was until this time or day (UTC).", transform: ExportCommand.time)
  var until: Timestamp?

  @OptionGroup var output: LiveOutput

  /// Often enough for the eye.
  private static let tick = Duration.milliseconds(250)

  func validate() throws {
    guard ReplayClock.speeds.contains(speed) else {
      throw ValidationError("--speed must be 0.1 to 1000000.")
    }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let process = try await console.settings.process
      let log = try ReplayLog(path: file, until: until) { entries, bytes in
        console.showProgress?("\(entries) entries, \(bytes >> 20) MB read")
      }
      console.showProgress?("")
      var player = ReplayPlayer(log: log, speed: speed)
      if output.isSingle(console.environment) {
        player.perform(.toEnd)
        while player.isCatchingUp { try player.catchUp() }
      }
      let reader = LiveReader(process: process, speed: 1)
      try await output.show(
        ReplaySource(player, reader: reader), reader, every: Self.tick, console)
    }
  }
}
