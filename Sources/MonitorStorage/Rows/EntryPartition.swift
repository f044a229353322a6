import FEEL
import Monitoring
import PostgreSQL

/// One month of the table `entry`, UTC.
struct EntryPartition: Hashable, Comparable, Sendable {
  /// Months since January of the year 0.
  let month: Int

  init(month: Int) { self.month = month }

  init(of time: Timestamp) {
    self.init(month: Self.month(ofDay: Int(time.wholeDays)))
  }

  static func < (left: EntryPartition, right: EntryPartition) -> Bool { left.month < right.month }

  private var year: Int { month / 12 }
  private var number: Int { month % 12 + 1 }

  /// `entry_y2026m11`
  var name: String { "entry_y\(year)m\(Self.two(number))" }

  private var firstDay: String {
    var digits = String(year)
    while digits.count < 4 { digits = "0" + digits }
    return "\(digits)-\(Self.two(number))-01T00:00:00Z"
  }

  /// Makes the partition unless it is there.
  var creation: Query {
    Query(
      """
      create table if not exists \(name) partition of entry
      for values from ('\(firstDay)') to ('\(EntryPartition(month: month + 1).firstDay)')
      """, prepared: false)
  }

  var removal: Query { Query("drop table if exists \(name)", prepared: false) }

  /// The partitions that are there, by name.
  static let names: Query = """
    select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'entry'::regclass order by c.relname
    """

  /// Reads `entry_y2026m11`; nil for any other name.
  init?(name: String) {
    guard name.hasPrefix("entry_y") else { return nil }
    let parts = name.dropFirst("entry_y".count).split(separator: "m")
    guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
      (1...12).contains(number)
    else { return nil }
    self.init(month: year * 12 + number - 1)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The month of a day since 1970 in the proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date
  /// Algorithms").
  private static func month(ofDay day: Int) -> Int {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)) * 12 + month - 1
  }
}

extension Timestamp {
  /// Whole days since 1970, UTC, rounded down.
  fileprivate var wholeDays: Int64 {
    let day: Int64 = 86_400
    return (wholeSeconds - ((wholeSeconds % day) + day) % day) / day
  }
}
