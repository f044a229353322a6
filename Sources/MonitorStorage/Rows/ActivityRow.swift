import FEEL
import Monitoring
import PostgreSQL

/// The table `activity`: what each party did in each second, minute, hour and day.
enum ActivityRow {
  static let add = """
    insert into activity (span, start, party, steps, started, ended, sent, received, changes, placed,
      closed)
    select * from unnest($1::int8[], $2::timestamptz[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[],
      $8::int8[], $9::jsonb[], $10::int8[], $11::int8[])
    on conflict (span, start, party) do update set
      steps = activity.steps + excluded.steps, started = activity.started + excluded.started,
      ended = activity.ended + excluded.ended, sent = activity.sent + excluded.sent,
      received = activity.received + excluded.received,
      placed = activity.placed + excluded.placed, closed = activity.closed + excluded.closed,
      changes = sum_of_changes(activity.changes, excluded.changes)
    """

  static let inPeriod = """
    select span, start, party, steps, started, ended, sent, received, changes, placed, closed from activity
    where span = $1 and start >= $2 and start < $3 order by start, party limit $4
    """

  static func add(_ seconds: [Activity.Stretch: Activity]) -> Query {
    let rows = Array(Activity.rollUp(seconds))
    return Query(
      add, rows.map(\.key.span.rawValue),
      rows.map { PostgresTimestamp(microseconds: $0.key.start * 1_000_000) }, rows.map(\.key.party),
      rows.map(\.value.steps), rows.map(\.value.started), rows.map(\.value.ended),
      rows.map(\.value.sent), rows.map(\.value.received),
      rows.map { PostgresJSONB(utf8: json($0.value.changes)) }, rows.map(\.value.placed),
      rows.map(\.value.closed))
  }

  static func read(_ row: Row) throws -> (stretch: Activity.Stretch, activity: Activity) {
    let (span, start, party, steps, started, ended, sent, received, changes, placed, closed) =
      try row.decode(
        Int.self, PostgresTimestamp.self, String.self, Int.self, Int.self, Int.self, Int.self,
        Int.self, PostgresJSONB.self, Int.self, Int.self)
    var activity = Activity()
    (activity.steps, activity.started, activity.ended) = (steps, started, ended)
    (activity.sent, activity.received) = (sent, received)
    (activity.placed, activity.closed) = (placed, closed)
    for entry in try Value(json: changes.utf8).context?.entries ?? [] {
      guard let name = name(entry.key), let amount = entry.value.integer else { continue }
      activity.changes[name] = amount
    }
    let stretch = Activity.Stretch(
      party: party, span: Activity.Span(rawValue: span) ?? .second,
      second: Timestamp(start).wholeSeconds)
    return (stretch, activity)
  }

  /// `kind name`; nil for a kind that only a newer monitor knows.
  static func name(_ key: String) -> Tally.Name? {
    let parts = key.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Tally.Kind(rawValue: String(parts[0])) else { return nil }
    return Tally.Name(kind, String(parts[1]))
  }

  private static func json(_ changes: [Tally.Name: Int]) -> [UInt8] {
    var context = Context()
    for (name, amount) in changes {
      context["\(name.kind.rawValue) \(name.name.storable)"] = .number(amount)
    }
    return context.json()
  }
}
