import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Queries about orders that somebody should look at.
enum AttentionQueries {
  /// The sides of the running orders that come first; of those, only as many as are wanted.
  private static func sides(
    ofOrders condition: String, by order: String, where wanted: String, limit: String
  ) -> String {
    """
    select \(OrderSideRow.columns)
    from (select order_id from order_running where \(condition) order by \(order) limit \(limit)) as first
    join order_side s on s.order_id = first.order_id
    where \(wanted) limit \(limit)
    """
  }

  static let incidents = sides(
    ofOrders: "incidents > 0", by: "updated_at", where: "s.incidents > 0 order by s.updated_at",
    limit: "$1")

  static let waiting = sides(
    ofOrders: "waiting > 0", by: "updated_at", where: "s.waiting > 0 order by s.updated_at",
    limit: "$1")

  static let timers = sides(
    ofOrders: "next_timer_due < $1", by: "next_timer_due",
    where: "s.next_timer_due < $1 order by s.next_timer_due", limit: "$2")

  static let messages = """
    select m.order_id, coalesce(m.receiver, ''), m.name, m.sent_at,
      (select reference from order_side s where s.order_id = m.order_id and reference is not null limit 1)
    from message m where \(MessageFindings.isUnderWay) and m.sent_at < $1
    order by m.sent_at limit $2
    """

  static let quiet = sides(
    ofOrders: "updated_at < $1", by: "updated_at",
    where: "s.ended_at is null order by s.updated_at", limit: "$2")

  static let tasks = sides(
    ofOrders: "next_task_due < $1", by: "next_task_due",
    where: "s.next_task_due < $1 order by s.next_task_due", limit: "$2")

  /// What `read` reads, in its order.
  static func all(at now: Timestamp, limits: Attention.Limits, limit: Int) -> [Query] {
    let machine = (now + (.zero - limits.machine)).postgres
    let quietSince = (now + (.zero - limits.quiet)).postgres
    return [
      Query(incidents, limit), Query(waiting, limit), Query(timers, machine, limit),
      Query(messages, machine, limit), Query(quiet, quietSince, limit),
      Query(tasks, now.postgres, limit),
    ]
  }

  static func read(
    _ found: [QueryResult], map: ProcessMap, now: Timestamp
  ) throws -> AttentionList {
    func sides(_ rows: QueryResult) throws -> [OrderSide] {
      try rows.map { try OrderSideRow.read($0).side }
    }
    let stuck =
      try sides(found[0]).flatMap { Attention.incidents(of: $0, map) }
      + sides(found[1]).map(Attention.missingStep)
      + sides(found[2]).flatMap { Attention.timers(of: $0, map) }
      + found[3].map(message)
      + sides(found[4]).map { Attention.quiet($0, map) }
    return AttentionList(
      stuck: stuck, overdue: try sides(found[5]).flatMap { Attention.tasks(of: $0, before: now) })
  }

  private static func message(_ row: Row) throws -> Attention {
    let (order, receiver, name, sentAt, reference) = try row.decode(
      UUID.self, String.self, String?.self, PostgresTimestamp.self, String?.self)
    return Attention(
      order: InstanceID(order), reference: reference, party: receiver, reason: .message,
      since: .init(sentAt), detail: "\(name ?? "a message") not taken in",
      subject: name ?? "")
  }
}
