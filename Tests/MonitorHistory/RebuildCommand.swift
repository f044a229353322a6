import ArgumentParser
import MonitorStorage

/// `history rebuild`
struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Rebuild from the kept entries, say how fast, and compare.")

  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Do not compare the projection with the one before.")
  var withoutComparison = false

  func run() async throws {
    let configuration = try await options.open()
    let dump = ProjectionDump(configuration)
    let before = withoutComparison ? [:] : try await dump.digests()
    let clock = ContinuousClock()
    let start = clock.now
    var last = Rebuild.Progress(done: 0, total: 0)
    try await Rebuild(configuration).fromEntries { last = $0 }
    let seconds = (clock.now - start) / .seconds(1)
    let after = withoutComparison ? [:] : try await dump.digests()
    print(
      """
      {"entries": \(last.done), "events": \(last.events), "seconds": \(Int(seconds)), \
      "events_per_s": \(Int(Double(last.events) / seconds)), "is_equal": \(before == after)}
      """)
    guard before == after else {
      for (table, digest) in before where after[table] != digest {
        print("\(table): \(digest) before, \(after[table] ?? "") after")
      }
      throw ExitCode.failure
    }
  }
}
