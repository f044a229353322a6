package import Exchange
import FEEL
import FoundationEssentials
package import Migrations
package import Monitoring
package import PostgreSQL
package import ProcessEngine

/// The reading side of the monitor's database.
package struct MonitorDatabase: Sendable {
  let pool: ConnectionPool

  /// - Parameter connections: the most at a time.
  package init(_ configuration: Connection.Configuration, connections: Int = 2) {
    pool = ConnectionPool(configuration, limit: connections, leaseTimeout: .seconds(10))
  }

  package func close() async { await pool.shutdown() }

  /// Brings a database to the schema that this program needs.
  ///
  /// - Parameter folder: where the files `0001_….sql` of the monitor are.
  @discardableResult
  package static func migrate(
    _ configuration: Connection.Configuration, folder: String
  ) async throws(MigrationFailure) -> [Migration] {
    try await Migrator(try Migration.all(inFolder: folder)).migrate(configuration)
  }

  /// Answers when the database can be reached.
  package func check() async throws { try await pool.execute("select 1", timeout: .seconds(5)) }

  /// What has been heard.
  package func reception() async throws -> Reception {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(ReceptionQueries.all, timeout: .seconds(10))
      return try ReceptionQueries.read(found)
    }
  }

  // MARK: Orders

  /// The orders that a filter lets through, the newest first.
  package func orders(_ filter: OrderFilter) async throws -> [OrderPicture] {
    try await pool.withConnection { connection in
      let found = try await connection.execute(OrderQueries.list(filter), timeout: .seconds(30))
      let ids: [UUID] = try found.map { try $0.value(at: 0) }
      let rows = try await connection.execute(Query(OrderSideRow.ofOrders, ids))
      var sides: [UUID: [OrderSide]] = [:]
      for row in rows {
        let side = try OrderSideRow.read(row).side
        sides[side.id.order.uuid, default: []].append(side)
      }
      return ids.map { OrderPicture(order: InstanceID($0), sides: sides[$0] ?? []) }
    }
  }

  /// The orders with this reference, the newest first.
  package func orders(reference: String, limit: Int = 20) async throws -> [InstanceID] {
    let rows = try await pool.execute(Query(OrderQueries.byReference, reference, limit))
    return try rows.map { InstanceID(try $0.value(at: 0)) }
  }

  /// One order with its messages; nil when nobody has reported of it.
  package func order(_ id: InstanceID) async throws -> OrderPicture? {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline([
        Query(OrderSideRow.ofOrders, [id.uuid]), Query(MessageRow.ofOrders, [id.uuid]),
      ])
      let sides = try found[0].map { try OrderSideRow.read($0).side }
      guard !sides.isEmpty else { return nil }
      var messages: [MessageKey: MessageTrack] = [:]
      for row in found[1] {
        let (key, track) = try MessageRow.read(row)
        messages[key] = track
      }
      return OrderPicture(order: id, sides: sides, messages: messages)
    }
  }

  /// All entries that were heard of an order, by party and step.
  package func entries(of order: InstanceID) async throws -> [JournalEntry] {
    let rows = try await pool.execute(Query(EntryRow.ofOrder, order.uuid))
    return try rows.map { try EntryRow.read(try $0.value(at: 0)) }
  }
}
