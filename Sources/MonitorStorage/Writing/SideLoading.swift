import Exchange
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Reads orders back into memory, with the entries that wait beyond their sides.
enum SideLoading {
  /// All sides of these orders.
  static func load(
    _ wanted: Set<InstanceID>, on connection: Connection
  ) async throws -> [OrderSide] {
    let rows = try await connection.execute(
      Query(OrderSideRow.ofOrders, wanted.map(\.uuid)))
    var sides: [OrderSide] = []
    var incomplete: [OrderSide] = []
    for row in rows {
      let (side, waiting) = try OrderSideRow.read(row)
      if waiting == 0 { sides.append(side) } else { incomplete.append(side) }
    }
    if !incomplete.isEmpty { sides += try await complete(incomplete, on: connection) }
    return sides
  }

  private static func complete(
    _ sides: [OrderSide], on connection: Connection
  ) async throws -> [OrderSide] {
    let rows = try await connection.execute(
      Query(
        EntryRow.beyond, sides.map(\.id.order.uuid), sides.map(\.id.party), sides.map(\.step)))
    var complete: [SideID: OrderSide] = [:]
    for side in sides { complete[side.id] = side }
    for row in rows {
      let entry = try EntryRow.read(try row.value(at: 0, as: PostgresText.self))
      complete[SideID(order: entry.order, party: entry.party)]?.wait(for: entry)
    }
    return Array(complete.values)
  }
}
