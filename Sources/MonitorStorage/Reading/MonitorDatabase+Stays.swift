import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

extension MonitorDatabase {
  /// The orders that had a token at a flow node at a past time and have it there no more. Looks at all that were under way
  /// then and to which something has happened since, up to `StayQueries.limit`.
  func orders(goneFrom element: String, since time: Timestamp) async throws -> [UUID] {
    let sides = try await variants().variants(.through(element)).map(\.value).sorted()
    let rows = try await pool.execute(
      Query(StayQueries.closed, time.postgres, sides, StayQueries.limit))
    var orders: Set<UUID> = []
    for row in rows
    where try VisitPacking.contains(try row.value(at: 1), of: element, at: time) {
      orders.insert(try row.value(at: 0))
    }
    return Array(orders)
  }
}

/// Queries about where orders were.
enum StayQueries {
  /// How many orders are looked at, at most.
  static let limit = 50_000

  /// The stays that are over, of the orders that were under way, as far as anything has happened since.
  static let closed = """
    select s.order_id, s.visits
    from (
      select order_id from order_running where placed_at <= $1 and updated_at > $1
      union all select order_id from order_ended
        where tstzrange(placed_at, greatest(placed_at, ended_at)) @> $1::timestamptz
      limit $3) as those
    join order_side s on s.order_id = those.order_id
    where s.variant = any($2)
    """
}
