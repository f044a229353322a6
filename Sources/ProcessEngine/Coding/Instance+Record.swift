public import FEEL

extension Instance {
  /// The state as it is stored. Equal instances give equal text, byte for byte.
  public var record: Value {
    .context(
      Context(compact: [
        ("id", .string(id.description)), ("process", .string(process)),
        ("definition", .string(definition.text)), ("outcome", outcome.map { .string($0) }),
        ("startedAt", .time(startedAt)), ("endedAt", endedAt.map { .time($0) }),
        ("lastKey", .number(lastKey)), ("elements", .list(elements.map(\.record))),
        ("joins", .list(joins.map(\.record))),
        ("subscriptions", .list(subscriptions.map { .context($0.record) })),
        ("timers", .list(timers.map { .context($0.record) })),
        ("tasks", .list(tasks.map { .context($0.record) })),
        ("jobs", .list(jobs.map { .context($0.record) })),
        ("incidents", .list(incidents.map { .context($0.record) })),
        ("mailbox", .list(mailbox.map { .context($0.record) })),
        ("variables", .context(finalVariables)),
      ]))
  }

  /// Reads a stored state back.
  public init(record value: Value) throws(RecordError) {
    let record = try Record(value)
    guard let id = InstanceID(try record.string("id")) else {
      throw RecordError("`id` must be a UUID")
    }
    self.init(
      id: id, process: try record.string("process"),
      definition: DefinitionID(try record.string("definition")),
      startedAt: try record.timestamp("startedAt"))
    status = record.value("outcome").string.map { .ended(outcome: $0) } ?? .running
    endedAt = try record.optionalTimestamp("endedAt")
    lastKey = try record.integer("lastKey")
    elements = try record.list("elements", ElementInstance.init(record:))
    joins = try record.list("joins", Join.init(record:))
    subscriptions = try record.list("subscriptions", Subscription.init(record:))
    timers = try record.list("timers", ScheduledTimer.init(record:))
    tasks = try record.list("tasks", UserTask.init(record:))
    jobs = try record.list("jobs", Job.init(record:))
    incidents = try record.list("incidents", Incident.init(record:))
    mailbox = try record.list("mailbox", ReceivedMessage.init(record:))
    finalVariables = record.value("variables").context ?? Context()
  }
}

extension ElementInstance {
  var record: Value {
    .context(
      Context(compact: [
        ("key", .number(key)), ("element", .string(element)), ("scope", scope.map { .number($0) }),
        ("variables", .context(variables)), ("at", .time(activatedAt)),
      ]))
  }

  init(record: Record) throws(RecordError) {
    self.init(
      key: try record.integer("key"), element: try record.string("element"),
      scope: record.value("scope").integer,
      variables: record.value("variables").context ?? Context(),
      activatedAt: try record.timestamp("at"))
  }
}

extension Join {
  var record: Value {
    .context(
      Context(compact: [
        ("element", .string(element)), ("scope", .number(scope)), ("arrived", .strings(arrived)),
      ]))
  }

  init(record: Record) throws(RecordError) {
    self.init(
      element: try record.string("element"), scope: try record.integer("scope"),
      arrived: try record.strings("arrived"))
  }
}

extension Subscription {
  var record: Context {
    Context(compact: [
      ("key", .number(key)), ("owner", .number(owner)), ("target", .string(target)),
      ("message", .string(message)), ("correlationKey", .string(correlationKey)),
    ])
  }

  init(record: Record) throws(RecordError) {
    self.init(
      key: try record.integer("key"), owner: try record.integer("owner"),
      target: try record.string("target"), message: try record.string("message"),
      correlationKey: try record.string("correlationKey"))
  }
}

extension ScheduledTimer {
  var record: Context {
    Context(compact: [
      ("key", .number(key)), ("owner", .number(owner)), ("target", .string(target)),
      ("due", .time(due)), ("repetitions", repetitions.map { .number($0) }),
      ("interval", interval.map { .string($0) }),
    ])
  }

  init(record: Record) throws(RecordError) {
    self.init(
      key: try record.integer("key"), owner: try record.integer("owner"),
      target: try record.string("target"), due: try record.timestamp("due"),
      repetitions: record.value("repetitions").integer, interval: record.value("interval").string)
  }
}

extension ReceivedMessage {
  var record: Context {
    Context(compact: [
      ("id", .string(id)), ("name", .string(name)), ("correlationKey", .string(correlationKey)),
      ("payload", .context(payload)), ("receivedAt", .time(receivedAt)),
    ])
  }

  init(record: Record) throws(RecordError) {
    self.init(
      id: try record.string("id"), name: try record.string("name"),
      correlationKey: try record.string("correlationKey"),
      payload: record.value("payload").context ?? Context(),
      receivedAt: try record.timestamp("receivedAt"))
  }
}
