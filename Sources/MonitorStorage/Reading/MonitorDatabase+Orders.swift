package import Exchange
import FoundationEssentials
package import Monitoring
import PostgreSQL
package import ProcessEngine

extension MonitorDatabase {
  package func orders(_ query: OrderQuery) async throws -> OrderPage {
    // The server cannot know how many a search finds; counting them no further than the bound is cheap.
    // Those of one past time are found by it, however many they are: they stand anywhere in the order.
    var areFew = query.filter.openAt != nil
    if !areFew, query.filter.isSelective {
      areFew = if let known = query.isOfFew { known } else { try await !count(query.filter).isMore }
    }
    let rows = try await pool.execute(
      selection(query.filter).page(query, areFew: areFew), timeout: .seconds(30))
    let orders = try rows.map { try OrderCaseRow.read($0) }
    guard rows.count == query.limit, let last = rows.last, let order = orders.last?.order else {
      return OrderPage(orders: orders, next: nil)
    }
    let key: String = try last.value(at: last.columns.count - 1)
    return OrderPage(orders: orders, next: OrderQuery.Cursor(key: key, order: order))
  }

  package func count(_ filter: OrderFilter) async throws -> BoundedCount {
    let rows = try await pool.execute(selection(filter).count(), timeout: .seconds(30))
    let (found, isCut) = try rows.soleRow().decode(Int.self, Bool.self)
    return BoundedCount(found: found, isMore: isCut || found > BoundedCount.bound)
  }

  /// The orders of a query with both their sides.
  package func pictures(
    _ query: OrderQuery
  ) async throws -> (orders: [OrderPicture], next: OrderQuery.Cursor?) {
    let page = try await orders(query)
    let rows = try await pool.execute(
      Query(OrderSideRow.ofOrders, page.orders.map(\.order.uuid)))
    var sides: [InstanceID: [OrderSide]] = [:]
    for row in rows {
      let side = try OrderSideRow.read(row).side
      sides[side.id.order, default: []].append(side)
    }
    return (
      page.orders.map { OrderPicture(order: $0.order, sides: sides[$0.order] ?? []) }, page.next
    )
  }

  /// The orders with this reference, the newest first.
  package func orders(reference: String, limit: Int = 20) async throws -> [InstanceID] {
    let rows = try await pool.execute(
      Query(OrderQueries.byReference, reference.indexable, limit))
    return try rows.map { InstanceID(try $0.value(at: 0)) }
  }

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

  package func entries(of order: InstanceID) async throws -> [JournalEntry] {
    let rows = try await pool.execute(Query(EntryRow.ofOrder, order.uuid))
    return try rows.map { try EntryRow.read(try $0.value(at: 0, as: PostgresText.self)) }
  }

  package func notices(
    of order: InstanceID, among entries: [JournalEntry]
  ) async throws -> [MessageNotice] {
    let sending = entries.filter { !$0.messages.isEmpty }
    return try await pool.withConnection { connection in
      let found = try await connection.pipeline(TransportRows.queries(of: order, sending))
      return try TransportRows.read(found, of: order, sending)
    }
  }
}
