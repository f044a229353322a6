import Exchange
import FEEL
import ProcessEngine

/// The parties' journal entries out of a file of `monitor export --format entries`, in the order of their times.
///
/// The entries stay in the file. What is kept of each is where it is there and when it was: 24 bytes.
struct ReplayLog: Sendable {
  private struct Place {
    let at: Timestamp
    let offset: Int
    let length: Int32
    let order: Int32
  }

  private let file: ReplayFile
  private let places: [Place]
  private let orders: [InstanceID: Int32]
  let period: ClosedRange<Timestamp>

  var count: Int { places.count }

  /// Reads the whole file once.
  ///
  /// - Parameters:
  ///   - end: later entries are left out.
  ///   - onProgress: is told how many entries have been read, and how many bytes.
  init(
    path: String, until end: Timestamp? = nil, onProgress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    let file = try ReplayFile(path: path)
    var places: [Place] = []
    var orders: [InstanceID: Int32] = [:]
    var line = 0
    try file.eachLine { text, offset, read in
      line += 1
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
      let entry: JournalEntry
      do { entry = try JournalEntry(text: Array(text)) } catch {
        throw Self.failure(path, line: line, text, "\(error)")
      }
      if let end, entry.at > end { return }
      let order = orders[entry.order] ?? Int32(orders.count)
      orders[entry.order] = order
      places.append(
        Place(at: entry.at, offset: offset, length: Int32(text.count), order: order))
      if places.count.isMultiple(of: 5_000) { onProgress(places.count, read) }
    }
    places.sort { ($0.at, $0.offset) < ($1.at, $1.offset) }
    guard let first = places.first, let last = places.last else {
      throw MonitorFailure(
        .usage, "\(path) has no entries\(end.map { " until \($0)" } ?? "").")
    }
    self.file = file
    self.places = places
    self.orders = orders
    period = first.at...last.at
  }

  func time(of index: Int) -> Timestamp { places[index].at }

  /// How many entries are from before a time, or of it.
  func count(until time: Timestamp) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].at <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func entries(_ range: Range<Int>) throws -> [JournalEntry] {
    try range.map { try entry(places[$0]) }
  }

  /// Those of an order that are among the first ones.
  func entries(of order: InstanceID, within count: Int) throws -> [JournalEntry] {
    guard let number = orders[order] else { return [] }
    return try places[..<count].filter { $0.order == number }.map(entry)
  }

  private func entry(_ place: Place) throws -> JournalEntry {
    let text = try file.bytes(at: place.offset, count: Int(place.length))
    do { return try JournalEntry(text: text) } catch {
      throw MonitorFailure(.temporary, "\(file.path) has been changed meanwhile: \(error)")
    }
  }

  // MARK: What is no such file

  private static func failure(
    _ path: String, line: Int, _ text: ArraySlice<UInt8>, _ reason: String
  ) -> MonitorFailure {
    if line == 1, let form = form(of: String(decoding: text.prefix(400), as: UTF8.self)) {
      return MonitorFailure(
        .usage,
        "\(path) is \(form), which does not have everything that happened: play a file that "
          + "`monitor export --format entries` wrote.")
    }
    return MonitorFailure(.usage, "\(path), line \(line), is no journal entry: \(reason).")
  }

  /// What else `monitor export` writes, by its beginning.
  private static func form(of beginning: String) -> String? {
    if beginning.hasPrefix("SQLite format 3") { return "an SQLite database (ocel-sqlite)" }
    if beginning.contains("<?xml") || beginning.contains("<log") { return "an XES log" }
    if beginning.contains("\"objectTypes\"") || beginning.contains("\"eventTypes\"") {
      return "an OCEL log"
    }
    if beginning.contains("\"activity\"") { return "a log of events (jsonl)" }
    if beginning.contains(",activity") || beginning.contains("activity,") {
      return "a log of events (csv)"
    }
    return nil
  }
}
