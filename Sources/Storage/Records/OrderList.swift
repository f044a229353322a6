import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// Lists of orders, over the table `listing`.
///
/// Each statement is planned for its own values: how many rows a filter lets through is what decides its plan.
enum OrderList {
  /// One page and one row more.
  ///
  /// - Throws: `.invalidCursor`.
  static func page(_ query: OrderQuery) throws(StoreError) -> Query {
    let start = try query.start().map { cursor throws(StoreError) in
      try Start(cursor, sort: query.sort)
    }
    let direction = query.descending ? "desc" : "asc"
    return self.query(
      """
      select listing.order_id, listing.reference, listing.buyer, listing.total, listing.currency,
        listing.outcome, coalesce(progress.elements, '{}'), listing.lines, listing.placed_at,
        coalesce(progress.updated_at, listing.updated_at),
        (select count(*) from task
          where task.order_id = listing.order_id and task.state = 'open') as open_tasks
      from (\(places(query, direction, isContinued: start != nil))) as place
        join listing using (order_id) left join progress using (order_id)
      order by place.key \(direction), order_id \(direction)
      """, query, start)
  }

  /// The ids of a page and what they are sorted by.
  private static func places(
    _ query: OrderQuery, _ direction: String, isContinued: Bool
  ) -> String {
    func select(_ more: [String], _ limit: String) -> String {
      sorted(query, direction, isContinued: isContinued, more, limit)
    }
    let hasReferences = [.placed, .reference].contains(query.sort)
    guard let found = hasReferences ? foundByWords(query) : found(query) else {
      return select([], "$18")
    }
    return found.page(limit: "$18", column: "listing.order_id", select: select)
  }

  /// The first of the orders that the columns of the list let through, under further conditions.
  private static func sorted(
    _ query: OrderQuery, _ direction: String, isContinued: Bool, _ more: [String], _ limit: String
  ) -> String {
    let beyond = query.descending ? "<" : ">"
    func select(_ key: String, _ parameter: String, from tables: String, _ own: [String])
      -> String
    {
      var conditions = conditions(query) + own + more
      if isContinued {
        conditions.append("(\(key), listing.order_id) \(beyond) (\(parameter), $17)")
      }
      return """
        select listing.order_id, \(key) as key from \(tables)\(conditions.whereClause)
        order by \(key) \(direction), listing.order_id \(direction) limit \(limit)
        """
    }
    // References that begin alike are a range of their index, and the one by the time of placing has them too.
    let references = query.reference == nil ? [] : ["listing.reference between $2 and $3"]
    switch query.sort {
    case .placed: return select("listing.placed_at", "$14", from: "listing", references)
    case .reference: return select("listing.reference", "$15", from: "listing", references)
    case .total: return select("listing.total", "$16", from: "listing", [])
    case .updated:
      // When a running order was changed is apart, because it changes with every step.
      let running = select(
        "progress.updated_at", "$14", from: "listing join progress using (order_id)", [])
      let ended = select(
        "listing.updated_at", "$14", from: "listing", ["listing.outcome is not null"])
      // Only running orders are at an element.
      switch query.element == nil ? query.status : .running {
      case .running: return running
      case .ended: return ended
      case nil:
        return """
          select * from ((\(running)) union all (\(ended))) as found
          order by key \(direction), order_id \(direction) limit \(limit)
          """
      }
    }
  }

  /// The orders with what is searched for, by words or by how the reference begins; nil when nothing is.
  static func found(_ query: OrderQuery) -> FoundOrders? {
    let words = foundByWords(query)
    if query.reference == nil { return words }
    return FoundOrders(references: ("$2", "$3"), among: words)
  }

  private static func foundByWords(_ query: OrderQuery) -> FoundOrders? {
    query.search?.found(all: "$9", wholes: "$10", ids: ("$11", "$12"))
  }

