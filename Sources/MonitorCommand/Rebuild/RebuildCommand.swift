import ArgumentParser
import Exchange
import Messaging
import MonitorStorage
import Monitoring
import Terminal

/// `monitor rebuild`
struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make the picture again from zero.",
    discussion: """
      EXAMPLES
        monitor rebuild
        monitor rebuild --from entries
        monitor rebuild --from stream

      From the stream: forgets everything and reads the stream again from its beginning. From entries: makes the picture \
      out of the entries that were kept, in one transaction. Unless told otherwise it takes the stream when that still \
      reaches back to its beginning, and the kept entries when it does not. The result is the same. A running monitor may \
      go on running.
      """)

  enum Source: String, CaseIterable, ExpressibleByArgument { case stream, entries }

  @Option(name: .customLong("from"), help: "What is read.")
  var source: Source?

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let configuration = try settings.database
      try await MonitorDatabase.migrate(configuration, folder: try settings.migrations)
      let rebuild = Rebuild(configuration)
      if source == .entries { return try await fromEntries(rebuild, console) }
      let contract = try Contract(try settings.definitions)
      let stream = RabbitEvents(RabbitEventStream(try settings.broker, contract: contract))
      do {
        let reachesBack = try await Self.reachesBack(stream)
        guard source == .stream || reachesBack else {
          await stream.close()
          console.tell(
            "The stream does not reach back to its beginning: the kept entries are read.")
          return try await fromEntries(rebuild, console)
        }
        if !reachesBack {
          throw MonitorFailure(
            .temporary, "The stream does not reach back to its beginning. Use --from entries.")
        }
        let writer = ProjectionWriter(configuration)
        try await fromStream(rebuild, stream, writer, console)
        await writer.close()
      } catch {
        await stream.close()
        throw error
      }
      await stream.close()
    }
  }

  /// Whether the first message that the stream has is its first of all.
  private static func reachesBack(_ stream: RabbitEvents) async throws -> Bool {
    guard let first = try await stream.next(after: nil, limit: 1).first else { return false }
    return first.offset == 0
  }

  private func fromEntries(_ rebuild: Rebuild, _ console: Console) async throws {
    var last = Rebuild.Progress(done: 0, total: 0)
    try await rebuild.fromEntries { progress in
      last = progress
      console.showProgress?("read \(progress.done) of \(progress.total) entries")
    }
    console.showProgress?("")
    console.print("Rebuilt from \(last.done) kept entries.")
  }

  /// Reads until the position of before has been passed. A running monitor may be faster: then it has done the work.
  private func fromStream(
    _ rebuild: Rebuild, _ stream: RabbitEvents, _ writer: ProjectionWriter, _ console: Console
  ) async throws {
    let end = try await rebuild.forgetEverything() ?? -1
    var position = try await writer.position()
    while position ?? -1 < end {
      let batches = try await stream.next(after: position, limit: Follower.batchLimit)
      do {
        if let last = batches.last {
          _ = try await writer.add(batches, after: position)
          position = last.offset
        }
      } catch is PositionMoved {
        position = try await writer.position()
      }
      console.showProgress?("read up to offset \(position ?? -1) of \(end)")
    }
    console.showProgress?("")
    console.print("Rebuilt from the stream, up to offset \(position.map(String.init) ?? "none").")
  }
}
