import FEEL

/// How what happens to user tasks is stored and read back.
extension Event {
  var taskRecord: Context {
    switch self {
    case .taskCreated(let task): Self.record("taskCreated", merging: task.record)
    case .taskClaimed(let key, let user): Self.record("taskClaimed", key, by: user)
    case .taskReleased(let key, let user): Self.record("taskReleased", key, by: user)
    case .taskAssigned(let key, let other, let user):
      Self.record("taskAssigned", key, by: user, [("to", .string(other))])
    case .taskDelegated(let key, let other, let user):
      Self.record("taskDelegated", key, by: user, [("to", .string(other))])
    case .taskResolved(let key, let user): Self.record("taskResolved", key, by: user)
    case .taskCommented(let key, let user, let text, let link):
      Self.record(
        "taskCommented", key, by: user,
        [("text", .string(text)), ("link", link.map { .context($0.record) })])
    case .taskRescheduled(let key, let user, let due, let followUp, let priority):
      Self.record(
        "taskRescheduled", key, by: user,
        [
          ("due", due.map { .time($0) }), ("followUp", followUp.map { .time($0) }),
          ("priority", priority.map { .number($0) }),
        ])
    case .taskDecided(let key, let user, let data, let effectiveAt):
      Self.record(
        "taskDecided", key, by: user,
        [("data", .context(data)), ("effectiveAt", .time(effectiveAt))])
    case .taskDecisionUndone(let key, let user, let reason):
      Self.record("taskDecisionUndone", key, by: user, [("reason", reason.map { .string($0) })])
    case .taskCompleted(let key, let element, let user, let data):
      Self.record(
        "taskCompleted",
        [
          ("key", .number(key)), ("element", .string(element)), ("by", .string(user)),
          ("data", .context(data)),
        ])
    case .taskWithdrawn(let key, let element): Self.record("taskWithdrawn", key, element)
    case .taskReminded(let key, let text):
      Self.record("taskReminded", [("key", .number(key)), ("text", .string(text))])
    case .taskEscalated(let key, let group, let priority, let text):
      Self.record(
        "taskEscalated",
        [
          ("key", .number(key)), ("group", .string(group)), ("priority", .number(priority)),
          ("text", .string(text)),
        ])
    default: preconditionFailure("not an event of tasks: \(self)")
    }
  }

  private static func record(
    _ name: String, _ key: Key, by user: String, _ entries: [(String, Value?)] = []
  ) -> Context {
    record(name, [("key", .number(key)), ("by", .string(user))] + entries)
  }

  /// nil when the name is that of another kind of event.
  static func task(_ name: String, _ record: Record) throws(RecordError) -> Event {
    switch name {
    case "taskCreated": return .taskCreated(try UserTask(record: record))
    case "taskCompleted":
      return .taskCompleted(
        key: try record.integer("key"), element: try record.string("element"),
        by: try record.string("by"), data: record.value("data").context ?? Context())
    case "taskWithdrawn":
      return .taskWithdrawn(key: try record.integer("key"), element: try record.string("element"))
    case "taskReminded":
      return .taskReminded(key: try record.integer("key"), text: try record.string("text"))
    case "taskEscalated":
      return .taskEscalated(
        key: try record.integer("key"), group: try record.string("group"),
        priority: try record.integer("priority"), text: try record.string("text"))
    default: return try doing(name, record)
    }
  }

  private static let doings: Set = [
    "taskClaimed", "taskReleased", "taskAssigned", "taskDelegated", "taskResolved",
    "taskCommented", "taskRescheduled", "taskDecided", "taskDecisionUndone",
  ]

  /// What somebody did with an open task.
  private static func doing(_ name: String, _ record: Record) throws(RecordError) -> Event {
    guard doings.contains(name) else { return try work(name, record) }
    let key = try record.integer("key")
    let user = try record.string("by")
    switch name {
    case "taskClaimed": return .taskClaimed(key: key, by: user)
    case "taskReleased": return .taskReleased(key: key, by: user)
    case "taskAssigned": return .taskAssigned(key: key, to: try record.string("to"), by: user)
    case "taskDelegated": return .taskDelegated(key: key, to: try record.string("to"), by: user)
    case "taskResolved": return .taskResolved(key: key, by: user)
    case "taskCommented":
      let link = try record.value("link").context.map { context throws(RecordError) in
        try TaskLink(record: Record(context))
      }
      return .taskCommented(key: key, by: user, text: try record.string("text"), link: link)
    case "taskRescheduled":
      return .taskRescheduled(
        key: key, by: user, due: try record.optionalTimestamp("due"),
        followUp: try record.optionalTimestamp("followUp"),
        priority: record.value("priority").integer)
    case "taskDecided":
      return .taskDecided(
        key: key, by: user, data: record.value("data").context ?? Context(),
        effectiveAt: try record.timestamp("effectiveAt"))
    default:
      return .taskDecisionUndone(key: key, by: user, reason: record.value("reason").string)
    }
  }
}
