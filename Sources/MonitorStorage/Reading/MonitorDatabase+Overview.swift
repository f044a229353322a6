import Exchange
package import FEEL
package import Monitoring
import PostgreSQL
import ProcessEngine

extension MonitorDatabase {
  /// The picture of all orders at `now`. What it costs does not grow with the number of orders that have ended.
  ///
  /// - Parameters:
  ///   - lines: how many transitions, stuck and overdue ones are wanted of each.
  ///   - speed: how much faster than the machine's the parties' clock runs: rates are those that people see.
  package func overview(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double = 1
  ) async throws -> Overview {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(
        ReceptionQueries.all + [
          TallyRow.all, ActivityQueries.recent(before: now, speed: speed),
          TransitionQueries.newest(lines),
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
      overview.flows = MessageFlowOverview.all(in: tallies)
      overview.transitions = try TransitionQueries.read(found[7], map: map)
      overview.stuck = try AttentionQueries.stuck(Array(found[8..<13]), now: now, map: map)
      overview.overdue = try AttentionQueries.overdue(found[13], now: now)
      return overview
    }
  }
}

/// Queries about how much is going on.
enum ActivityQueries {
  typealias Rates = (PartyOverview.Rate, PartyOverview.Rate, PartyOverview.Rate)

  /// Sums of the last ten seconds, minute and hour, by party.
  static let sums = """
    select party,
      sum(steps) filter (where second >= $1 - $2 * interval '10 s'),
      sum(started) filter (where second >= $1 - $2 * interval '10 s'),
      sum(ended) filter (where second >= $1 - $2 * interval '10 s'),
      sum(steps) filter (where second >= $1 - $2 * interval '1 min'),
      sum(started) filter (where second >= $1 - $2 * interval '1 min'),
      sum(ended) filter (where second >= $1 - $2 * interval '1 min'),
      sum(steps), sum(started), sum(ended)
    from activity where second >= $1 - $2 * interval '1 h' and second < $1 group by party
    """

  /// Whole seconds only: the present one is not over.
  static func recent(before now: Timestamp, speed: Double) -> Query {
    let second = now.microseconds - now.microseconds % 1_000_000
    return Query(sums, PostgresTimestamp(microseconds: second), speed)
  }

  static func read(_ rows: QueryResult) throws -> [String: Rates] {
    var rates: [String: Rates] = [:]
    for row in rows {
      func rate(_ column: Int, dividedBy seconds: Double = 1) throws -> PartyOverview.Rate {
        func sum(_ offset: Int) throws -> Double {
          Double(try row.value(at: column + offset, as: Int?.self) ?? 0) / seconds
        }
        return PartyOverview.Rate(steps: try sum(0), started: try sum(1), ended: try sum(2))
      }
      let party: String = try row.value(at: 0)
      rates[party] = (try rate(1, dividedBy: 10), try rate(4), try rate(7))
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
      let (record, reference) = try row.decode(PostgresJSON.self, String?.self)
      let entry = try EntryRow.read(record)
      return Transition(
        at: entry.at, party: entry.party, order: entry.order, reference: reference,
        text: narrator.headline(of: entry))
    }
  }
}
