/// The forms in which a log can be written.
package enum LogFormat: String, Hashable, Sendable, CaseIterable {
  /// OCEL 2.0 as JSON.
  case ocel
  /// OCEL 2.0 as an SQLite database.
  case ocelSQLite = "ocel-sqlite"
  /// IEEE 1849.
  case xes
  /// One event a line, with the columns of `EventRow`.
  case csv
  /// The same as JSON objects.
  case jsonl
  /// The journal entries as the parties wrote them, one a line: everything that is known.
  case entries
}

/// Writes a log as text, order by order. What has to come after all orders is kept aside by whoever writes.
package protocol TextLog: Sendable {
  /// What comes before the first order.
  var opening: String { get }

  /// Adds an order.
  ///
  /// - Parameters:
  ///   - text: gets what comes now.
  ///   - rest: gets what comes after the last order.
  mutating func add(_ order: OrderLog, to text: inout [UInt8], rest: inout [UInt8])

  /// What stands between what came now and what was kept for later.
  var divider: String { get }

  /// The end.
  var closing: String { get }
}

extension TextLog {
  package var opening: String { "" }
  package var divider: String { "" }
  package var closing: String { "" }
}
