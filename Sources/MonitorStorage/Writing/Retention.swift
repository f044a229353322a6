package import FEEL
import FoundationEssentials
import Monitoring
package import PostgreSQL

/// Gives up history that is older than anybody wants.
///
/// Orders that ended before go with their sides, messages and raw entries; other orders stay whole. Months of raw entries in
/// which no order began that stays are dropped as a whole. What was counted stays: by hours and days for ever, by seconds
/// and minutes as long as the orders.
///
/// A rebuild from the kept entries makes the orders that stay, and counts only those.
package struct Retention: Sendable {
  /// What was given up.
  package struct Removal: Hashable, Sendable {
    /// The names of the partitions that were dropped.
    package var months: [String] = []
    package var orders = 0

    package init() {}
  }

  /// How many orders a transaction removes.
  private static let batchLimit = 5_000

  private let configuration: Connection.Configuration

  package init(_ configuration: Connection.Configuration) { self.configuration = configuration }

  /// - Parameters:
  ///   - time: orders that ended before it go.
  ///   - onProgress: is told how many orders have gone so far.
  package func remove(
    before time: Timestamp, onProgress: (Int) -> Void = { _ in }
  ) async throws -> Removal {
    let connection = try await Connection.open(configuration)
    do {
      var removal = Removal()
      removal.months = try await Self.dropMonths(beforeOrdersFrom: time, on: connection)
      while case let count = try await Self.removeOrders(before: time, on: connection), count > 0 {
        removal.orders += count
        onProgress(removal.orders)
      }
      try await connection.pipeline([
        Query(Self.fineActivity, time.postgres), Query(Self.oldConfirmations, time.postgres),
      ])
      await connection.close()
      return removal
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Months before the first order that stays began.
  private static func dropMonths(
    beforeOrdersFrom time: Timestamp, on connection: Connection
  ) async throws -> [String] {
    let found = try await connection.execute(Query(firstThatStays, time.postgres)).soleRow()
    let first: PostgresTimestamp? = try found.value(at: 0)
    let limit = EntryPartition(of: first.map { Timestamp($0) } ?? time)
    let names: [String] = try await connection.execute(EntryPartition.names)
      .map { try $0.value(at: 0) }
    let old = names.compactMap { EntryPartition(name: $0) }.filter { $0 < limit }.sorted()
    for partition in old { try await connection.execute(partition.removal) }
    return old.map(\.name)
  }

  /// One batch; the position's row keeps those away who follow the stream.
  private static func removeOrders(
    before time: Timestamp, on connection: Connection
  ) async throws -> Int {
    try await connection.transaction { transaction in
      try await transaction.execute(PositionRow.lock)
      let rows = try await transaction.execute(
        Query(
          "delete from order_ended where order_id in (\(oldest)) returning order_id", time.postgres,
          batchLimit))
      let ids: [UUID] = try rows.map { try $0.value(at: 0) }
      guard !ids.isEmpty else { return 0 }
      try await transaction.pipeline([
        Query("delete from order_side where order_id = any($1)", ids),
        Query("delete from message where order_id = any($1)", ids),
        Query("delete from entry where order_id = any($1)", ids),
        Query("delete from sighting where order_id = any($1)", ids),
        // Whoever has such an order in memory has to read again.
        PositionRow.renew(),
      ])
      return ids.count
    }
  }

  private static let firstThatStays = """
    select min(placed_at) from (
      select placed_at from order_running
      union all select placed_at from order_ended where ended_at >= $1) as staying
    """
  /// Those from before the first order that stays.
  private static let oldConfirmations =
    "delete from confirmation where at < least($1, (\(firstThatStays)))"
  private static let oldest = """
    select order_id from order_ended where ended_at < $1 order by ended_at, order_id limit $2
    """
  private static let fineActivity = "delete from activity where span <= 60 and start < $1"
}
