import Exchange
package import FEEL
package import Monitoring
import PostgreSQL

extension MonitorDatabase {
  package func overview(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double = 1
  ) async throws -> Overview {
    async let attention = attention(at: now, lines: lines, map: map, speed: speed)
    var overview = try await pool.withConnection { connection in
      let found = try await connection.pipeline(
        ReceptionQueries.all + [
          TallyRow.all, ActivityQueries.recent(before: now, speed: speed),
          TransitionQueries.newest(lines), LiveQueries.running(at: now), LiveQueries.inFlight,
          FreshnessRow.newest, QuarantinedRow.lost, CheckRow.newestTime,
        ] + QuarantineQueries.all(lines), timeout: .seconds(10))
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
      var work = try LiveQueries.Work(found[8])
      if work.isCrowded {
        try work.add(await connection.execute(LiveQueries.crowded(at: now), timeout: .seconds(10)))
      }
      overview.elements = work.elements
      overview.workInProgress = work.orders
      overview.overdueOrders = work.overdueOrders
      overview.ordersWithIncidents = work.ordersWithIncidents
      overview.flows = try LiveQueries.flows(tallies, inFlight: found[9], lost: found[11])
      overview.freshness = try found[10].first.map(FreshnessRow.read)
      overview.checkedAt = try found[12].first.map {
        Timestamp(try $0.value(at: 0, as: PostgresTimestamp.self))
      }
      overview.quarantine = try QuarantineQueries.read(found[13...])
      return overview
    }
    overview.attention = try await attention
    return overview
  }

  package func attention(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double
  ) async throws -> AttentionList {
    let queries = AttentionQueries.all(
      at: now, limits: Attention.Limits(speed: speed), limit: lines)
    let found = try await pool.withConnection { connection in
      try await connection.pipeline(queries, timeout: .seconds(10))
    }
    return try AttentionQueries.read(found, map: map, now: now)
  }
}

/// Queries about what is going on now.
enum LiveQueries {
  /// The running orders by where their tokens are, and each of the first places of the tokens with what waits there.
  private static let byPlaces: String = {
    let places = TokenColumns.places.map { token in
      """
      min(\(token.entered)), count(*) filter (where \(token.due) < $1), \
      coalesce(sum(\(token.incident)), 0)::bigint
      """
    }
    return """
      select token_parties, token_elements, count(*), count(*) filter (where next_task_due < $2),
        count(*) filter (where incidents > 0), \(places.joined(separator: ", "))
      from order_running group by token_parties, token_elements
      """
  }()

  static func running(at now: Timestamp) -> Query {
    Query(byPlaces, now.microseconds, now.postgres)
  }

  /// The tokens of orders with more of them than `byPlaces` has places.
  private static let ofCrowded: String = {
    let token = TokenColumns.ofUnnested
    return """
      select \(token.party), \(token.element), count(*), min(\(token.entered)),
        count(*) filter (where \(token.due) < $1), sum(\(token.incident))::bigint
      from order_running, \(TokenColumns.unnested)
      where \(TokenColumns.isCrowded) group by \(token.party), \(token.element)
      """
  }()

  static func crowded(at now: Timestamp) -> Query { Query(ofCrowded, now.microseconds) }

  static let inFlight = Query(
    """
    select sender, name, min(sent_at) from message
    where \(MessageFindings.isUnderWay) and sent_at is not null group by sender, name
    """)

  /// The work in progress, added up.
  struct Work {
    private(set) var orders = 0
    private(set) var overdueOrders = 0
    private(set) var ordersWithIncidents = 0
    /// Whether there are orders with more tokens than have been counted.
    private(set) var isCrowded = false
    private var byPlace: [Tally: ElementOverview] = [:]

    /// - Parameter rows: of `running`.
    init(_ rows: QueryResult) throws {
      for row in rows {
        let parties: [String] = try row.value(at: 0)
        let elements: [String] = try row.value(at: 1)
        let tokens: Int = try row.value(at: 2)
        orders += tokens
        overdueOrders += try row.value(at: 3)
        ordersWithIncidents += try row.value(at: 4)
        guard elements.count <= TokenColumns.limit else {
          isCrowded = true
          continue
        }
        for (index, (party, element)) in zip(parties, elements).enumerated() {
          try add(party, element, tokens, row, at: 5 + 3 * index)
        }
      }
    }

    /// - Parameter rows: of `crowded`.
    mutating func add(_ rows: QueryResult) throws {
      for row in rows {
        try add(row.value(at: 0), row.value(at: 1), row.value(at: 2), row, at: 3)
      }
    }

    /// - Parameter column: has since when the oldest waits; the next ones how many are overdue, and have an incident.
    private mutating func add(
      _ party: String, _ element: String, _ tokens: Int, _ row: Row, at column: Int
    ) throws {
      let more = ElementOverview(
        party: party, element: element, tokens: tokens,
        oldest: Timestamp(microseconds: try row.value(at: column)),
        overdue: try row.value(at: column + 1), incidents: try row.value(at: column + 2))
      let place = Tally(party, .active, element)
      byPlace[place] = byPlace[place].map { $0.joined(with: more) } ?? more
    }

    /// By party and id.
    var elements: [ElementOverview] {
      byPlace.values.sorted { ($0.party, $0.element) < ($1.party, $1.element) }
    }
  }

  /// - Parameters:
  ///   - inFlight: rows of `inFlight`.
  ///   - lost: rows of `QuarantinedRow.lost`.
  static func flows(
    _ tallies: [Tally: Int], inFlight: QueryResult, lost: QueryResult
  ) throws -> [MessageFlowOverview] {
    let oldest = try oldest(inFlight)
    let lost = try lost.reduce(into: [Tally: Int]()) { lost, row in
      let (sender, name, count) = try row.decode(String.self, String.self, Int.self)
      lost[Tally(sender, .sent, name)] = count
    }
    return MessageFlowOverview.all(in: tallies).map { flow in
      let tally = Tally(flow.sender, .sent, flow.name)
      var flow = flow
      flow.oldestInFlight = oldest[tally]
      flow.setAside(lost[tally, default: 0])
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
