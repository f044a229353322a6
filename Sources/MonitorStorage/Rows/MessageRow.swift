import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The table `message`: the life of each message between the parties.
enum MessageRow {
  static let merge = """
    insert into message (
      order_id, message_id, name, sender, receiver, sequence, sent_at, sent_digest, received_name,
      received_by, received_at, received_digest, receipts, correlated_at, correlated_to,
      quarantined_at, quarantine_reason, disordered)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int8[],
      $7::timestamptz[], $8::int8[], $9::text[], $10::text[], $11::timestamptz[], $12::int8[],
      $13::int8[], $14::timestamptz[], $15::text[], $16::timestamptz[], $17::text[], $18::bool[])
    on conflict (order_id, message_id) do update set
      name = coalesce(message.name, excluded.name),
      sender = coalesce(message.sender, excluded.sender),
      receiver = coalesce(message.receiver, excluded.receiver),
      sequence = coalesce(message.sequence, excluded.sequence),
      sent_at = coalesce(message.sent_at, excluded.sent_at),
      sent_digest = coalesce(message.sent_digest, excluded.sent_digest),
      received_name = coalesce(message.received_name, excluded.received_name),
      received_by = coalesce(message.received_by, excluded.received_by),
      received_at = coalesce(message.received_at, excluded.received_at),
      received_digest = coalesce(message.received_digest, excluded.received_digest),
      receipts = message.receipts + excluded.receipts,
      correlated_at = coalesce(message.correlated_at, excluded.correlated_at),
      correlated_to = coalesce(message.correlated_to, excluded.correlated_to),
      quarantined_at = coalesce(message.quarantined_at, excluded.quarantined_at),
      quarantine_reason = coalesce(message.quarantine_reason, excluded.quarantine_reason),
      disordered = message.disordered or excluded.disordered
    """

  static let ofOrders = """
    select order_id, message_id, name, sender, receiver, sequence, sent_at, sent_digest, received_name,
      received_by, received_at, received_digest, receipts, correlated_at, correlated_to,
      quarantined_at, quarantine_reason, disordered
    from message where order_id = any($1) order by order_id, sent_at, message_id
    """

  static func merge(_ tracks: [MessageKey: MessageTrack]) -> Query {
    // Ids of messages between the parties are UUIDs: the wire has no other.
    let rows = tracks.compactMap { key, track in
      UUID(text: key.id).map { (order: key.order.uuid, id: $0, track: track) }
    }
    return Query(
      merge, rows.map(\.order), rows.map(\.id), rows.map(\.track.sending?.name.storable),
      rows.map(\.track.sending?.sender), rows.map(\.track.sending?.receiver),
      rows.map(\.track.sending?.sequence), rows.map { $0.track.sending?.at.postgres },
      rows.map(\.track.sending?.digest.value), rows.map(\.track.receipt?.name.storable),
      rows.map(\.track.receipt?.receiver), rows.map { $0.track.receipt?.at.postgres },
      rows.map(\.track.receipt?.digest.value), rows.map(\.track.receipts),
      rows.map { $0.track.correlatedAt?.postgres }, rows.map(\.track.correlatedTo),
      rows.map { $0.track.quarantinedAt?.postgres }, rows.map(\.track.quarantineReason?.storable),
      rows.map(\.track.isDisordered))
  }

  static func read(_ row: Row) throws -> (key: MessageKey, track: MessageTrack) {
    var track = MessageTrack()
    let order: UUID = try row.value("order_id")
    let id: UUID = try row.value("message_id")
    if let at = try row.value("sent_at", as: PostgresTimestamp?.self) {
      track.sending = MessageTrack.Sending(
        name: try row.value("name"), sender: try row.value("sender"),
        receiver: try row.value("receiver"),
        sequence: Int(try row.value("sequence", as: Int32.self)), at: .init(at),
        digest: PayloadDigest(value: try row.value("sent_digest")))
    }
    if let at = try row.value("received_at", as: PostgresTimestamp?.self) {
      track.receipt = MessageTrack.Receipt(
        name: try row.value("received_name"), receiver: try row.value("received_by"),
        at: .init(at), digest: PayloadDigest(value: try row.value("received_digest")))
    }
    track.receipts = Int(try row.value("receipts", as: Int32.self))
    track.correlatedAt = try row.value("correlated_at", as: PostgresTimestamp?.self)
      .map { .init($0) }
    track.correlatedTo = try row.value("correlated_to")
    track.quarantinedAt = try row.value("quarantined_at", as: PostgresTimestamp?.self)
      .map { .init($0) }
    track.quarantineReason = try row.value("quarantine_reason")
    track.isDisordered = try row.value("disordered")
    return (
      MessageKey(order: InstanceID(order), id: id.text), track
    )
  }
}
