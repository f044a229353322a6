package import Exchange
package import FEEL
package import ProcessEngine

/// Something that happened, as those are told who listen: small, and without the data of orders, which is asked for where
/// it is needed.
package struct ChangeEvent: Hashable, Sendable {
  /// `task.created`, `task.claimed`, …, `order.placed`, `order.step`, `order.ended`.
  package let name: String
  package let order: InstanceID
  package let body: Context

  package var isAboutTask: Bool { name.hasPrefix("task.") }

  /// What one step of an order has to tell: its tasks' events in their order, and the order's.
  package static func all(in entry: JournalEntry) -> [ChangeEvent] {
    var events: [ChangeEvent] = []
    var isBegun = false
    var outcome: String?
    for event in entry.events {
      switch event {
      case .instanceStarted: isBegun = true
      case .instanceEnded(let text): outcome = text
      default: if let told = task(event, in: entry) { events.append(told) }
      }
    }
    if isBegun { events.append(order("order.placed", entry, [])) }
    let active = entry.events.compactMap { event -> String? in
      if case .elementActivated(_, let element, _) = event { element } else { nil }
    }
    events.append(
      order(
        "order.step", entry,
        [("cause", entry.stimulus["kind"]), ("activated", .strings(active))]))
    if let outcome { events.append(order("order.ended", entry, [("outcome", .string(outcome))])) }
    return events
  }

  private static func order(
    _ name: String, _ entry: JournalEntry, _ more: [(String, Value?)]
  ) -> ChangeEvent {
    ChangeEvent(
      name: name, order: entry.order,
      body: Context(
        compact: [
          ("orderId", .string(entry.order.description)), ("step", .number(entry.step)),
          ("at", .time(entry.at)),
        ] + more))
  }

  /// Nil for an event that is not about a task.
  private static func task(_ event: Event, in entry: JournalEntry) -> ChangeEvent? {
    guard event.name.hasPrefix("task"), let key = event.record["key"]?.integer else { return nil }
    let record = event.record
    var body: Context = [
      "id": .string(WorkName(order: entry.order, key: key).description),
      "orderId": .string(entry.order.description), "at": .time(entry.at),
      "step": .number(entry.step),
    ]
    for field in shown { body[field] = record[field] }
    return ChangeEvent(name: name(of: event), order: entry.order, body: body)
  }

  /// What of an event's own fields is told. Comments and decisions are not: they are for who asks for the task.
  private static let shown = [
    "element", "name", "by", "to", "due", "followUp", "priority", "group", "effectiveAt",
    "candidateGroups", "assignee",
  ]

  /// `taskDecisionUndone` is `task.decision-undone`.
  private static func name(of event: Event) -> String {
    var name = ""
    for character in event.name.dropFirst("task".count) {
      if character.isUppercase && !name.isEmpty { name += "-" }
      name += character.lowercased()
    }
    return "task." + name
  }
}
