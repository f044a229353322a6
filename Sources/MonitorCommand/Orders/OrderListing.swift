import FEEL
import Monitoring
import ProcessEngine
import Terminal

/// Orders as a table and as JSON.
struct OrderListing {
  let orders: [OrderPicture]
  let map: ProcessMap
  let now: Timestamp

  private var parties: [String] {
    map.parties(with: orders.flatMap { $0.sides.map(\.id.party) })
  }

  var table: Table {
    let parties = parties
    var table = Table(
      [.init("ORDER"), .init("BUYER", minimum: 10), .init("TOTAL", alignment: .right)]
        + parties.map { .init($0.uppercased(), minimum: 12) }
        + [.init("STARTED"), .init("LAST STEP")])
    for order in orders {
      table.add(
        [
          .init(order.reference ?? order.order.description, .strong), .init(order.buyer ?? ""),
          .init(order.total ?? ""),
        ] + parties.map { state(of: order.side(of: $0)) }
          + [
            .init(order.startedAt.map(LiveText.time) ?? "", .quiet),
            .init(order.updatedAt.map { RelativeTime.text(of: $0, now: now) } ?? "", .quiet),
          ])
    }
    return table
  }

  /// How a side ended, or where it is.
  private func state(of side: OrderSide?) -> Table.Cell {
    guard let side else { return .init("not heard of", .quiet) }
    if let outcome = side.outcome { return .init(outcome, .good) }
    if let incident = side.incidents.first {
      return .init("incident: \(map.label(of: incident.element))", .bad)
    }
    if side.step == 0 || !side.waiting.isEmpty { return .init("steps missing", .bad) }
    let isOverdue = side.nextTaskDue.map { $0 < now } ?? false
    let place = side.elements.last.map(map.label(of:)) ?? "running"
    return .init(isOverdue ? "\(place) (overdue)" : place, isOverdue ? .warning : .active)
  }

  var json: [Value] { orders.map { OrderJSON.picture($0) } }
}

/// What is known of an order, as JSON.
enum OrderJSON {
  static func picture(_ order: OrderPicture) -> Value {
    .context([
      "order": .string(order.order.description), "reference": text(order.reference),
      "buyer": text(order.buyer), "total": text(order.total),
      "startedAt": time(order.startedAt), "updatedAt": time(order.updatedAt),
      "sides": .list(order.sides.map(side)),
    ])
  }

  private static func side(_ side: OrderSide) -> Value {
    .context([
      "pool": .string(side.id.party), "step": .number(side.step), "outcome": text(side.outcome),
      "elements": .list(side.elements.map { .string($0) }),
      "tasks": .list((side.instance?.tasks ?? []).map(task)),
      "timers": .list(
        (side.instance?.timers ?? []).map {
          .context(["element": .string($0.target), "due": time($0.due)])
        }),
      "incidents": .list(
        side.incidents.map {
          .context([
            "element": .string($0.element), "reason": .string($0.reason),
            "since": time($0.raisedAt),
          ])
        }),
      "startedAt": time(side.startedAt), "updatedAt": time(side.updatedAt),
      "endedAt": time(side.endedAt),
    ])
  }

  private static func task(_ task: UserTask) -> Value {
    .context([
      "name": .string(task.name), "element": .string(task.element), "due": time(task.due),
      "assignee": text(task.assignee), "reminders": .number(task.reminders),
      "escalations": .number(task.escalations),
    ])
  }

  static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

  static func time(_ time: Timestamp?) -> Value { text(time?.description) }
}
