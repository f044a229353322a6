package import FEEL

extension UserTask {
  package var record: Context {
    Context(compact: [
      ("key", .number(key)), ("owner", .number(owner)), ("element", .string(element)),
      ("name", .string(name)), ("form", form.map { .string($0) }),
      ("candidateUsers", .strings(candidateUsers)), ("candidateGroups", .strings(candidateGroups)),
      ("excludedUsers", .strings(excludedUsers)), ("assignee", assignee.map { .string($0) }),
      ("due", due.map { .time($0) }), ("followUp", followUp.map { .time($0) }),
      ("priority", .number(priority)), ("createdAt", .time(createdAt)),
      ("reminders", reminders == 0 ? nil : .number(reminders)),
      ("escalations", escalations == 0 ? nil : .number(escalations)),
      ("comments", comments == 0 ? nil : .number(comments)),
      ("delegatedBy", delegatedBy.map { .string($0) }),
      ("decision", decision.map { .context($0.record) }),
      ("revision", revision == 1 ? nil : .number(revision)),
    ])
  }

  package init(record: Record) throws(RecordError) {
    self.init(
      key: try record.integer("key"), owner: try record.integer("owner"),
      element: try record.string("element"), name: try record.string("name"),
      form: record.value("form").string, candidateUsers: try record.strings("candidateUsers"),
      candidateGroups: try record.strings("candidateGroups"),
      excludedUsers: try record.strings("excludedUsers"), assignee: record.value("assignee").string,
      due: try record.optionalTimestamp("due"), followUp: try record.optionalTimestamp("followUp"),
      priority: try record.integer("priority"), createdAt: try record.timestamp("createdAt"))
    reminders = record.value("reminders").integer ?? 0
    escalations = record.value("escalations").integer ?? 0
    comments = record.value("comments").integer ?? 0
    delegatedBy = record.value("delegatedBy").string
    decision = try record.value("decision").context.map { context throws(RecordError) in
      try PendingDecision(record: Record(context))
    }
    revision = record.value("revision").integer ?? 1
  }
}

extension PendingDecision {
  package var record: Context {
    Context(compact: [
      ("by", .string(by)), ("data", .context(data)), ("decidedAt", .time(decidedAt)),
      ("effectiveAt", .time(effectiveAt)),
    ])
  }

  init(record: Record) throws(RecordError) {
    self.init(
      by: try record.string("by"), data: record.value("data").context ?? Context(),
      decidedAt: try record.timestamp("decidedAt"),
      effectiveAt: try record.timestamp("effectiveAt"))
  }
}

extension TaskLink {
  var record: Context {
    Context(compact: [("url", .string(url)), ("title", title.isEmpty ? nil : .string(title))])
  }

  init(record: Record) throws(RecordError) {
    self.init(url: try record.string("url"), title: record.value("title").string ?? "")
  }
}

extension Job {
  package var record: Context {
    Context(compact: [
      ("key", .number(key)), ("owner", .number(owner)), ("element", .string(element)),
      ("type", .string(type)), ("headers", .context(headers)), ("input", .context(input)),
      ("retries", .number(retries)), ("notBefore", .time(notBefore)),
    ])
  }

  package init(record: Record) throws(RecordError) {
    self.init(
      key: try record.integer("key"), owner: try record.integer("owner"),
      element: try record.string("element"), type: try record.string("type"),
      headers: record.value("headers").context ?? Context(),
      input: record.value("input").context ?? Context(), retries: try record.integer("retries"),
      notBefore: try record.timestamp("notBefore"))
  }
}

extension Incident {
  package var record: Context {
    var record = Context(compact: [
      ("key", .number(key)), ("owner", .number(owner)), ("element", .string(element)),
      ("reason", .string(reason)), ("raisedAt", .time(raisedAt)),
    ])
    switch phase {
    case .activating: record["phase"] = .string("activating")
    case .executing: record["phase"] = .string("executing")
    case .completing(let result):
      record["phase"] = .string("completing")
      record["result"] = .strings(result)
    case .job(let job):
      record["phase"] = .string("job")
      record["job"] = .number(job)
    }
    return record
  }

  package init(record: Record) throws(RecordError) {
    let phase: Phase =
      switch try record.string("phase") {
      case "activating": .activating
      case "executing": .executing
      case "completing": .completing(result: try record.strings("result"))
      case "job": .job(try record.integer("job"))
      case let other: throw RecordError("`\(other)` is no phase of an incident")
      }
    self.init(
      key: try record.integer("key"), owner: try record.integer("owner"),
      element: try record.string("element"), phase: phase, reason: try record.string("reason"),
      raisedAt: try record.timestamp("raisedAt"))
  }
}