  /// Only the filters that are asked for, what finds orders left out.
  static func conditions(_ query: OrderQuery) -> [String] {
    var conditions: [String] = []
    switch query.status {
    case .running: conditions.append("listing.outcome is null")
    case .ended: conditions.append("listing.outcome is not null")
    case nil: break
    }
    if query.outcome != nil { conditions.append("listing.outcome = $1") }
    if query.currency != nil { conditions.append("listing.currency = $4") }
    if query.minimumTotal != nil { conditions.append("listing.total >= $5") }
    if query.maximumTotal != nil {
      conditions.append("listing.total <= $6 and listing.total > '-Infinity'")
    }
    if query.placedFrom != nil { conditions.append("listing.placed_at >= $7") }
    if query.placedTo != nil { conditions.append("listing.placed_at < $8") }
    if query.element != nil {
      conditions.append(
        """
        listing.outcome is null and listing.order_id in (
          select order_id from progress where $13 = any (progress.elements) offset 0)
        """)
    }
    return conditions
  }

  /// Each filter has its own place, whether it is asked for or not.
  static func query(_ sql: String, _ query: OrderQuery, _ start: Start? = nil) -> Query {
    let reference = query.reference?.indexable
    let search = query.search
    return Query(
      sql, query.outcome?.storable, reference, reference.map { $0 + String.greatestEnd },
      query.currency?.storable, query.minimumTotal.flatMap { PostgresNumeric("\($0)") },
      query.maximumTotal.flatMap { PostgresNumeric("\($0)") },
      query.placedFrom.map(PostgresTimestamp.init), query.placedTo.map(PostgresTimestamp.init),
      search?.tsquery(withBeginnings: true), search?.tsquery(withBeginnings: false),
      search?.ids?.range.lowerBound, search?.ids?.range.upperBound, query.element?.storable,
      start?.time, start?.text, start?.number, start?.order, query.limit + 1, prepared: false)
  }

  /// Where a page begins.
  struct Start {
    var time: PostgresTimestamp?
    var text: String?
    var number: PostgresNumeric?
    let order: UUID

    init(_ cursor: ListCursor, sort: OrderQuery.Sort) throws(StoreError) {
      order = cursor.order.uuid
      switch sort {
      case .placed, .updated:
        time = PostgresTimestamp(Timestamp(microseconds: try cursor.integer()))
      case .reference: text = cursor.key.storable
      case .total:
        guard let read = cursor.key.isEmpty ? PostgresNumeric.noTotal : PostgresNumeric(cursor.key)
        else { throw .invalidCursor }
        number = read
      }
    }
  }

  static func orders(reference: String, limit: Int) -> Query {
    Query(
      """
      select order_id from listing where reference = $1
      order by placed_at desc, order_id desc limit $2
      """, reference.indexable, limit)
  }

  static func orders(_ prefix: IdentifierPrefix, limit: Int) -> Query {
    Query(
      """
      select order_id from instance where order_id between $1 and $2 order by order_id limit $3
      """, prefix.range.lowerBound, prefix.range.upperBound, limit)
  }

  static func read(_ row: Row) throws -> OrderRow {
    let (
      order, reference, buyer, total, currency, outcome, elements, lines, placedAt, updatedAt,
      openTasks
    ) = try row.decode(
      UUID.self, String.self, String?.self, PostgresNumeric.self, String?.self, String?.self,
      [String].self, Int.self, PostgresTimestamp.self, PostgresTimestamp.self, Int.self)
    return OrderRow(
      id: InstanceID(order),
      summary: OrderSummary(
        listed: reference, buyer: buyer, total: total, currency: currency), outcome: outcome,
      elements: elements, lines: lines, openTasks: openTasks, startedAt: Timestamp(placedAt),
      updatedAt: Timestamp(updatedAt))
  }
}

extension String {
  /// Makes of a beginning the last text that begins so, by code points.
  static let greatestEnd = "\u{10FFFF}"
}

extension [String] {
  /// All of the conditions, or nothing when there are none.
  var whereClause: String { isEmpty ? "" : " where " + joined(separator: " and ") }
}
