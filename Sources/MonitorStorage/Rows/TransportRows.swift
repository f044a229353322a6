import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The tables `confirmation`, `sighting`, `quarantine_told` and `quarantined`: what parties tell beside their journals.
enum TransportRows {
  private static let insertConfirmations = """
    insert into confirmation (party, lane, first, last, at)
    select * from unnest($1::text[], $2::int8[], $3::int8[], $4::int8[], $5::timestamptz[])
    on conflict on constraint confirmation_pkey do nothing
    """

  private static let insertSightings = """
    insert into sighting (order_id, message_id, party, kind, at)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
    on conflict on constraint sighting_pkey do nothing
    """

  /// Statements that write reports; what has been heard before stays as it is.
  static func writes(_ reports: [TransportReport]) -> [Query] {
    var writes: [Query] = []
    let confirmations = reports.flatMap { report in report.confirmations.map { (report.party, $0) }
    }
    if !confirmations.isEmpty {
      writes.append(
        Query(
          insertConfirmations, confirmations.map(\.0.storable), confirmations.map(\.1.lane),
          confirmations.map(\.1.first), confirmations.map(\.1.last),
          confirmations.map(\.1.at.postgres)))
    }
    let sightings = reports.flatMap { report in report.sightings.map { (report.party, $0) } }
    if !sightings.isEmpty {
      writes.append(
        Query(
          insertSightings, sightings.map(\.1.order.uuid), sightings.map(\.1.message),
          sightings.map(\.0.storable), sightings.map(\.1.kind.rawValue),
          sightings.map(\.1.at.postgres)))
    }
    return writes + QuarantinedRow.writes(reports)
  }

  /// When the broker had taken some entries.
  private static let confirmed = """
    select told.at
    from unnest($1::text[], $2::int8[], $3::int8[]) with ordinality as entry (party, lane, number, place)
    left join lateral (
      select first, at from confirmation c
      where c.party = entry.party and c.lane = entry.lane and c.last >= entry.number
      order by c.last limit 1) as told on told.first <= entry.number
    order by entry.place
    """

  private static let seen =
    "select message_id, kind, at from sighting where order_id = $1 order by at, message_id, kind"

  /// What asks for that of an order.
  static func queries(of order: InstanceID, _ entries: [JournalEntry]) -> [Query] {
    [
      Query(confirmed, entries.map(\.party), entries.map(\.lane), entries.map(\.number)),
      Query(seen, order.uuid), Query(QuarantinedRow.ofOrder, order.uuid),
    ]
  }

  /// - Parameters:
  ///   - found: what the queries found.
  ///   - entries: that were asked for.
  static func read(
    _ found: [QueryResult], of order: InstanceID, _ entries: [JournalEntry]
  ) throws -> [MessageNotice] {
    var notices: [MessageNotice] = []
    for (entry, row) in zip(entries, found[0]) {
      guard let at = try row.value(at: 0, as: PostgresTimestamp?.self) else { continue }
      notices += MessageNotice.published(entry, at: Timestamp(at))
    }
    for row in found[1] {
      let (message, kind, at) = try row.decode(UUID.self, String.self, PostgresTimestamp.self)
      guard let kind = TransportReport.Sighting.Kind(rawValue: kind) else { continue }
      notices.append(MessageNotice(kind, message, at: Timestamp(at)))
    }
    return notices + (try found[2].compactMap { MessageNotice(try QuarantinedRow.read($0)) })
  }
}
