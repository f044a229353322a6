import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The tables `quarantine_told` and `quarantined`: what parties told last of their quarantines.
enum QuarantinedRow {
  private static let count = """
    insert into quarantine_told (party, count) select * from unnest($1::text[], $2::int8[])
    on conflict on constraint quarantine_told_pkey do update set count = excluded.count
    """

  private static let insert = """
    insert into quarantined
      (party, id, at, reason, detail, message_id, name, sender, order_id, sequence)
    select * from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::text[],
      $8::text[], $9::uuid[], $10::int8[])
    on conflict on constraint quarantined_pkey do nothing
    """

  /// Statements that put the last of what each party told in the place of what it told before.
  static func writes(_ reports: [TransportReport]) -> [Query] {
    var told: [String: QuarantineSummary] = [:]
    for report in reports { told[report.party] = report.quarantine ?? told[report.party] }
    guard !told.isEmpty else { return [] }
    let parties = told.keys.sorted()
    let rows = parties.flatMap { party in (told[party]?.newest ?? []).map { (party, $0) } }
    return [
      Query("delete from quarantined where party = any($1)", parties.map(\.storable)),
      Query(count, parties.map(\.storable), parties.map { told[$0]?.count ?? 0 }),
      Query(
        insert, rows.map(\.0.storable), rows.map(\.1.id), rows.map(\.1.message.receivedAt.postgres),
        rows.map(\.1.message.reason.rawValue), rows.map(\.1.message.detail.storable),
        rows.map { $0.1.message.messageID.flatMap { UUID(uuidString: $0) } },
        rows.map { $0.1.message.name?.storable }, rows.map { $0.1.message.sender?.storable },
        rows.map { $0.1.message.order?.uuid }, rows.map(\.1.message.sequence)),
    ]
  }

  private static let columns = """
    q.party, q.id, q.at, q.reason, q.detail, q.message_id, q.name, q.sender, q.order_id, q.sequence,
      (select coalesce(max(reference), '') from order_side s where s.order_id = q.order_id having count(*) > 0)
    """

  static let counts: Query = "select party, count from quarantine_told order by party"

  static let newest = """
    select \(columns) from quarantined q order by q.at desc, q.party, q.id limit $1
    """

  static let ofOrder = """
    select \(columns) from quarantined q where q.order_id = $1 order by q.at desc, q.party, q.id
    """

  static let ofMessage = """
    select \(columns) from quarantined q where q.message_id = $1 order by q.at desc, q.party, q.id limit 1
    """

  /// The messages that are not on their way although no journal says what became of them.
  static let ids = "array(select message_id from quarantined where message_id is not null)"

  static let messages = Query("select unnest(\(ids))")

  /// Those of them that were sent, by what they are.
  static let lost = Query(
    """
    select m.sender, m.name, count(*)
    from message m where m.message_id = any(\(ids)) and m.received_at is null and m.quarantined_at is null
      and m.sent_at is not null
    group by m.sender, m.name
    """)

  static func read(_ row: Row) throws -> QuarantineList.Item {
    let (party, id, at, reason, detail, message, name, sender, order, sequence, reference) =
      try row.decode(
        String.self, UUID.self, PostgresTimestamp.self, String.self, String.self, UUID?.self,
        String?.self, String?.self, UUID?.self, Int?.self, String?.self)
    return QuarantineList.Item(
      party: party, id: id, at: Timestamp(at), name: name ?? "", message: message?.text,
      sender: sender, sequence: sequence, order: order.map { InstanceID($0) },
      reference: reference, reason: reason, detail: detail)
  }
}
