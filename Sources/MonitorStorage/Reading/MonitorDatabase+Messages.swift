package import FEEL
package import FoundationEssentials
package import Monitoring
import PostgreSQL
import ProcessEngine

extension MonitorDatabase {
  package func messageFlows(
    at now: Timestamp, lateAfter limit: Duration, orders: Int
  ) async throws -> [MessageFlowAccount] {
    try await pool.withConnection { connection in
      let late = (now + (.zero - limit)).postgres
      let found = try await connection.pipeline([
        TallyRow.all, LiveQueries.inFlight,
        Query(MessageFlowQueries.findings, late, limit / .seconds(1)),
        Query(MessageFlowQueries.delays, min(orders, 2_000)),
      ])
      let oldest = try LiveQueries.oldest(found[1])
      let findings = try MessageFlowQueries.findings(found[2])
      let delays = try MessageFlowQueries.delays(found[3])
      return MessageFlowAccount.all(in: try TallyRow.read(found[0])).map { account in
        var account = account
        let key = Tally(account.sender, .sent, account.name)
        account.oldestInFlight = oldest[key]
        account.findings = findings[account.name] ?? [:]
        account.delays = delays[key] ?? []
        return account
      }
    }
  }

  package func quarantine(limit: Int) async throws -> QuarantineList {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(QuarantineQueries.all(limit))
      if let list = try QuarantineQueries.read(found[...]) { return list }
      let rows = try await connection.execute(Query(MessageFlowQueries.quarantine, limit))
      return QuarantineList(
        tracks: try rows.map { row in
          let (key, track) = try MessageRow.read(row)
          return (key, track, try row.value("reference"))
        })
    }
  }

  package func lastCheck() async throws -> KeptCheck? {
    try CheckRow.read(try await pool.execute(CheckRow.newest))
  }

  /// A message in a party's quarantine by its own id; nil when no party has told of it.
  package func quarantined(_ message: UUID) async throws -> QuarantineList.Item? {
    try await pool.execute(Query(QuarantinedRow.ofMessage, message)).first
      .map(QuarantinedRow.read)
  }
}

/// Queries about what parties told last of their quarantines.
enum QuarantineQueries {
  static func all(_ limit: Int) -> [Query] {
    [QuarantinedRow.counts, Query(QuarantinedRow.newest, limit)]
  }

  /// Nil as long as no party has told anything.
  static func read(_ found: ArraySlice<QueryResult>) throws -> QuarantineList? {
    guard let counts = found.first, let newest = found.last, !counts.isEmpty else { return nil }
    return QuarantineList(
      items: try newest.map(QuarantinedRow.read),
      count: try counts.reduce(0) { $0 + Int(try $1.value(at: 1, as: Int32.self)) })
  }
}

/// Queries about how messages fared.
enum MessageFlowQueries {
  static let quarantine = """
    select m.*, (select coalesce(max(reference), '') from order_side s where s.order_id = m.order_id) as reference
    from message m where \(MessageFindings.condition(.quarantined))
    order by quarantined_at desc, message_id limit $1
    """

  /// Orders by name and by what was wrong, and whether there are more than were looked at.
  static let findings: String = {
    let conditions: [(OrderFilter.Finding, String)] = [
      (.unreceived, "\(MessageFindings.isUnderWay) and sent_at < $1"),
      (.late, "\(MessageFindings.late) > $2 * interval '1 second'"),
      (.receivedTwice, "\(MessageFindings.odd) and receipts > 1"), (.duplicate, "true"),
      (.disordered, "\(MessageFindings.odd) and disordered"),
      (.quarantined, "\(MessageFindings.odd) and quarantined_at is not null"),
      (.negativeHop, "\(MessageFindings.odd) and received_at < sent_at"),
      (.altered, "\(MessageFindings.odd) and sent_digest <> received_digest"),
    ]
    return conditions.map { finding, condition in
      """
      select known.name, '\(finding.rawValue)', found.orders, found.messages > \(finding.bound)
      from \(MessageFindings.names), lateral (
        select count(distinct order_id) as orders, count(*) as messages
        from (\(MessageFindings.of(finding, name: "known.name", condition: condition))) as those) as found
      where found.messages > 0
      """
    }.joined(separator: " union all ")
  }()

  static let delays = """
    select m.sender, m.name, m.received_at, m.sent_at
    from (select order_id from order_ended order by ended_at desc, order_id desc limit $1) as newest
    join message m on m.order_id = newest.order_id
    where m.received_at is not null and m.sent_at is not null
    """

  static func findings(
    _ rows: QueryResult
  ) throws -> [String: [OrderFilter.Finding: BoundedCount]] {
    var findings: [String: [OrderFilter.Finding: BoundedCount]] = [:]
    for row in rows {
      let (name, finding, count, isMore) = try row.decode(
        String.self, String.self, Int.self, Bool.self)
      guard let finding = OrderFilter.Finding(rawValue: finding) else { continue }
      findings[name, default: [:]][finding] = BoundedCount(found: count, isMore: isMore)
    }
    return findings
  }

  /// By sender and name.
  static func delays(_ rows: QueryResult) throws -> [Tally: [Duration]] {
    var delays: [Tally: [Duration]] = [:]
    for row in rows {
      let (sender, name, received, sent) = try row.decode(
        String.self, String.self, PostgresTimestamp.self, PostgresTimestamp.self)
      delays[Tally(sender, .sent, name), default: []].append(
        Timestamp(received) - Timestamp(sent))
    }
    return delays
  }
}
