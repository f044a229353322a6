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
      order_id, party, step, waiting, conflicts, reference, buyer, skus, total, currency, outcome,
      started_at, updated_at, ended_at, elements, next_task_due, next_timer_due, incidents, state,
      variant, visits, work, received_sequence)
    select order_id, party, step, waiting, conflicts, reference, buyer, string_to_array(skus, e'\\x1f'),
      total, currency, outcome, started_at, updated_at, ended_at, string_to_array(elements, e'\\x1f'),
      next_task_due, next_timer_due, incidents, state, variant, visits, work, received_sequence
    from unnest($1::uuid[], $2::text[], $3::int8[], $4::int8[], $5::int8[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[],
      $14::timestamptz[], $15::text[], $16::timestamptz[], $17::timestamptz[], $18::int8[],
      $19::text[], $20::int8[], $21::bytea[], $22::text[], $23::int8[])
      as new (order_id, party, step, waiting, conflicts, reference, buyer, skus, total, currency,
        outcome, started_at, updated_at, ended_at, elements, next_task_due, next_timer_due, incidents,
        state, variant, visits, work, received_sequence)
    on conflict (order_id, party) do update set
      step = excluded.step, waiting = excluded.waiting, conflicts = excluded.conflicts,
      reference = excluded.reference, buyer = excluded.buyer, skus = excluded.skus,
      total = excluded.total, currency = excluded.currency, outcome = excluded.outcome,
      started_at = excluded.started_at, updated_at = excluded.updated_at,
      ended_at = excluded.ended_at, elements = excluded.elements,
      next_task_due = excluded.next_task_due, next_timer_due = excluded.next_timer_due,
      incidents = excluded.incidents, state = excluded.state, variant = excluded.variant,
      visits = excluded.visits, work = excluded.work,
      received_sequence = excluded.received_sequence
    """

  /// What `read` reads, in its order.
  static let columns = """
    s.order_id, s.party, s.step, s.waiting, s.conflicts, s.reference, s.buyer, s.skus, s.total, s.currency,
    s.started_at, s.updated_at, s.state, s.variant, s.visits, s.work, s.received_sequence
    """

  static let ofOrders = """
    select \(columns) from order_side s where s.order_id = any($1) order by s.order_id, s.party
    """

  static func upsert(_ sides: [OrderSide]) -> Query {
    Query(
      upsert, sides.map(\.id.order.uuid), sides.map(\.id.party), sides.map(\.step),
      sides.map(\.waiting.count), sides.map(\.conflicts), sides.map(\.facts.reference?.storable),
      sides.map(\.facts.buyer?.storable), sides.map { TextList.pack($0.facts.skus) },
      sides.map(\.facts.total?.storable), sides.map(\.facts.currency?.storable),
      sides.map(\.outcome?.storable), sides.map(\.startedAt.postgres),
      sides.map(\.updatedAt.postgres), sides.map { $0.endedAt?.postgres },
      sides.map { TextList.pack($0.elements) }, sides.map { $0.nextTaskDue?.postgres },
      sides.map { $0.nextTimerDue?.postgres }, sides.map(\.incidents.count),
      sides.map { side in side.instance.map { PostgresText(utf8: $0.record.json()) } },
      sides.map(\.course.variant.value), sides.map { VisitPacking.pack($0.course.visits) },
      sides.map { WorkColumn.json($0.course.work) }, sides.map(\.course.receivedSequence))
  }

  /// A side, and how many entries wait beyond it: those have to be read from `entry`.
  static func read(_ row: Row) throws -> (side: OrderSide, waiting: Int) {
    var texts = TextPool()
    return try read(row, texts: &texts)
  }

  static func read(_ row: Row, texts: inout TextPool) throws -> (side: OrderSide, waiting: Int) {
    let (
      order, party, step, waiting, conflicts, reference, buyer, skus, total, currency, started,
      updated, state, variant, visits, work, sequence
    ) =
      try row.decode(
        UUID.self, String.self, Int32.self, Int32.self, Int32.self, String?.self, String?.self,
        [String].self, String?.self, String?.self, PostgresTimestamp.self, PostgresTimestamp.self,
        PostgresText?.self, Int64.self, [UInt8].self, PostgresText?.self, Int32.self)
    let instance = try state.map { try Instance(record: try Value(json: $0.utf8)) }
    let course = OrderSide.Course(
      variant: VariantID(value: variant),
      visits: try VisitPacking.unpack(visits, texts: &texts), work: try WorkColumn.read(work),
      receivedSequence: Int(sequence))
    let side = OrderSide(
      id: SideID(order: InstanceID(order), party: party), step: Int(step), instance: instance,
      facts: OrderFacts(
        reference: reference, buyer: buyer, skus: skus, total: total, currency: currency),
      course: course, startedAt: .init(started), updatedAt: .init(updated),
      conflicts: Int(conflicts))
    return (side, Int(waiting))
  }
}

/// The column `work`: what is known of open tasks.
enum WorkColumn {
  /// NULL when there are none.
  static func json(_ work: [Key: TaskWork]) -> PostgresText? {
    guard !work.isEmpty else { return nil }
    var all = Context()
    for (key, work) in work {
      all["\(key)"] = .context(
        Context(compact: [
          ("claimedAt", work.claimedAt.map { .number(Int($0.microseconds)) }),
          ("worker", work.worker.map { .string($0) }), ("group", work.group.map { .string($0) }),
          ("decision", work.decision.map { .string($0) }),
          ("due", work.due.map { .number(Int($0.microseconds)) }),
        ]))
    }
    return PostgresText(utf8: all.json())
  }

  static func read(_ column: PostgresText?) throws -> [Key: TaskWork] {
    guard let column else { return [:] }
    var all: [Key: TaskWork] = [:]
    for entry in try Value(json: column.utf8).context?.entries ?? [] {
      guard let key = Key(entry.key) else { continue }
      let work = entry.value
      all[key] = TaskWork(
        claimedAt: work["claimedAt"].integer.map { Timestamp(microseconds: Int64($0)) },
        worker: work["worker"].string, group: work["group"].string,
        decision: work["decision"].string,
        due: work["due"].integer.map { Timestamp(microseconds: Int64($0)) })
    }
    return all
  }
}
