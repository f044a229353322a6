import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Queries about orders that somebody should look at.
enum AttentionQueries {
  static let incidents =
    "select \(OrderSideRow.columns) from order_side s where s.incidents > 0 order by s.updated_at limit $1"

  static let waiting =
    "select \(OrderSideRow.columns) from order_side s where s.waiting > 0 order by s.updated_at limit $1"

  static let timers = """
    select \(OrderSideRow.columns) from order_side s
    where s.next_timer_due < $1 order by s.next_timer_due limit $2
    """

  static let messages = """
    select m.order_id, coalesce(m.receiver, ''), m.name, m.sent_at,
      (select reference from order_side s where s.order_id = m.order_id and reference is not null limit 1)
    from message m where m.received_at is null and m.quarantined_at is null and m.sent_at < $1
    order by m.sent_at limit $2
    """

  static let quiet = """
    select \(OrderSideRow.columns) from order_side s
    where s.ended_at is null and s.updated_at < $1 order by s.updated_at limit $2
    """

  static let tasks = """
    select \(OrderSideRow.columns) from order_side s
    where s.next_task_due < $1 order by s.next_task_due limit $2
    """

  /// The queries that `stuck` reads, and the one that `overdue` reads.
  static func all(at now: Timestamp, limits: Attention.Limits, limit: Int) -> [Query] {
    let machine = (now + (.zero - limits.machine)).postgres
    let quietSince = (now + (.zero - limits.quiet)).postgres
    return [
      Query(incidents, limit), Query(waiting, limit), Query(timers, machine, limit),
      Query(messages, machine, limit), Query(quiet, quietSince, limit),
      Query(tasks, now.postgres, limit),
    ]
  }

  static func stuck(_ found: [QueryResult], now: Timestamp, map: ProcessMap) throws -> [Attention] {
    var stuck: [Attention] = []
    for row in found[0] {
      let side = try OrderSideRow.read(row).side
      stuck += side.incidents.map { incident in
        attention(
          side, .incident, since: incident.raisedAt,
          "\(map.label(of: incident.element)): \(incident.reason)")
      }
    }
    for row in found[1] {
      let side = try OrderSideRow.read(row).side
      stuck.append(
        attention(side, .missingStep, since: side.updatedAt, "step \(side.step + 1) not heard"))
    }
    for row in found[2] {
      let side = try OrderSideRow.read(row).side
      for timer in side.instance?.timers ?? [] where timer.due == side.nextTimerDue {
        stuck.append(attention(side, .timer, since: timer.due, map.label(of: timer.target)))
      }
    }
    stuck += try found[3].map(message)
    for row in found[4] {
      let side = try OrderSideRow.read(row).side
      let place = side.elements.last.map(map.label(of:)) ?? ""
      stuck.append(attention(side, .quiet, since: side.updatedAt, place))
    }
    return stuck
  }

  static func overdue(_ rows: QueryResult, now: Timestamp) throws -> [Attention] {
    try rows.flatMap { row in
      let side = try OrderSideRow.read(row).side
      return (side.instance?.tasks ?? []).compactMap { task -> Attention? in
        guard let due = task.due, due < now else { return nil }
        let holder = task.assignee.map { ", claimed by \($0)" } ?? ""
        return attention(side, .task, since: due, task.name + holder)
      }
    }
  }

  private static func attention(
    _ side: OrderSide, _ reason: Attention.Reason, since: Timestamp, _ detail: String
  ) -> Attention {
    Attention(
      order: side.id.order, reference: side.facts.reference, party: side.id.party, reason: reason,
      since: since, detail: detail)
  }

  private static func message(_ row: Row) throws -> Attention {
    let (order, receiver, name, sentAt, reference) = try row.decode(
      UUID.self, String.self, String?.self, PostgresTimestamp.self, String?.self)
    return Attention(
      order: InstanceID(order), reference: reference, party: receiver, reason: .message,
      since: .init(sentAt), detail: "\(name ?? "a message") not taken in")
  }
}
