import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// Where a page of orders ended.
struct OrderCursor {
  let startedAt: PostgresTimestamp
  let order: UUID

  init(_ row: OrderRow) {
    startedAt = PostgresTimestamp(row.startedAt)
    order = row.id.uuid
  }

  init(text: String) throws(StoreError) {
    let parts = text.split(separator: "_")
    guard parts.count == 2, let time = Int64(parts[0]),
      let order = UUID(uuidString: String(parts[1]))
    else { throw .badCursor }
    startedAt = PostgresTimestamp(microseconds: time)
    self.order = order
  }

  var text: String { "\(startedAt.microseconds)_\(InstanceID(order))" }
}

/// Where a page of tasks ended.
struct TaskCursor {
  let due: PostgresTimestamp
  let order: UUID
  let key: Key

  init(_ row: TaskRow) {
    due = row.task.due.map(PostgresTimestamp.init) ?? .infinity
    order = row.order.uuid
    key = row.task.key
  }

  init(text: String) throws(StoreError) {
    let parts = text.split(separator: "_")
    guard parts.count == 3, let time = Int64(parts[0]),
      let order = UUID(uuidString: String(parts[1])), let key = Key(parts[2])
    else { throw .badCursor }
    due = PostgresTimestamp(microseconds: time)
    self.order = order
    self.key = key
  }

  var text: String { "\(due.microseconds)_\(InstanceID(order))_\(key)" }
}

extension StoreError {
  static var badCursor: StoreError { .invalidCursor }
}
