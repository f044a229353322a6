import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `instance` as lists show it.
enum OrderList {
  /// One page and one row more, the newest first.
  static func page(_ query: OrderQuery, after cursor: OrderCursor?) -> Query {
    var conditions = conditions(query)
    if cursor != nil { conditions.append("(started_at, order_id) < ($4, $5)") }
    return Query(
      """
      select order_id, reference, buyer, total, currency, outcome, elements, started_at, updated_at
      from instance\(conditions.whereClause)
      order by started_at desc, order_id desc limit $6
      """,
      query.outcome?.indexable, query.reference?.indexable, query.element?.storable,
      cursor?.startedAt, cursor?.order, query.limit + 1)
  }

  static func counts(_ query: OrderQuery) -> Query {
    Query(
      "select outcome, count(*) from instance\(conditions(query).whereClause) group by outcome",
      query.outcome?.indexable, query.reference?.indexable, query.element?.storable)
  }

  /// Only the filters that are asked for, so that each of them can use its index.
  private static func conditions(_ query: OrderQuery) -> [String] {
    var conditions: [String] = []
    switch query.status {
    case .running: conditions.append("outcome is null")
    case .ended: conditions.append("outcome is not null")
    case nil: break
    }
    if query.outcome != nil { conditions.append("outcome = $1") }
    if query.reference != nil { conditions.append("reference = $2") }
    // An order that has ended has no token anywhere; without it this would read all of them.
    if query.element != nil { conditions.append("outcome is null and $3 = any (elements)") }
    return conditions
  }

  static func orders(reference: String, limit: Int) -> Query {
    Query(
      """
      select order_id from instance where reference = $1
      order by started_at desc, order_id desc limit $2
      """, reference.indexable, limit)
  }

  static func read(_ row: Row) throws -> OrderRow {
    let (order, reference, buyer, total, currency, outcome, elements, startedAt, updatedAt) =
      try row.decode(
        UUID.self, String?.self, String?.self, String?.self, String?.self, String?.self,
        [String].self, PostgresTimestamp.self, PostgresTimestamp.self)
    return OrderRow(
      id: InstanceID(order),
      summary: OrderSummary(
        reference: reference, buyer: buyer, total: total, currency: currency),
      outcome: outcome, elements: elements, startedAt: Timestamp(startedAt),
      updatedAt: Timestamp(updatedAt))
  }
}
