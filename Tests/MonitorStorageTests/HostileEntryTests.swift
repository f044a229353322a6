import Exchange
import FEEL
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

/// A party that writes nonsense into its journal harms nobody else: an entry is refused when it is read, or projected.
@Suite(.needsPostgres) struct HostileEntryTests {
  /// What is put in the place of each value.
  private static let nonsense: [Value] = [
    .null, .boolean(true), "", "a\u{0}b", .number(-1), .number(Int.max), .list([]), .list(["x"]),
    .context([:]), "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
  ]

  /// Entries of all courses in which one value each is nonsense; of places that are alike, the first one.
  private static let entries: [JournalEntry] = {
    var journal = SyntheticJournal()
    for (index, course) in SyntheticJournal.Course.allCases.enumerated() {
      journal.add(index, course)
    }
    var seen: Set<String> = []
    return journal.entries.flatMap { entry -> [JournalEntry] in
      guard let record = try? Value(json: entry.text) else { return [] }
      return variants(of: record, at: "", &seen).compactMap { variant in
        let text = variant.json()
        guard variant["party"] == record["party"], let value = try? Value(json: text) else {
          return nil
        }
        return try? JournalEntry(record: value, text: text)
      }
    }
  }()

  private static func variants(
    of value: Value, at path: String, _ seen: inout Set<String>
  ) -> [Value] {
    switch value {
    case .context(let context):
      let kind = context["kind"]?.string ?? ""
      return context.entries.flatMap { entry in
        variants(of: entry.value, at: "\(path)\(kind).\(entry.key)", &seen).map {
          variant -> Value in
          var changed = context
          changed[entry.key] = variant
          return .context(changed)
        }
      } + alternatives(at: path, &seen)
    case .list(let list):
      return list.indices.flatMap { index in
        variants(of: list[index], at: "\(path)[]", &seen).map { variant -> Value in
          var changed = list
          changed[index] = variant
          return .list(changed)
        }
      } + alternatives(at: path, &seen)
    default: return alternatives(at: path, &seen)
    }
  }

  private static func alternatives(at path: String, _ seen: inout Set<String>) -> [Value] {
    seen.insert(path).inserted ? nonsense : []
  }

  @Test func `no entry that can be read stops the projection`() async throws {
    try #require(Self.entries.count > 500)
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      var position: Int64?
      for (index, entry) in Self.entries.enumerated() {
        let offset = Int64(index)
        do {
          _ = try await writer.add([EventBatch(offset: offset, entries: [entry])], after: position)
          position = offset
        } catch {
          Issue.record("\(error): \(String(decoding: entry.text.prefix(2_000), as: UTF8.self))")
          position = try await writer.position()
        }
      }
      await writer.close()
      // What was written can be read, and made again.
      let database = MonitorDatabase(configuration)
      let now = SyntheticJournal.start + .seconds(100)
      _ = try await database.overview(at: now, lines: 100, map: ProcessMap())
      for order in try await database.orders(OrderQuery(limit: 200)).orders {
        _ = try await database.order(order.order)
        let entries = try await database.entries(of: order.order)
        _ = try await database.notices(of: order.order, among: entries)
        _ = OrderStory(of: order.order, entries: entries, map: ProcessMap(), now: now)
      }
      await database.close()
      try await Rebuild(configuration).fromEntries { _ in }
    }
  }
}
