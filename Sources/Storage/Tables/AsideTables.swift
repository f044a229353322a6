import Exchange
import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `parked`.
enum ParkedTable {
  /// A message that is parked already stays as it is.
  static func insert(_ messages: [OrderMessage]) -> Query {
    Query(
      """
      insert into parked
        (order_id, sender, sequence, id, name, receiver, correlation_key, sent_at, payload)
      select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict on constraint parked_pkey do nothing
      """,
      messages.map(\.order.uuid), messages.map(\.sender.storable), messages.map(\.sequence),
      messages.map(\.id), messages.map(\.name.storable), messages.map(\.receiver.storable),
      messages.map(\.correlationKey.storable), messages.map { PostgresTimestamp($0.sentAt) },
      messages.map { PostgresJSON($0.payload) })
  }

  static func delete(_ messages: [OrderMessage]) -> Query {
    Query(
      """
      delete from parked using unnest($1, $2, $3) as gone (order_id, sender, sequence)
      where parked.order_id = gone.order_id and parked.sender = gone.sender
        and parked.sequence = gone.sequence
      """,
      messages.map(\.order.uuid), messages.map(\.sender.storable), messages.map(\.sequence))
  }

  private static let columns = """
    order_id, sender, sequence, id, name, receiver, correlation_key, sent_at, payload
    """

  /// Loads and locks, so that none of them is put into quarantine while the step takes it in.
  static func selectForUpdate(_ orders: [InstanceID]) -> Query {
    Query(
      one: "select \(columns) from parked where order_id = $1 order by sender, sequence for update",
      many: """
        select \(columns) from parked where order_id = any ($1)
        order by order_id, sender, sequence for update
        """,
      orders.map(\.uuid))
  }

  static func read(_ row: Row) throws -> OrderMessage {
    let (order, sender, sequence, id, name, receiver, correlationKey, sentAt, payload) =
      try row.decode(
        UUID.self, String.self, Int.self, UUID.self, String.self, String.self, String.self,
        PostgresTimestamp.self, PostgresJSON.self)
    return OrderMessage(
      id: id, name: name, sender: sender, receiver: receiver, order: InstanceID(order),
      sequence: sequence, correlationKey: correlationKey, sentAt: Timestamp(sentAt),
      payload: try Context(json: payload.utf8))
  }

  /// Moves at most a thousand of those that wait since before a time into quarantine. Those that a step has just
  /// locked are left for the next time.
  static func expire(before time: Timestamp, now: Timestamp) -> Query {
    Query(
      """
      with expired as (
        delete from parked
        where (order_id, sender, sequence) in (
          select order_id, sender, sequence from parked where parked_at < $1
          order by parked_at limit 1000 for update skip locked)
        returning order_id, sender, sequence, id, name, payload
      )
      insert into quarantine
        (id, reason, detail, received_at, message_id, name, sender, order_id, sequence, headers, body)
      select gen_random_uuid(), $3, 'the messages before number ' || sequence || ' did not come',
        $2, id::text, name, sender, order_id, sequence, '{}', convert_to(payload::text, 'UTF8')
      from expired
      """, PostgresTimestamp(time), PostgresTimestamp(now),
      QuarantinedMessage.Reason.gapNeverClosed.rawValue)
  }
}

/// The table `quarantine`.
enum QuarantineTable {
  /// Removes messages that were put through again.
  static func delete(_ ids: [UUID]) -> Query {
    Query("delete from quarantine where id = any($1)", ids)
  }

  static func insert(_ rows: [QuarantineRow]) -> Query {
    Query(
      """
      insert into quarantine
        (id, reason, detail, received_at, message_id, name, sender, order_id, sequence, headers, body)
      select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      rows.map(\.id), rows.map(\.message.reason.rawValue), rows.map(\.message.detail.storable),
      rows.map { PostgresTimestamp($0.message.receivedAt) },
      rows.map { $0.message.messageID?.storable }, rows.map { $0.message.name?.storable },
      rows.map { $0.message.sender?.storable }, rows.map { $0.message.order?.uuid },
      rows.map(\.message.sequence), rows.map { PostgresJSON($0.message.headers) },
      rows.map(\.message.body))
  }

  static func select(_ prefix: IdentifierPrefix, limit: Int) -> Query {
    Query(
      """
      select id, reason, detail, received_at, message_id, name, sender, order_id, sequence, headers,
        body
      from quarantine where id between $1 and $2 order by id limit $3
      """, prefix.range.lowerBound, prefix.range.upperBound, limit)
  }

  static func newest(order: InstanceID?, limit: Int) -> Query {
    Query(
      """
      select id, reason, detail, received_at, message_id, name, sender, order_id, sequence, headers,
        body
      from quarantine\(order == nil ? "" : " where order_id = $1")
      order by received_at desc, id desc limit $2
      """, order?.uuid, limit)
  }

  static func count(limit: Int) -> Query {
    Query("select count(*) from (select from quarantine limit $1) as counted", limit)
  }

  /// The newest, without headers and bodies.
  static func heads(limit: Int) -> Query {
    Query(
      """
      select id, reason, detail, received_at, message_id, name, sender, order_id, sequence,
        '{}'::json, ''::bytea
      from quarantine order by received_at desc, id desc limit $1
      """, limit)
  }

  static func read(_ row: Row) throws -> QuarantineRow {
    let (id, reason, detail, receivedAt, messageID, name, sender, order, sequence, headers, body) =
      try row.decode(
        UUID.self, String.self, String.self, PostgresTimestamp.self, String?.self, String?.self,
        String?.self, UUID?.self, Int?.self, PostgresJSON.self, [UInt8].self)
    guard let reason = QuarantinedMessage.Reason(rawValue: reason) else {
      throw StoreError.broken("a message is in quarantine for the unknown reason \(reason)")
    }
    return QuarantineRow(
      id: id,
      message: QuarantinedMessage(
        reason: reason, detail: detail, receivedAt: Timestamp(receivedAt), messageID: messageID,
        name: name, sender: sender, order: order.map(InstanceID.init), sequence: sequence,
        headers: try Context(json: headers.utf8), body: body))
  }
}
