import Exchange
import FEEL
import Participant
import ProcessEngine

/// How orders look to those who ask.
enum OrderView {
  /// In a list.
  static func row(_ row: OrderRow) -> Value {
    var object = row.summary.json
    object.merge(
      Context(compact: [
        ("id", .string(row.id.description)), ("outcome", row.outcome.map { .string($0) }),
        ("status", status(row.outcome)), ("elements", .strings(row.elements)),
        ("lines", .number(row.lines)), ("openTasks", .number(row.openTasks)),
        ("startedAt", .time(row.startedAt)), ("updatedAt", .time(row.updatedAt)),
      ]))
    return .context(object)
  }

  static func list(_ list: OrderList) -> Value {
    var outcomes = Context()
    for (outcome, count) in list.counts.ended { outcomes[outcome] = count.json }
    return .context(
      Context(compact: [
        ("items", .list(list.page.items.map(row))), ("next", list.page.next.map { .string($0) }),
        (
          "counts",
          [
            "running": list.counts.running.json, "ended": .context(outcomes),
            "total": list.counts.total.json,
          ]
        ),
      ]).listing)
  }

  /// With everything that is known of it.
  static func full(_ page: OrderPage) -> Value {
    let instance = page.order.instance
    var object = brief(page.order)
    object["variables"] = .context(instance.variables)
    object["tasks"] = .list(
      instance.tasks.map { TaskView.open($0, in: page.order) })
    object["waiting"] = .list(waiting(instance))
    object["awaitedMessages"] = .list(
      instance.subscriptions.map { ["name": .string($0.message), "element": .string($0.target)] })
    object["timers"] = .list(instance.timers.map(timer))
    object["incidents"] = .list(
      instance.incidents.map { IncidentView.incident($0, order: instance.id) })
    object["reminders"] = .list(page.reminders.map(reminder))
    object["messages"] = .list(page.messages.map(\.json))
    if let last = page.history.last { object["updatedAt"] = .time(last.at) }
    if let audit = page.audit { object["audit"] = .list(audit.map(\.json)) }
    return .context(object)
  }

  /// Where it is, without its data.
  static func brief(_ order: Case) -> Context {
    let instance = order.instance
    var object = OrderSummary(instance.variables).json
    object.merge(
      Context(compact: [
        ("id", .string(instance.id.description)), ("process", .string(instance.process)),
        ("definition", .string(instance.definition.text)), ("status", status(instance.outcome)),
        ("outcome", instance.outcome.map { .string($0) }), ("step", .number(order.step)),
        ("startedAt", .time(instance.startedAt)), ("endedAt", instance.endedAt.map { .time($0) }),
      ]))
    return object
  }

  /// One step of the history: what is stored, with `id` of the order left to the whole.
  static func step(_ entry: JournalEntry) -> Value {
    [
      "step": .number(entry.step), "at": .time(entry.at), "stimulus": .context(entry.stimulus),
      "events": .list(entry.events.map { .context($0.record) }),
      "messages": .list(entry.outgoing.map { MessageTrace(sent: $0, step: entry.step).json }),
    ]
  }

  private static func status(_ outcome: String?) -> Value {
    .string((outcome == nil ? OrderQuery.Status.running : .ended).rawValue)
  }

  /// The flow nodes that hold a token, without those that only contain others.
  private static func waiting(_ instance: Instance) -> [Value] {
    let scopes = Set(instance.elements.compactMap(\.scope))
    return instance.elements.filter { $0.scope != nil && !scopes.contains($0.key) }.map { element in
      [
        "key": .number(element.key), "element": .string(element.element),
        "since": .time(element.activatedAt),
      ]
    }
  }

  private static func reminder(_ reminder: OrderReminder) -> Value {
    [
      "element": .string(reminder.element), "text": .string(reminder.text),
      "at": .time(reminder.at),
    ]
  }

  private static func timer(_ timer: ScheduledTimer) -> Value {
    .context(
      Context(compact: [
        ("key", .number(timer.key)), ("element", .string(timer.target)), ("due", .time(timer.due)),
        ("interval", timer.interval.map { .string($0) }),
        ("repetitions", timer.repetitions.map { .number($0) }),
      ]))
  }
}

extension BoundedCount {
  /// The number, and whether it is all of them.
  var json: Value { ["value": .number(value), "isExact": .boolean(isExact)] }
}

extension OrderSummary {
  var json: Context {
    Context(compact: [
      ("reference", reference.map { .string($0) }), ("buyer", buyer.map { .string($0) }),
      ("total", total.map { .string($0) }), ("currency", currency.map { .string($0) }),
    ])
  }
}
