package import FEEL
package import Monitoring
import PostgreSQL

extension MonitorDatabase {
  package func generation() async throws -> Int {
    try await pool.execute(PositionRow.generation).soleRow().value(at: 0)
  }

  package func freshness(in period: Range<Timestamp>) async throws -> [FreshnessMinute] {
    let rows = try await pool.execute(
      Query(FreshnessRow.inPeriod, period.lowerBound.postgres, period.upperBound.postgres))
    return try rows.map { try FreshnessRow.read($0) }
  }

  package func activity(
    _ span: Activity.Span, in period: Range<Timestamp>
  ) async throws -> [(stretch: Activity.Stretch, activity: Activity)] {
    let rows = try await pool.execute(
      Query(
        ActivityRow.inPeriod, span.rawValue, period.lowerBound.postgres,
        period.upperBound.postgres, 10_000))
    return try rows.map { try ActivityRow.read($0) }
  }

  package func tallies(asOf time: Timestamp) async throws -> [Tally: Int] {
    let end = Timestamp(microseconds: (time.wholeSeconds + 1) * 1_000_000)
    let rows = try await pool.execute(PastQueries.counts(before: end))
    var tallies: [Tally: Int] = [:]
    for row in rows {
      let (party, key, amount) = try row.decode(String.self, String.self, Int.self)
      guard let name = ActivityRow.name(key), amount != 0 else { continue }
      tallies[Tally(party, name.kind, name.name)] = amount
    }
    return tallies
  }
}

/// Queries about how it was.
enum PastQueries {
  /// Whole days, then the hours of the last day, the minutes of its last hour, and the seconds of its last minute.
  static let changes = """
    with past as (
      select party, changes, placed, closed from activity where span = 86400 and start < $1
      union all select party, changes, placed, closed from activity
        where span = 3600 and start >= $1 and start < $2
      union all select party, changes, placed, closed from activity
        where span = 60 and start >= $2 and start < $3
      union all select party, changes, placed, closed from activity
        where span = 1 and start >= $3 and start < $4)
    select party, key, sum(value::bigint)::bigint from past, jsonb_each_text(changes) group by party, key
    union all select party, 'placed ', sum(placed)::bigint from past group by party
    union all select party, 'closed ', sum(closed)::bigint from past group by party
    """

  static func counts(before end: Timestamp) -> Query {
    func begin(_ span: Activity.Span) -> PostgresTimestamp {
      let stretch = Activity.Stretch(party: "", span: span, second: end.wholeSeconds)
      return PostgresTimestamp(microseconds: stretch.start * 1_000_000)
    }
    return Query(changes, begin(.day), begin(.hour), begin(.minute), end.postgres)
  }
}
