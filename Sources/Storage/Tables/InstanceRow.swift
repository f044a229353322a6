import Exchange
import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// A row of the table `instance`, to be written.
struct InstanceRow {
  private let written: Case

  init(_ written: Case) { self.written = written }

  private var order: UUID { written.instance.id.uuid }
  private var state: PostgresText { PostgresText(utf8: written.instance.record.json()) }
  private var outcome: String? { written.instance.outcome?.storable }
}

extension InstanceRow {
  /// Fails on `instance_pkey` when somebody else began one of the instances meanwhile.
  static func insert(_ rows: [InstanceRow]) -> Query {
    Query(
      one: insertOne, many: insertMany, rows.map(\.order), rows.map(\.written.instance.process),
      rows.map(\.written.instance.definition.text), rows.map(\.state),
      rows.map(\.written.conversation.sent), rows.map(\.written.conversation.received),
      rows.map(\.written.step), rows.map(\.outcome), rows.map(\.written.requestDigest),
      rows.map { PostgresTimestamp($0.written.instance.startedAt) })
  }

  private static let insertOne = """
    insert into instance (order_id, process, definition, state, sent, received, step, outcome,
      request_digest, started_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    """

  private static let insertMany = """
    insert into instance (order_id, process, definition, state, sent, received, step, outcome,
      request_digest, started_at)
    select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    """

  static func update(_ rows: [InstanceRow]) -> Query {
    Query(
      one: updateOne, many: updateMany, rows.map(\.order), rows.map(\.state),
      rows.map(\.written.conversation.sent), rows.map(\.written.conversation.received),
      rows.map(\.written.step), rows.map(\.outcome))
  }

  private static let updateOne = """
    update instance
    set state = $2, sent = $3, received = $4, step = $5, outcome = $6
    where order_id = $1
    """

  private static let updateMany = """
    update instance
    set state = n.state, sent = n.sent, received = n.received, step = n.step, outcome = n.outcome
    from unnest($1, $2, $3, $4, $5, $6) as n (order_id, state, sent, received, step, outcome)
    where instance.order_id = n.order_id
    """
}

extension InstanceRow {
  private static let columns = "order_id, state, sent, received, step, request_digest"

  /// Waits until nobody else is about to begin one of these orders or to park its messages: there is no row yet that
  /// could be locked. The statements after it see what the other one committed.
  static func lockMissing(_ orders: [InstanceID]) -> Query {
    Query(
      one: """
        select pg_advisory_xact_lock(\(AdvisoryLock.orders), $2::int4)
        where not exists (select from instance where order_id = $1)
        """,
      many: """
        select pg_advisory_xact_lock(\(AdvisoryLock.orders), key)
        from (
          select asked.key
          from unnest($1, $2) as asked (order_id, key)
          where not exists (select from instance where instance.order_id = asked.order_id)
          order by asked.key
        ) as missing
        """,
      orders.map(\.uuid), orders.map(AdvisoryLock.key(of:)))
  }

  /// Loads and locks instances, in the order of their ids so that no two steps wait for each other.
  static func selectForUpdate(_ orders: [InstanceID]) -> Query {
    Query(
      one: "select \(columns) from instance where order_id = $1 for update",
      many:
        "select \(columns) from instance where order_id = any ($1) order by order_id for update",
      orders.map(\.uuid))
  }

  static func select(_ order: InstanceID) -> Query {
    Query("select \(columns) from instance where order_id = $1", order.uuid)
  }

  static func select(_ orders: [InstanceID]) -> Query {
    Query(
      "select \(columns) from instance where order_id = any ($1) order by order_id",
      orders.map(\.uuid))
  }

  /// Reads what the statements before give.
  static func read(_ row: Row) throws -> Case {
    let (order, state, sent, received, step, digest) = try row.decode(
      UUID.self, PostgresText.self, Int.self, Int.self, Int.self, String?.self)
    do {
      return Case(
        instance: try Instance(record: try Value(json: state.utf8)),
        conversation: Conversation(sent: sent, received: received), step: step,
        requestDigest: digest)
    } catch {
      throw StoreError.broken("the state of order \(InstanceID(order)) cannot be read: \(error)")
    }
  }
}
