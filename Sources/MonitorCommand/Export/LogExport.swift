import EventLog
import Exchange
import FEEL
import FoundationEssentials
import MonitorStorage
import ProcessEngine
import SQLite

/// Writes the orders of the monitor's database as a log, order by order, so that it takes the same memory for any number.
struct LogExport {
  struct Count: Sendable {
    var orders = 0
    var events = 0
  }

  let histories: Histories
  let names: ActivityNames
  let from: Timestamp?
  let to: Timestamp?
  let console: Console

  /// - Parameter path: of the file, which appears when it is whole; nil for standard output.
  func write(_ format: LogFormat, to path: String?) async throws -> Count {
    guard let path else {
      return try await write(format, into: try LogFile.standardOutput())
    }
    let partial = path + ".partial"
    do {
      let count =
        format == .ocelSQLite
        ? try await writeTables(to: partial)
        : try await write(format, into: try LogFile(path: partial))
      try LogFile.rename(partial, to: path)
      return count
    } catch {
      LogFile.remove(partial)
      throw error
    }
  }

  private func write(_ format: LogFormat, into file: LogFile) async throws -> Count {
    switch format {
    case .ocel: try await write(OCELLog(), into: file)
    case .xes: try await write(XESLog(), into: file)
    case .csv: try await write(CSVLog(), into: file)
    case .jsonl: try await write(JSONLinesLog(), into: file)
    case .entries: try await writeEntries(into: file)
    case .ocelSQLite: preconditionFailure("a database is no text")
    }
  }

  private func write(_ start: some TextLog, into file: LogFile) async throws -> Count {
    var log = start
    var count = Count()
    let rest = try LogFile.temporary()
    try file.write(Array(log.opening.utf8))
    try await walk { order in
      var (text, later) = ([UInt8](), [UInt8]())
      log.add(order, to: &text, rest: &later)
      try file.write(text)
      try rest.write(later)
      count.orders += 1
      count.events += order.events.count
    }
    try file.write(Array(log.divider.utf8))
    try file.append(contentsOf: rest)
    try file.write(Array(log.closing.utf8))
    try file.finish()
    return count
  }

  private func writeEntries(into file: LogFile) async throws -> Count {
    var count = Count()
    try await histories.walk(from: from, to: to, onProgress: show) { _, entries in
      for entry in entries { try file.write(entry.text + [UInt8(ascii: "\n")]) }
      count.orders += 1
      count.events += entries.count
    }
    try file.finish()
    return count
  }

  private func writeTables(to path: String) async throws -> Count {
    LogFile.remove(path)
    var tables = OCELTables()
    var count = Count()
    var file = try SQLiteFile(path: path)
    // The file is thrown away when it is not finished, so nothing has to be safe in between.
    try file.execute("pragma journal_mode = off; pragma synchronous = off; begin")
    for statement in tables.opening { try file.execute(statement) }
    try await walk { order in
      let addition = tables.add(order)
      for statement in addition.statements { try file.execute(statement) }
      for row in addition.rows { try file.insert(into: row.table, row.values) }
      count.orders += 1
      count.events += order.events.count
    }
    try file.execute("commit")
    return count
  }

  private func walk(_ body: (OrderLog) throws -> Void) async throws {
    try await histories.walk(from: from, to: to, onProgress: show) { id, entries in
      try body(OrderLog(of: id, entries: entries, names: names))
    }
  }

  private func show(_ progress: Histories.Progress) {
    console.showProgress?(
      "\(progress.orders) orders, read \(progress.entries) of \(progress.totalEntries) entries")
  }
}
