import Exchange
package import FEEL
package import Monitoring
import PostgreSQL

extension MonitorDatabase {
  package func overview(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double = 1
  ) async throws -> Overview {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(
        ReceptionQueries.all + [
          TallyRow.all, ActivityQueries.recent(before: now, speed: speed),
          TransitionQueries.newest(lines), Query(LiveQueries.elements, now.microseconds),
          LiveQueries.inFlight, Query(LiveQueries.running, now.postgres), FreshnessRow.newest,
        ]
          + AttentionQueries.all(
            at: now, limits: Attention.Limits(speed: speed), limit: lines), timeout: .seconds(10))
      var overview = Overview(at: now)
      overview.reception = try ReceptionQueries.read(Array(found[0..<5]))
      let tallies = try TallyRow.read(found[5])
      let rates = try ActivityQueries.read(found[6])
      overview.parties = map.parties(with: tallies.keys.map(\.party)).map { party in
        var numbers = PartyOverview(party: party, tallies: tallies)
        if let rates = rates[party] {
          (numbers.lastSecond, numbers.lastMinute, numbers.lastHour) = rates
        }
        return numbers
      }
      overview.transitions = try TransitionQueries.read(found[7], map: map)
      overview.elements = try LiveQueries.elements(found[8])
      overview.flows = try LiveQueries.flows(tallies, inFlight: found[9])
      (overview.workInProgress, overview.overdueOrders, overview.ordersWithIncidents) =
        try found[10].soleRow().decode(Int.self, Int.self, Int.self)
      overview.freshness = try found[11].first.map(FreshnessRow.read)
      let attention = Array(found[12...])
      overview.stuck = try AttentionQueries.stuck(Array(attention[..<5]), map: map)
      overview.overdue = try AttentionQueries.overdue(attention[5], now: now)
      return overview
    }
  }
}

/// Queries about what is going on now.
enum LiveQueries {
  /// The tokens, by flow node.
  static let elements = """
    select party, element, count(*), min(entered), count(*) filter (where due < $1), sum(incident)::bigint
    from order_running r,
      unnest(r.token_parties, r.token_elements, r.token_entered, r.token_due, r.token_incident)
        as token (party, element, entered, due, incident)
    group by party, element order by party, element
    """

  static let inFlight: Query = """
    select sender, name, min(sent_at) from message
    where received_at is null and quarantined_at is null and sent_at is not null group by sender, name
    """

  static let running = """
    select count(*), count(*) filter (where next_task_due < $1), count(*) filter (where incidents > 0)
    from order_running
    """

  static func elements(_ rows: QueryResult) throws -> [ElementOverview] {
    try rows.map { row in
      let (party, element, tokens, oldest, overdue, incidents) = try row.decode(
        String.self, String.self, Int.self, Int64.self, Int.self, Int.self)
      return ElementOverview(
        party: party, element: element, tokens: tokens, oldest: Timestamp(microseconds: oldest),
        overdue: overdue, incidents: incidents)
    }
  }

  static func flows(
    _ tallies: [Tally: Int], inFlight rows: QueryResult
  ) throws -> [MessageFlowOverview] {
    let oldest = try oldest(rows)
    return MessageFlowOverview.all(in: tallies).map { flow in
      var flow = flow
      flow.oldestInFlight = oldest[Tally(flow.sender, .sent, flow.name)]
      return flow
    }
  }

  static func oldest(_ rows: QueryResult) throws -> [Tally: Timestamp] {
    var oldest: [Tally: Timestamp] = [:]
    for row in rows {
      let (sender, name, sentAt) = try row.decode(
        String.self, String.self, PostgresTimestamp.self)
      oldest[Tally(sender, .sent, name)] = .init(sentAt)
    }
    return oldest
  }
}

/// Queries about how much is going on.
enum ActivityQueries {
  typealias Rates = (PartyOverview.Rate, PartyOverview.Rate, PartyOverview.Rate)

  /// Sums of the last ten seconds, minute and hour, by party.
  static let sums = """
    select party,
      sum(steps) filter (where start >= $1 - $2 * interval '10 s'),
      sum(started) filter (where start >= $1 - $2 * interval '10 s'),
      sum(ended) filter (where start >= $1 - $2 * interval '10 s'),
      sum(steps) filter (where start >= $1 - $2 * interval '1 min'),
      sum(started) filter (where start >= $1 - $2 * interval '1 min'),
      sum(ended) filter (where start >= $1 - $2 * interval '1 min'),
      sum(steps), sum(started), sum(ended),
      sum(placed) filter (where start >= $1 - $2 * interval '10 s'),
      sum(closed) filter (where start >= $1 - $2 * interval '10 s'),
      sum(placed) filter (where start >= $1 - $2 * interval '1 min'),
      sum(closed) filter (where start >= $1 - $2 * interval '1 min'),
      sum(placed), sum(closed)
    from activity where span = 1 and start >= $1 - $2 * interval '1 h' and start < $1 group by party
    """

  /// Whole seconds only: the present one is not over.
  static func recent(before now: Timestamp, speed: Double) -> Query {
    let second = now.microseconds - now.microseconds % 1_000_000
    return Query(sums, PostgresTimestamp(microseconds: second), speed)
  }

  static func read(_ rows: QueryResult) throws -> [String: Rates] {
    var rates: [String: Rates] = [:]
    for row in rows {
      func rate(_ place: Int, dividedBy seconds: Double = 1) throws -> PartyOverview.Rate {
        func sum(_ column: Int) throws -> Double {
          Double(try row.value(at: column, as: Int?.self) ?? 0) / seconds
        }
        let (parties, orders) = (1 + 3 * place, 10 + 2 * place)
        return PartyOverview.Rate(
          steps: try sum(parties), started: try sum(parties + 1), ended: try sum(parties + 2),
          placed: try sum(orders), closed: try sum(orders + 1))
      }
      let party: String = try row.value(at: 0)
      rates[party] = (try rate(0, dividedBy: 10), try rate(1), try rate(2))
    }
    return rates
  }
}

/// Queries about the newest steps.
enum TransitionQueries {
  static let ofLanes = """
    select e.record, s.reference from lane l
    cross join lateral (
      select order_id, party, at, record from entry
      where entry.party = l.party and entry.lane = l.lane order by number desc limit $1) e
    left join order_side s on s.order_id = e.order_id and s.party = e.party
    order by e.at desc limit $1
    """

  static func newest(_ limit: Int) -> Query { Query(ofLanes, limit) }

  static func read(_ rows: QueryResult, map: ProcessMap) throws -> [Transition] {
    let narrator = Narrator(map)
    return try rows.map { row in
      let (record, reference) = try row.decode(PostgresText.self, String?.self)
      let entry = try EntryRow.read(record)
      return Transition(
        at: entry.at, party: entry.party, order: entry.order, reference: reference,
        text: narrator.headline(of: entry))
    }
  }
}
