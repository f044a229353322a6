import Exchange
import Monitoring
import PostgreSQL
import ProcessEngine

/// Reads sides back into memory, with the entries that wait beyond them.
enum SideLoading {
  static func load(
    _ wanted: Set<SideID>, in transaction: borrowing Transaction
  ) async throws -> [OrderSide] {
    let ids = Array(wanted)
    let rows = try await transaction.execute(
      Query(OrderSideRow.wanted, ids.map(\.order.uuid), ids.map(\.party)))
    var sides: [OrderSide] = []
    var incomplete: [OrderSide] = []
    for row in rows {
      let (side, waiting) = try OrderSideRow.read(row)
      if waiting == 0 { sides.append(side) } else { incomplete.append(side) }
    }
    if !incomplete.isEmpty { sides += try await complete(incomplete, in: transaction) }
    return sides
  }

  private static func complete(
    _ sides: [OrderSide], in transaction: borrowing Transaction
  ) async throws -> [OrderSide] {
    let rows = try await transaction.execute(
      Query(
        EntryRow.beyond, sides.map(\.id.order.uuid), sides.map(\.id.party), sides.map(\.step)))
    var complete: [SideID: OrderSide] = [:]
    for side in sides { complete[side.id] = side }
    for row in rows {
      let entry = try EntryRow.read(try row.value(at: 0))
      complete[SideID(order: entry.order, party: entry.party)]?.wait(for: entry)
    }
    return Array(complete.values)
  }
}
