import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The tables `order_running` and `order_ended`: each order once, as both parties together have it.
enum OrderCaseRow {
  static let upsertRunning = """
    insert into order_running (
      order_id, reference, buyer, skus, total, currency, placed_at, updated_at, outcome, outcomes,
      token_parties, token_elements, token_entered, token_due, token_incident, next_task_due,
      next_timer_due, incidents, waiting, words, generation, first_variant, second_variant)
    select order_id, reference, buyer, string_to_array(skus, e'\\x1f'), total, currency, placed_at,
      updated_at, outcome, string_to_array(outcomes, e'\\x1f'), string_to_array(parties, e'\\x1f'),
      string_to_array(elements, e'\\x1f'), string_to_array(entered, ',')::bigint[],
      string_to_array(due, ',', 'n')::bigint[], string_to_array(incident, ',')::bigint[],
      next_task_due, next_timer_due, incidents, waiting,
      array_to_tsvector(string_to_array(words, e'\\x1f')), $20, first_variant, second_variant
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[],
      $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[],
      $13::text[], $14::text[], $15::text[], $16::timestamptz[], $17::timestamptz[], $18::int8[],
      $19::int8[], $21::text[], $22::int8[], $23::int8[])
      as new (order_id, reference, buyer, skus, total, currency, placed_at, updated_at, outcome,
        outcomes, parties, elements, entered, due, incident, next_task_due, next_timer_due, incidents,
        waiting, words, first_variant, second_variant)
    on conflict (order_id) do update set
      reference = excluded.reference, buyer = excluded.buyer, skus = excluded.skus,
      total = excluded.total, currency = excluded.currency, placed_at = excluded.placed_at,
      updated_at = excluded.updated_at, outcome = excluded.outcome, outcomes = excluded.outcomes,
      token_parties = excluded.token_parties, token_elements = excluded.token_elements,
      token_entered = excluded.token_entered, token_due = excluded.token_due,
      token_incident = excluded.token_incident, next_task_due = excluded.next_task_due,
      next_timer_due = excluded.next_timer_due, incidents = excluded.incidents,
      waiting = excluded.waiting, words = excluded.words, generation = excluded.generation,
      first_variant = excluded.first_variant, second_variant = excluded.second_variant
    """

  static let upsertEnded = """
    insert into order_ended (
      order_id, reference, buyer, skus, total, currency, placed_at, updated_at, ended_at, lead_time,
      outcome, outcomes, words, generation, first_variant, second_variant)
    select order_id, reference, buyer, string_to_array(skus, e'\\x1f'), total, currency, placed_at,
      updated_at, ended_at, lead_time, outcome, string_to_array(outcomes, e'\\x1f'),
      array_to_tsvector(string_to_array(words, e'\\x1f')), $13, first_variant, second_variant
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[],
      $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::int8[], $11::text[],
      $12::text[], $14::text[], $15::int8[], $16::int8[])
      as new (order_id, reference, buyer, skus, total, currency, placed_at, updated_at, ended_at,
        lead_time, outcome, outcomes, words, first_variant, second_variant)
    on conflict (order_id) do update set
      reference = excluded.reference, buyer = excluded.buyer, skus = excluded.skus,
      total = excluded.total, currency = excluded.currency, placed_at = excluded.placed_at,
      updated_at = excluded.updated_at, ended_at = excluded.ended_at,
      lead_time = excluded.lead_time, outcome = excluded.outcome, outcomes = excluded.outcomes,
      words = excluded.words, generation = excluded.generation,
      first_variant = excluded.first_variant, second_variant = excluded.second_variant
    """

  /// An order is in one of the tables; hearing of it may move it in either direction.
  static let removeRunning = "delete from order_running where order_id = any($1)"
  static let removeEnded = "delete from order_ended where order_id = any($1)"

  /// What `read` reads, in its order.
  static let runningColumns = """
    order_id, reference, buyer, skus, total, currency, placed_at, updated_at, null::timestamptz as ended_at,
    outcomes, token_parties, token_elements, token_entered, token_due, token_incident, next_timer_due, waiting
    """
  static let endedColumns = """
    order_id, reference, buyer, skus, total, currency, placed_at, updated_at, ended_at,
    outcomes, '{}'::text[], '{}'::text[], '{}'::bigint[], '{}'::bigint[], '{}'::bigint[], null::timestamptz, 0
    """

  /// - Parameters:
  ///   - sides: all sides of each order that changed.
  ///   - endedBefore: those of them that may be among the ended ones.
  static func writes(
    _ sides: [[OrderSide]], endedBefore: Set<InstanceID>, generation: Int
  ) -> [Query] {
    let cases = sides.compactMap { sides in
      OrderCase(of: sides).map { Item(order: $0, sides: sides) }
    }
    let running = cases.filter { $0.order.endedAt == nil }
    let ended = cases.filter { $0.order.endedAt != nil }
    var writes: [Query] = []
    let reopened = running.map(\.order.order).filter(endedBefore.contains)
    if !reopened.isEmpty { writes.append(Query(removeEnded, reopened.map(\.uuid))) }
    if !running.isEmpty { writes.append(upsertRunning(running, generation: generation)) }
    if !ended.isEmpty {
      writes += [
        Query(removeRunning, ended.map(\.order.order.uuid)),
        upsertEnded(ended, generation: generation),
      ]
    }
    return writes
  }

