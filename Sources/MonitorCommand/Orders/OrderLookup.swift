import Exchange
import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
import Settings

/// Finds the order that a person means, with everything that was heard of it.
struct OrderLookup {
  /// An order, or a message by its id.
  struct Found {
    let picture: OrderPicture
    let entries: [JournalEntry]
    let notices: [MessageNotice]
    /// The message that was asked for, when it was one.
    var message: String?

    func story(map: ProcessMap, now: Timestamp) -> OrderStory {
      OrderStory(of: picture.order, entries: entries, notices: notices, map: map, now: now)
    }
  }

  let database: MonitorDatabase

  /// By the order's id or its reference.
  func order(_ name: String) async throws -> Found {
    try await found(try await identity(name))
  }

  /// The same, or by the id of one of its messages.
  func orderOrMessage(_ name: String) async throws -> Found {
    guard let id = InstanceID(name) else { return try await order(name) }
    if try await database.order(id) != nil { return try await found(id) }
    var filter = OrderFilter()
    filter.text = id.description
    guard let order = try await database.orders(OrderQuery(filter, limit: 1)).orders.first else {
      return try await quarantined(id, name)
    }
    var found = try await found(order.order)
    found.message = id.description
    return found
  }

  /// A message of no order that anybody has reported of.
  private func quarantined(_ id: InstanceID, _ name: String) async throws -> Found {
    guard let item = try await database.quarantined(id.uuid) else {
      throw MonitorFailure(.notFound, "Nobody has reported of an order or a message \(name).")
    }
    return Found(
      picture: OrderPicture(order: item.order ?? id, sides: []), entries: [],
      notices: [MessageNotice(item)].compactMap { $0 }, message: id.description)
  }

  private func found(_ id: InstanceID) async throws -> Found {
    guard let picture = try await database.order(id) else {
      throw MonitorFailure(.notFound, "Nobody has reported of order \(id).")
    }
    let entries = try await database.entries(of: id)
    return Found(
      picture: picture, entries: entries,
      notices: try await database.notices(of: id, among: entries))
  }

  private func identity(_ name: String) async throws -> InstanceID {
    if let id = InstanceID(name) { return id }
    let found = try await database.orders(reference: name)
    guard let id = found.first else {
      throw MonitorFailure(
        .notFound, "Nobody has reported of an order with the reference \(name).")
    }
    guard found.count == 1 else {
      let ids = found.map(\.description).joined(separator: ", ")
      throw MonitorFailure(
        .usage, "Several orders have the reference \(name); name one by its id: \(ids)")
    }
    return id
  }

  /// Opens the monitor's database for one question.
  static func with<Value>(
    _ settings: MonitorSettings, _ body: (OrderLookup) async throws -> Value
  ) async throws -> Value {
    let database = MonitorDatabase(try settings.database)
    let value: Value
    do { value = try await body(OrderLookup(database: database)) } catch {
      await database.close()
      throw error
    }
    await database.close()
    return value
  }
}
