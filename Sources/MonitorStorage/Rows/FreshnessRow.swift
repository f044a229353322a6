import FEEL
import Monitoring
import PostgreSQL

/// The table `freshness`: how old events were when they became visible, by minute.
enum FreshnessRow {
  /// A minute that two processes have a part of, one after the other, keeps the worse percentiles of both.
  static let insert = """
    insert into freshness (minute, entries, median, p99, longest) values ($1, $2, $3, $4, $5)
    on conflict (minute) do update set
      entries = freshness.entries + excluded.entries, median = greatest(freshness.median, excluded.median),
      p99 = greatest(freshness.p99, excluded.p99), longest = greatest(freshness.longest, excluded.longest)
    """

  static let inPeriod = """
    select minute, entries, median, p99, longest from freshness
    where minute >= $1 and minute < $2 order by minute limit 10000
    """

  static let newest: Query =
    "select minute, entries, median, p99, longest from freshness order by minute desc limit 1"

  static func add(_ minute: FreshnessMinute) -> Query {
    Query(
      insert, PostgresTimestamp(microseconds: minute.start * 1_000_000),
      Int32(clamping: minute.entries),
      milliseconds(minute.median), milliseconds(minute.p99), milliseconds(minute.longest))
  }

  static func read(_ row: Row) throws -> FreshnessMinute {
    let (minute, entries, median, p99, longest) = try row.decode(
      PostgresTimestamp.self, Int.self, Int.self, Int.self, Int.self)
    return FreshnessMinute(
      start: Timestamp(minute).wholeSeconds, entries: entries, median: .milliseconds(median),
      p99: .milliseconds(p99), longest: .milliseconds(longest))
  }

  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
  }
}