  private struct Item {
    let order: OrderCase
    let sides: [OrderSide]

    /// What was done is looked for in ended orders only: that of the others would have to be written with each step.
    var words: String {
      let marks = order.endedAt == nil ? [] : OrderMark.all(of: sides)
      return TextList.pack(OrderWords.of(order.facts, marks: marks).sorted())
    }
    /// Of one of the two parties; 0 while nothing has been heard of it.
    func variant(_ place: Int) -> Int64 {
      place < sides.count ? sides[place].course.variant.value : 0
    }
    var total: PostgresNumeric? { order.facts.total.flatMap { PostgresNumeric($0) } }
    var outcomes: String {
      TextList.pack(order.outcomes.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }
  }

  private static func upsertRunning(_ items: [Item], generation: Int) -> Query {
    let orders = items.map(\.order)
    return Query(
      upsertRunning, orders.map(\.order.uuid),
      orders.map { ($0.facts.reference ?? "").indexable },
      orders.map { ($0.facts.buyer ?? "").indexable }, orders.map { TextList.pack($0.facts.skus) },
      items.map(\.total), orders.map { ($0.facts.currency ?? "").storable },
      orders.map(\.placedAt.postgres), orders.map(\.updatedAt.postgres),
      orders.map { ($0.outcome ?? "").indexable }, items.map(\.outcomes),
      orders.map { TextList.pack($0.tokens.map(\.party)) },
      orders.map { TextList.pack($0.tokens.map(\.element)) },
      orders.map { TextList.pack($0.tokens.map { Int64?($0.enteredAt.microseconds) }) },
      orders.map { TextList.pack($0.tokens.map { $0.due?.microseconds }) },
      orders.map { TextList.pack($0.tokens.map { Int64?($0.hasIncident ? 1 : 0) }) },
      orders.map { $0.nextTaskDue?.postgres }, orders.map { $0.nextTimerDue?.postgres },
      orders.map(\.incidents), orders.map(\.waitingSteps), generation, items.map(\.words),
      items.map { $0.variant(0) }, items.map { $0.variant(1) })
  }

  private static func upsertEnded(_ items: [Item], generation: Int) -> Query {
    let orders = items.map(\.order)
    return Query(
      upsertEnded, orders.map(\.order.uuid), orders.map { ($0.facts.reference ?? "").indexable },
      orders.map { ($0.facts.buyer ?? "").indexable }, orders.map { TextList.pack($0.facts.skus) },
      items.map(\.total), orders.map { ($0.facts.currency ?? "").storable },
      orders.map(\.placedAt.postgres), orders.map(\.updatedAt.postgres),
      orders.map { ($0.endedAt ?? $0.updatedAt).postgres },
      orders.map { (($0.endedAt ?? $0.updatedAt).microseconds) - $0.placedAt.microseconds },
      orders.map { ($0.outcome ?? "").indexable }, items.map(\.outcomes), generation,
      items.map(\.words), items.map { $0.variant(0) }, items.map { $0.variant(1) })
  }

  static func read(_ row: Row) throws -> OrderCase {
    let placed: PostgresTimestamp = try row.value(at: 6)
    let updated: PostgresTimestamp = try row.value(at: 7)
    let pairs: [String] = try row.value(at: 9)
    var outcomes: [String: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) {
      outcomes[pairs[index]] = pairs[index + 1]
    }
    let total = try row.value(at: 4, as: PostgresNumeric?.self)
    return OrderCase(
      order: InstanceID(try row.value(at: 0)),
      facts: OrderFacts(
        reference: known(try row.value(at: 1)), buyer: known(try row.value(at: 2)),
        skus: try row.value(at: 3), total: total?.text, currency: known(try row.value(at: 5))),
      placedAt: .init(placed), updatedAt: .init(updated),
      endedAt: try row.value(at: 8, as: PostgresTimestamp?.self).map { .init($0) },
      outcomes: outcomes, tokens: try tokens(row),
      nextTimerDue: try row.value(at: 15, as: PostgresTimestamp?.self).map { .init($0) },
      waitingSteps: Int(try row.value(at: 16, as: Int32.self)))
  }

  private static func tokens(_ row: Row) throws -> [OrderCase.Token] {
    let parties: [String] = try row.value(at: 10)
    let elements: [String] = try row.value(at: 11)
    let entered: [Int64] = try row.value(at: 12)
    let due: [Int64?] = try row.value(at: 13)
    let incident: [Int64] = try row.value(at: 14)
    return parties.indices.map { index in
      OrderCase.Token(
        party: parties[index], element: elements[index],
        enteredAt: Timestamp(microseconds: entered[index]),
        due: due[index].map { Timestamp(microseconds: $0) }, hasIncident: incident[index] == 1)
    }
  }

  private static func known(_ text: String) -> String? { text.isEmpty ? nil : text }
}
