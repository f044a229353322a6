import Exchange
import FEEL
import MonitorStorage
import Monitoring
import PostgreSQL
import SplitMix
import SyntheticJournal
import Testing

@Suite(.needsPostgres) struct ProjectionWriterTests {
  private static let courses: [SyntheticJournal.Course] = [
    .completed, .rejected, .unverified, .stuck, .completed,
  ]

  /// The stream of a few orders: messages with some entries of one lane each.
  private func stream(seed: UInt64 = 1) -> [EventBatch] {
    var journal = SyntheticJournal()
    for index in 0..<15 { journal.add(index, Self.courses[index % 5]) }
    var generator = SplitMix64(seed: seed)
    var rest = journal.entries.shuffled(using: &generator)[...]
    var batches: [EventBatch] = []
    while !rest.isEmpty {
      let entries = Array(rest.prefix(Int(generator.next() % 12) + 1))
      rest = rest.dropFirst(entries.count)
      batches.append(EventBatch(offset: Int64(batches.count), entries: entries))
    }
    return batches
  }

  private func add(
    _ batches: [EventBatch], to writer: ProjectionWriter, chunk: Int = 3
  ) async throws {
    var position = try await writer.position()
    var rest = batches.filter { $0.offset > position ?? -1 }[...]
    while !rest.isEmpty {
      let next = Array(rest.prefix(chunk))
      _ = try await writer.add(next, after: position)
      position = next.last?.offset
      rest = rest.dropFirst(chunk)
    }
  }

  /// What one writer that is never disturbed makes of the stream.
  private func expectation(seed: UInt64 = 1) async throws -> [String: [String]] {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batches = stream(seed: seed)
      try await add(batches, to: writer, chunk: 1_000)
      await writer.close()
      let content = try await MonitorTestDatabase.content(of: configuration)
      #expect(content["entry"]?.count == batches.reduce(0) { $0 + $1.entries.count })
      #expect(content["order_side"]?.count == 30)
      return content
    }
  }

  @Test(arguments: [1, 2, 7])
  func `small batches and a new process for each make the same projection`(chunk: Int) async throws
  {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let batches = stream()
      for end in stride(from: chunk, through: batches.count + chunk, by: chunk) {
        // Each writer knows nothing but the database.
        let writer = ProjectionWriter(configuration)
        try await add(Array(batches.prefix(end)), to: writer, chunk: chunk)
        await writer.close()
      }
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test func `the order in which entries come makes no difference`() async throws {
    let first = try await expectation(seed: 1)
    let second = try await expectation(seed: 99)
    #expect(first == second)
  }

  @Test func `a connection that breaks in the middle costs nothing`() async throws {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let killer = try await Connection.open(configuration)
      let batches = stream()
      var position: Int64?
      var index = 0
      while index < batches.count {
        if index % 4 == 1 {
          try await killer.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """)
        }
        do {
          position = try await writer.position()
          _ = try await writer.add([batches[index]], after: position)
          index += 1
        } catch let error as PostgreSQLError where error.isRetriable {
          continue
        }
      }
      await killer.close()
      await writer.close()
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test(arguments: [0, 3, 25_000])
  func `a step is prepared while the last one is written, however few orders stay in memory`(
    cacheLimit: Int
  ) async throws {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration, cacheLimit: cacheLimit)
      var position: Int64?
      var last = ProjectionStep { ProjectionProgress() }
      for batch in stream() {
        let before = last
        async let written = before.write()
        let step = try await writer.prepare([batch], after: position)
        position = batch.offset
        _ = try await written
        last = step
      }
      _ = try await last.write()
      await writer.close()
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test func `what was prepared after a step that was not written is void`() async throws {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batches = stream()
      _ = try await writer.prepare([batches[0]], after: nil)
      let second = try await writer.prepare([batches[1]], after: 0)
      let third = try await writer.prepare([batches[2]], after: 1)
      for step in [second, third] {
        await #expect(throws: PositionMoved.self) { try await step.write() }
      }
      #expect(try await writer.position() == nil)
      try await add(batches, to: writer)
      await writer.close()
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test func `messages that are heard again are absorbed`() async throws {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batches = stream()
      try await add(batches, to: writer)
      let again = batches.map { EventBatch(offset: $0.offset + 1_000, entries: $0.entries) }
      try await add(again, to: writer)
      await writer.close()
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
      let database = MonitorDatabase(configuration)
      let reception = try await database.reception()
      await database.close()
      #expect(reception.duplicates == batches.reduce(0) { $0 + $1.entries.count })
    }
  }

  @Test func `two processes on one database do not count anything twice`() async throws {
    let expected = try await expectation()
    try await MonitorTestDatabase.with { configuration in
      let writers = [ProjectionWriter(configuration), ProjectionWriter(configuration)]
      let batches = stream()
      try await withThrowingTaskGroup { group in
        for writer in writers {
          group.addTask {
            var position = try await writer.position()
            while let next = batches.first(where: { $0.offset > position ?? -1 }) {
              do {
                _ = try await writer.add([next], after: position)
                position = next.offset
              } catch is PositionMoved {
                position = try await writer.position()
              }
            }
          }
        }
        try await group.waitForAll()
      }
      for writer in writers { await writer.close() }
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test func `two monitors on databases of their own see the same`() async throws {
    try await MonitorTestDatabase.with { first in
      try await MonitorTestDatabase.with { second in
        let writers = (ProjectionWriter(first), ProjectionWriter(second))
        let batches = stream()
        try await add(Array(batches.prefix(5)), to: writers.0)
        try await add(batches, to: writers.1, chunk: 4)
        #expect(try await writers.0.position() == 4)
        try await add(batches, to: writers.0, chunk: 2)
        await writers.0.close()
        await writers.1.close()
        let contents = (
          try await MonitorTestDatabase.content(of: first),
          try await MonitorTestDatabase.content(of: second)
        )
        #expect(contents.0 == contents.1)
      }
    }
  }

  @Test func `a message that cannot be read is noted and holds nothing up`() async throws {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let progress = try await writer.add(
        [EventBatch(offset: 0, entries: [], problem: "not JSON")], after: nil)
      #expect(progress.unreadable == 1)
      try await add([EventBatch(offset: 1, entries: stream()[0].entries)], to: writer)
      await writer.close()
      let database = MonitorDatabase(configuration)
      #expect(try await database.reception().unreadable == 1)
      await database.close()
    }
  }

  // MARK: Rebuilding

  @Test func `a rebuild from the kept entries gives the same, byte for byte`() async throws {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batches = stream()
      // One order misses a step: that must survive, too.
      try await add(Array(batches.dropLast()), to: writer)
      let live = try await MonitorTestDatabase.content(of: configuration)
      try await Rebuild(configuration).fromEntries { _ in }
      #expect(try await MonitorTestDatabase.content(of: configuration) == live)
      // The writer has the old projection in memory, and must notice.
      await #expect(throws: PositionMoved.self) { try await add(batches, to: writer) }
      try await add(batches, to: writer)
      await writer.close()
      let expected = try await expectation()
      #expect(try await MonitorTestDatabase.content(of: configuration) == expected)
    }
  }

  @Test func `a rebuild from the stream gives the same, byte for byte`() async throws {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batches = stream()
      try await add(batches, to: writer)
      let live = try await MonitorTestDatabase.content(of: configuration)
      #expect(try await Rebuild(configuration).forgetEverything() == batches.last?.offset)
      #expect(try await writer.position() == nil)
      try await add(batches, to: writer, chunk: 5)
      await writer.close()
      #expect(try await MonitorTestDatabase.content(of: configuration) == live)
    }
  }
}
