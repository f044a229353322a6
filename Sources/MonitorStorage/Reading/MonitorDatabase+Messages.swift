package import FEEL
import FoundationEssentials
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
      let told = try TransportRows.readQuarantine(
        try await connection.execute(TransportRows.quarantine))
      var list: QuarantineList
      if told.isEmpty {
        let rows = try await connection.execute(Query(MessageFlowQueries.quarantine, limit))
        list = QuarantineList(tracks: try rows.map(MessageRow.read))
      } else {
        list = QuarantineList(told: told, limit: limit)
      }
      let references = try await connection.execute(
        Query(OrderQueries.references, list.orders.map(\.uuid)))
      list.name(
        try references.reduce(into: [:]) { found, row in
          let (order, reference) = try row.decode(UUID.self, String.self)
          found[InstanceID(order)] = reference
        })
      return list
    }
  }
}

/// Queries about how messages fared.
enum MessageFlowQueries {
  static let quarantine = """
    select m.* from message m where \(MessageFindings.condition(.quarantined))
    order by quarantined_at desc, message_id limit $1
    """

  /// Orders by name and by what was wrong, and whether there are more than were looked at.
  static let findings: String = {
    let conditions: [(OrderFilter.Finding, String)] = [
      (.unreceived, "received_at is null and quarantined_at is null and sent_at < $1"),
      (.late, "\(MessageFindings.late) > $2 * interval '1 second' order by hop desc"),
      (.receivedTwice, "\(MessageFindings.odd) and receipts > 1"),
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
        from (select order_id from message where \(MessageFindings.named("known.name", finding)) and \(condition)
          limit \(MessageFindings.limit(finding))) as those) as found
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
