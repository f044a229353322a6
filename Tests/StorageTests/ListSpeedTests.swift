import FEEL
import Foundation
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import Testing

/// How long lists and counts take over many orders. Needs a party's database that `scripts/bench/fill.py` has filled.
@Suite(.enabled(if: FilledDatabase.url != nil, "set \(FilledDatabase.variable) to its URL"))
struct ListSpeedTests {
  /// What no list may take longer than, at the 99th percentile.
  private static let limit = Duration.milliseconds(50)
  /// How often each of them is asked for; fewer when somebody looks at the plans.
  private static let rounds =
    ProcessInfo.processInfo.environment["DUET_TEST_LISTS_ROUNDS"].flatMap { Int($0) } ?? 100

  @Test func `every list and count takes less than 50 ms at the 99th percentile`() async throws {
    let records = PostgresRecords(
      try Connection.Configuration(url: try #require(FilledDatabase.url)))
    let newest = try #require(try await records.orders(OrderQuery()).items.first)
    for (name, call) in Self.orderCalls(newest) + Self.taskCalls(newest) + Self.otherCalls(newest) {
      var times: [Duration] = []
      for round in -3..<Self.rounds {
        let start = ContinuousClock.now
        try await call(records)
        if round >= 0 { times.append(ContinuousClock.now - start) }
      }
      times.sort()
      let (median, high) = (times[times.count / 2], times[times.count * 99 / 100])
      print("\(name): median \(median.text), 99th percentile \(high.text)")
      #expect(high < Self.limit, "\(name)")
    }
    await records.close()
  }

  private typealias Call = (name: String, run: @Sendable (PostgresRecords) async throws -> Void)

  /// Each filter, counted and in each order.
  private static func orderCalls(_ newest: OrderRow) -> [Call] {
    let monthAgo = newest.startedAt + .seconds(-30 * 86_400)
    let filters: [(String, @Sendable (inout OrderQuery) -> Void)] = [
      ("all", { _ in }),
      ("running", { $0.status = .running }),
      ("ended", { $0.status = .ended }),
      ("outcome", { $0.outcome = "Declined" }),
      ("rare reference", { $0.reference = "PO-2026-0123" }),
      ("common reference", { $0.reference = "PO-" }),
      ("partner", { $0.partner = newest.summary.buyer }),
      ("sku", { $0.sku = "BRG-6204-2RS" }),
      ("rare text", { $0.text = "012345" }),
      ("common text", { $0.text = "gmbh" }),
      ("text of two words", { $0.text = "brg urgent" }),
      ("text that is nowhere", { $0.text = "zeppelin" }),
      ("amount", { ($0.minimumTotal, $0.maximumTotal, $0.currency) = (1000, 2000, "EUR") }),
      ("month", { $0.placedFrom = monthAgo }),
      ("element", { $0.element = newest.elements.last ?? "Task_VerifyOrder" }),
      (
        "running with a text and an amount",
        { ($0.status, $0.text, $0.minimumTotal) = (.running, "brg", 500) }
      ),
    ]
    var calls: [Call] = []
    for (name, change) in filters {
      var query = OrderQuery()
      change(&query)
      let counted = query
      calls.append(("orders counted, \(name)", { _ = try await $0.counts(counted) }))
      for sort in OrderQuery.Sort.allCases {
        query.sort = sort
        let asked = query
        calls.append(("orders by \(sort), \(name)", { _ = try await $0.orders(asked) }))
      }
    }
    return calls
  }

  private static func taskCalls(_ newest: OrderRow) -> [Call] {
    let sam = Actor(
      user: "sam-7", groups: ["sales", "buyers", "receiving", "pricing", "warehouse"])
    let filters: [(String, @Sendable (inout TaskQuery) -> Void)] = [
      ("all", { _ in }),
      ("overdue", { $0.overdue = newest.startedAt }),
      ("priority", { $0.minimumPriority = 60 }),
      ("reference", { $0.reference = "PO-2026" }),
      ("sku", { $0.sku = "BRG-6204-2RS" }),
      ("text", { $0.text = "brg urgent" }),
      ("text that is nowhere", { $0.text = "zeppelin" }),
      ("element", { $0.element = "Task_ConfirmFulfilment" }),
    ]
    var calls: [Call] = []
    for (name, change) in filters {
      var query = TaskQuery()
      change(&query)
      let counted = query
      calls.append(
        (
          "tasks counted, \(name)",
          { _ = try await $0.taskCounts(counted, for: sam, now: newest.startedAt) }
        ))
      for view in TaskQuery.View.allCases {
        let asked = query.within(view, of: sam)
        calls.append(("tasks of \(view), \(name)", { _ = try await $0.tasks(asked) }))
      }
    }
    for sort in [TaskQuery.Sort.priority, .created] {
      var query = TaskQuery()
      query.sort = sort
      let asked = query
      calls.append(("tasks by \(sort)", { _ = try await $0.tasks(asked) }))
    }
    return calls
  }

  private static func otherCalls(_ newest: OrderRow) -> [Call] {
    let prefix = String(newest.id.description.prefix(20))
    let reference = newest.summary.reference ?? ""
    return [
      ("order by reference", { _ = try await $0.orders(reference: reference, limit: 10) }),
      (
        "order by the beginning of its id", { _ = try await $0.orders(idPrefix: prefix, limit: 10) }
      ),
      ("order", { _ = try await $0.order(newest.id) }),
      ("position", { _ = try await $0.position() }),
      ("changes", { _ = try await $0.changes(after: JournalPosition(), limit: 100) }),
    ]
  }
}

extension Duration {
  /// In milliseconds.
  fileprivate var text: String {
    let tenths = Int((self / .microseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10) ms"
  }
}

/// The database that is looked through.
private enum FilledDatabase {
  static let variable = "DUET_TEST_LISTS"
  static var url: String? { ProcessInfo.processInfo.environment[variable] }
}
