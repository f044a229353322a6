import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `audit`.
enum AuditTable {
  static func insert(_ records: [AuditRecord]) -> Query {
    Query(
      one: "\(insert) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      many: "\(insert) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      records.map { PostgresTimestamp($0.at) }, records.map(\.actor.indexable),
      records.map(\.action.indexable), records.map(\.order?.uuid), records.map(\.subject.storable),
      records.map { json($0.before) }, records.map { json($0.after) },
      records.map(\.origin.address), records.map(\.origin.channel.rawValue),
      records.map(\.origin.traceID))
  }

  private static let insert = """
    insert into audit (at, actor, action, order_id, subject, before, after, address, channel, trace_id)
    """

  private static func json(_ value: Value) -> PostgresJSON? {
    value == .null ? nil : PostgresJSON(value)
  }

  static func list(_ query: AuditQuery, after cursor: AuditCursor?) -> Query {
    // Not kept prepared: planned for the filters that are there, so that the index of each can be used.
    let isWhole = query.action?.contains(".") ?? true
    return Query(
      """
      select id, at, actor, action, order_id,
        (select nullif(reference, '') from listing where listing.order_id = audit.order_id),
        subject, before, after, address, channel, trace_id
      from audit
      where ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
        and ($4::uuid is null or order_id = $4) and ($5::text is null or actor = $5)
        and ($6::text is null or \(isWhole ? "action = $6" : "starts_with(action, $6 || '.')"))
        and ($7::timestamptz is null or (at, id) < ($7, $8::bigint))
      order by at desc, id desc limit $1
      """, query.limit + 1, query.from.map(PostgresTimestamp.init),
      query.to.map(PostgresTimestamp.init), query.order?.uuid, query.actor?.indexable,
      query.action?.indexable, cursor?.at, cursor?.id, prepared: false)
  }

  static func read(_ row: Row) throws -> (id: Int, record: AuditRecord) {
    let (id, at, actor, action, order, reference, subject, before, after, address, channel, trace) =
      try row.decode(
        Int.self, PostgresTimestamp.self, String.self, String.self, UUID?.self, String?.self,
        String.self, PostgresJSON?.self, PostgresJSON?.self, String?.self, String.self, String?.self
      )
    guard let channel = Origin.Channel(rawValue: channel) else {
      throw StoreError.broken("an audit record has the unknown channel \(channel)")
    }
    return (
      id,
      AuditRecord(
        at: Timestamp(at), actor: actor, action: action, order: order.map(InstanceID.init),
        reference: reference, subject: subject, before: try before?.value() ?? .null,
        after: try after?.value() ?? .null,
        origin: Origin(address: address, channel: channel, traceID: trace))
    )
  }
}

/// Where a page of the audit trail ended.
struct AuditCursor {
  let at: PostgresTimestamp
  let id: Int

  init(_ id: Int, _ record: AuditRecord) {
    at = PostgresTimestamp(record.at)
    self.id = id
  }

  init(text: String) throws(StoreError) {
    let parts = text.split(separator: "_")
    guard parts.count == 2, let time = Int64(parts[0]), let id = Int(parts[1]) else {
      throw .invalidCursor
    }
    at = PostgresTimestamp(microseconds: time)
    self.id = id
  }

  var text: String { "\(at.microseconds)_\(id)" }
}
