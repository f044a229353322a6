import FEEL
import Foundation
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import Testing

/// Searches that find more orders than are gathered: whichever way the statement goes, the list is the same.
@Suite(.needsPostgres)
struct FoundOrdersTests {
  /// Words that all 12,000 orders have, that the first 11,000 have, that few and that none has.
  private static let words = ["every", "early", "rare", "never"]

  @Test func `a page is the same whichever way it was found`() async throws {
    try await Self.withManyOrders { database, records in
      for word in Self.words {
        for sort in OrderQuery.Sort.allCases {
          for descending in [false, true] {
            var query = OrderQuery()
            (query.text, query.sort, query.descending) = (word, sort, descending)
            query.limit = 40
            let found = try await Self.twoPages(of: query, in: records)
            let wanted = try await Self.sorted(
              in: database, by: Self.key(of: sort), from: "listing", word, descending)
            #expect(found == wanted, "\(word) by \(sort), descending: \(descending)")
          }
        }
      }
    }
  }

  @Test func `a page of tasks is the same whichever way it was found`() async throws {
    try await Self.withManyOrders { database, records in
      for word in Self.words {
        for (states, sort) in [
          (Set([TaskQuery.State.open]), TaskQuery.Sort.due), ([.open], .priority),
          ([.open], .created), ([.completed], .closed),
        ] {
          for descending in [false, true] {
            var query = TaskQuery()
            (query.text, query.states, query.sort) = (word, states, sort)
            (query.descending, query.limit) = (descending, 40)
            let found = try await Self.twoPages { cursor in
              query.cursor = cursor
              let page = try await records.tasks(query)
              return (page.items.map(\.order.uuid), page.next)
            }
            let state = states == [.open] ? "open" : "completed"
            let wanted = try await Self.sorted(
              in: database, by: Self.key(of: sort),
              from: "listing join task on task.order_id = listing.order_id and state = '\(state)'",
              word, descending)
            #expect(found == wanted, "\(word), \(state) by \(sort), descending: \(descending)")
          }
        }
      }
    }
  }

  @Test func `a page of references that begin alike is the same however it was found`() async throws
  {
    try await Self.withManyOrders { database, records in
      // More than are gathered, few, and none.
      for reference in ["PO-2", "PO-299", "PO-x"] {
        for sort in OrderQuery.Sort.allCases {
          for (word, descending) in [(nil, false), (nil, true), ("early", true)] {
            var query = OrderQuery()
            (query.reference, query.text, query.sort) = (reference, word, sort)
            (query.descending, query.limit) = (descending, 40)
            let found = try await Self.twoPages(of: query, in: records)
            let wanted = try await Self.sorted(
              in: database, by: Self.key(of: sort), from: "listing", word ?? "every", descending,
              where: "starts_with(listing.reference, '\(reference)')")
            #expect(found == wanted, "\(reference), \(word ?? "") by \(sort)")
          }
        }
      }
    }
  }

