import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The table `order_side`: where each party is with each order.
enum OrderSideRow {
  static let upsert = """
    insert into order_side (
      order_id, party, step, waiting, conflicts, reference, buyer, total, currency, outcome,
      started_at, updated_at, ended_at, elements, next_task_due, next_timer_due, incidents, state)
    select order_id, party, step, waiting, conflicts, reference, buyer, total, currency, outcome,
      started_at, updated_at, ended_at, string_to_array(elements, ','), next_task_due, next_timer_due,
      incidents, state
    from unnest($1::uuid[], $2::text[], $3::int8[], $4::int8[], $5::int8[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[],
      $14::text[], $15::timestamptz[], $16::timestamptz[], $17::int8[], $18::json[])
      as new (order_id, party, step, waiting, conflicts, reference, buyer, total, currency, outcome,
        started_at, updated_at, ended_at, elements, next_task_due, next_timer_due, incidents, state)
    on conflict (order_id, party) do update set
      step = excluded.step, waiting = excluded.waiting, conflicts = excluded.conflicts,
      reference = excluded.reference, buyer = excluded.buyer, total = excluded.total,
      currency = excluded.currency, outcome = excluded.outcome, started_at = excluded.started_at,
      updated_at = excluded.updated_at, ended_at = excluded.ended_at, elements = excluded.elements,
      next_task_due = excluded.next_task_due, next_timer_due = excluded.next_timer_due,
      incidents = excluded.incidents, state = excluded.state
    """

  /// What `read` reads, in its order.
  static let columns = """
    s.order_id, s.party, s.step, s.waiting, s.conflicts, s.reference, s.buyer, s.total, s.currency,
    s.started_at, s.updated_at, s.state
    """

  static let wanted = """
    select \(columns) from unnest($1::uuid[], $2::text[]) as wanted (order_id, party)
    join order_side s on s.order_id = wanted.order_id and s.party = wanted.party
    """

  static let ofOrders = """
    select \(columns) from order_side s where s.order_id = any($1) order by s.order_id, s.party
    """

  static func upsert(_ sides: [OrderSide]) -> Query {
    Query(
      upsert, sides.map(\.id.order.uuid), sides.map(\.id.party), sides.map(\.step),
      sides.map(\.waiting.count), sides.map(\.conflicts), sides.map(\.facts.reference),
      sides.map(\.facts.buyer), sides.map(\.facts.total), sides.map(\.facts.currency),
      sides.map(\.outcome), sides.map(\.startedAt.postgres), sides.map(\.updatedAt.postgres),
      sides.map { $0.endedAt?.postgres }, sides.map { $0.elements.joined(separator: ",") },
      sides.map { $0.nextTaskDue?.postgres }, sides.map { $0.nextTimerDue?.postgres },
      sides.map(\.incidents.count),
      sides.map { side in side.instance.map { PostgresJSON(utf8: $0.record.json()) } })
  }

  /// A side, and how many entries wait beyond it: those have to be read from `entry`.
  static func read(_ row: Row) throws -> (side: OrderSide, waiting: Int) {
    let (
      order, party, step, waiting, conflicts, reference, buyer, total, currency, started, updated,
      state
    ) =
      try row.decode(
        UUID.self, String.self, Int32.self, Int32.self, Int32.self, String?.self, String?.self,
        String?.self, String?.self, PostgresTimestamp.self, PostgresTimestamp.self,
        PostgresJSON?.self)
    let instance = try state.map { try Instance(record: try Value(json: $0.utf8)) }
    let side = OrderSide(
      id: SideID(order: InstanceID(order), party: party), step: Int(step), instance: instance,
      facts: OrderFacts(reference: reference, buyer: buyer, total: total, currency: currency),
      startedAt: .init(started), updatedAt: .init(updated), conflicts: Int(conflicts))
    return (side, Int(waiting))
  }
}
