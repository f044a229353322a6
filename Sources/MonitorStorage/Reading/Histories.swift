package import Exchange
package import FEEL
import FoundationEssentials
package import PostgreSQL
package import ProcessEngine

/// The histories of all orders, one after the other, as they were at one moment. However many there are, only a page of
/// them is in memory.
package struct Histories: Sendable {
  private let configuration: Connection.Configuration

  package init(_ configuration: Connection.Configuration) { self.configuration = configuration }

  /// How far a walk is.
  package struct Progress: Hashable, Sendable {
    package let orders: Int
    package let entries: Int
    /// As far as it is known.
    package let totalEntries: Int
  }

  /// Hands over the entries of each order that begins within the period, by ascending order id.
  ///
  /// - Parameters:
  ///   - start: the first moment that counts; nil for the beginning.
  ///   - end: the first moment that counts no more; nil for all.
  ///   - onProgress: is told after each page.
  package func walk(
    from start: Timestamp? = nil, to end: Timestamp? = nil, onProgress: (Progress) -> Void,
    _ body: (InstanceID, [JournalEntry]) throws -> Void
  ) async throws {
    let connection = try await Connection.open(configuration)
    do {
      let snapshot = try await Snapshot(on: connection)
      let total = try await snapshot.count(Self.count)
      var (orders, done) = (0, 0)
      func hand(over history: [JournalEntry]) throws {
        guard let order = history.first?.order, let begun = history.map(\.at).min() else { return }
        guard start.map({ begun >= $0 }) ?? true, end.map({ begun < $0 }) ?? true else { return }
        orders += 1
        try body(order, history)
      }
      // Small pages: what is in memory is two of them.
      var walk = EntryWalk(pageLimit: 1_000)
      // Of an order that may go on in the next page.
      var open: [JournalEntry] = []
      var page = try await walk.next(on: connection)
      while let entries = page {
        try Task.checkCancellation()
        let upcoming = walk
        async let next = upcoming.page(on: connection)
        for entry in entries {
          if let order = open.first?.order, order != entry.order {
            try hand(over: open)
            open.removeAll(keepingCapacity: true)
          }
          open.append(entry)
        }
        done += entries.count
        onProgress(Progress(orders: orders, entries: done, totalEntries: total))
        (page, walk) = try await next
      }
      try hand(over: open)
      onProgress(Progress(orders: orders, entries: done, totalEntries: total))
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }

  private static let count: Query = "select count(*) from entry"
}