  @Test func `what is found is counted as far as the limit`() async throws {
    try await Self.withManyOrders { _, records in
      func counts(_ change: (inout OrderQuery) -> Void) async throws -> OrderCounts {
        var query = OrderQuery()
        change(&query)
        return try await records.counts(query)
      }
      let most = BoundedCount(BoundedCount.limit, isExact: false)
      #expect(
        try await counts { _ in }
          == OrderCounts(
            running: BoundedCount(1_000), ended: ["Done": most, "Void": BoundedCount(550)]))
      #expect(
        try await counts { $0.text = "rare" }
          == OrderCounts(
            running: BoundedCount(1), ended: ["Done": BoundedCount(11)]))
      let every = try await counts { $0.text = "every" }
      #expect(every.running == BoundedCount(1_000))
      #expect(every.total == BoundedCount(2_000, isExact: false))
      #expect(every.ended["Void"]?.isExact == false)
      #expect(try await counts { $0.text = "early" }.running == BoundedCount(0))
      var query = TaskQuery()
      query.text = "every"
      let tasks = try await records.taskCounts(
        query, for: Actor(user: "sam", groups: ["sales"]), now: Timestamp(microseconds: 0))
      #expect(tasks.all == BoundedCount(1_000))
      #expect(tasks.groups == BoundedCount(1_000))
      #expect(!tasks.done.isExact)
    }
  }

  private static func key(of sort: OrderQuery.Sort) -> String {
    switch sort {
    case .placed: "listing.placed_at"
    case .updated: "coalesce(listing.updated_at, progress.updated_at)"
    case .reference: "listing.reference"
    case .total: "listing.total"
    }
  }

  private static func key(of sort: TaskQuery.Sort) -> String {
    switch sort {
    case .due: "task.due"
    case .priority: "task.priority"
    case .created: "task.created_at"
    case .closed: "task.closed_at"
    }
  }

  /// The first 80 in the plainest way.
  private static func sorted(
    in database: TestDatabase, by key: String, from tables: String, _ word: String,
    _ descending: Bool, where condition: String = "true"
  ) async throws -> [UUID] {
    let direction = descending ? "desc" : "asc"
    return try await database.execute(
      Query(
        """
        select listing.order_id from \(tables) left join progress on progress.order_id = listing.order_id
        where listing.order_id in (select order_id from search where words @@ '\(word)'::tsquery)
          and \(condition)
        order by \(key) \(direction), listing.order_id \(direction) limit 80
        """)
    ).map { try $0.value(at: 0) }
  }

  private static func twoPages(
    of query: OrderQuery, in records: PostgresRecords
  ) async throws -> [UUID] {
    try await twoPages { cursor in
      var query = query
      query.cursor = cursor
      let page = try await records.orders(query)
      return (page.items.map(\.id.uuid), page.next)
    }
  }

  private static func twoPages(
    _ page: (String?) async throws -> (ids: [UUID], next: String?)
  ) async throws -> [UUID] {
    let first = try await page(nil)
    guard let next = first.next else { return first.ids }
    return first.ids + (try await page(next).ids)
  }

  /// The last 1,000 of the orders run; of the others each twentieth is void. Totals are in no relation to times.
  private static func withManyOrders(
    _ body: (TestDatabase, PostgresRecords) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      for statement in manyOrders { try await database.execute(Query(statement)) }
      let records = PostgresRecords(database.configuration)
      let failure: (any Error)?
      do {
        try await body(database, records)
        failure = nil
      } catch {
        failure = error
      }
      await records.close()
      if let failure { throw failure }
    }
  }

  private static let manyOrders = [
    """
    create table made as
    select md5(n::text)::uuid as order_id, n, timestamptz '2026-01-01Z' + n * interval '1 minute' as at,
      case when n > 11000 then null when n % 20 = 7 then 'Void' else 'Done' end as outcome
    from generate_series(1, 12000) as n
    """,
    """
    insert into instance (order_id, process, definition, state, sent, received, step, outcome,
      started_at)
    select order_id, 'client', '', '{}', 0, 0, 1, outcome, at from made
    """,
    """
    insert into progress (order_id, elements, updated_at)
    select order_id, '{}', at + interval '1 day' from made where outcome is null
    """,
    """
    insert into listing (order_id, placed_at, outcome, updated_at, reference, total, lines)
    select order_id, at, outcome, case when outcome is not null then at + interval '1 day' end,
      'PO-' || n % 300, n * 7919 % 1000, 1
    from made
    """,
    """
    insert into search (order_id, words)
    select order_id, array_to_tsvector(array['every'] || case when n <= 11000 then array['early']
      else '{}'::text[] end || case when n % 1000 = 0 then array['rare'] else '{}'::text[] end)
    from made
    """,
    """
    insert into task (order_id, key, state, element, candidate_users, candidate_groups, due, task,
      decided_by, closed_at, priority, created_at, excluded_users)
    select order_id, 7, case when outcome is null then 'open' else 'completed' end, 'Task_VerifyOrder',
      '{}', '{sales}', at,
      json_build_object('key', 7, 'owner', 2, 'element', 'Task_VerifyOrder', 'name', 'Verify order',
        'candidateUsers', '{}'::text[], 'candidateGroups', '{sales}'::text[],
        'excludedUsers', '{}'::text[], 'priority', n % 100, 'due', stamp.text, 'createdAt', stamp.text),
      case when outcome is not null then 'sam' end, case when outcome is not null then at end,
      n % 100, at, '{}'
    from made cross join lateral (
      select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as text) as stamp
    """,
    "analyze",
  ]
}
