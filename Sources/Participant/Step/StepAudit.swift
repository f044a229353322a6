import FEEL
import ProcessEngine

/// What a step writes into the audit trail: one record for what somebody did, none for messages, timers and jobs, which
/// the journal has.
struct StepAudit {
  let order: InstanceID
  let origin: Origin
  let now: Timestamp

  /// - Parameter before: the instance before the step; nil when it began.
  /// - Returns: nil when the party itself acted.
  func record(_ stimulus: Stimulus, before: Instance?, after: Instance) -> AuditRecord? {
    switch stimulus {
    case .task(let key, let action, let actor, _):
      let name = "task.\(action.auditName)"
      let details = action.details
      let task = after.tasks.first { $0.key == key }.map { Value.context($0.record) }
      var result: Context = task.map { ["task": $0] } ?? Context()
      result.merge(details)
      return record(
        actor.user, name, subject: "\(order).\(key)",
        before: before?.tasks.first { $0.key == key }.map {
          .context(["task": .context($0.record)])
        },
        after: .context(result))
    case .command(let message):
      return record(
        message.payload["by"]?.string ?? "", "order.\(Self.verb(of: message.name))",
        subject: order.description, after: .context(message.payload))
    case .retryIncident(let key, let user, let variables):
      return record(
        user, "incident.retry", subject: "\(order).\(key)",
        before: before?.incidents.first { $0.key == key }.map { .context($0.record) },
        after: .context(["variables": .context(variables)]))
    case .terminate(let user, let reason):
      return record(
        user, "order.terminate", subject: order.description,
        after: .context(["reason": .string(reason)]))
    case .start, .message, .timerDue, .jobCompleted, .jobFailed, .jobThrewError: return nil
    }
  }

  /// What a command of the model asks for: `cancel` for `CancelRequested`, `holdBack` for `HoldBack`.
  private static func verb(of command: String) -> String {
    let verb = command.hasSuffix("Requested") ? command.dropLast("Requested".count) : command[...]
    return verb.prefix(1).lowercased() + verb.dropFirst()
  }

  func placed(by user: String?, _ variables: Context) -> AuditRecord? {
    record(user ?? "", "order.place", subject: order.description, after: .context(variables))
  }

  func replayed(by user: String?, message: String) -> AuditRecord? {
    record(user ?? "", "message.replay", subject: message)
  }

  private func record(
    _ actor: String, _ action: String, subject: String, before: Value? = nil, after: Value = .null
  ) -> AuditRecord? {
    guard origin.channel != .system else { return nil }
    return AuditRecord(
      at: now, actor: actor, action: action, order: order, subject: subject,
      before: before ?? .null, after: after, origin: origin)
  }
}

extension TaskAction {
  /// Its part of the action's name in the audit trail.
  fileprivate var auditName: String {
    switch self {
    case .claim: "claim"
    case .release: "release"
    case .assign: "assign"
    case .delegate: "delegate"
    case .resolve: "resolve"
    case .comment: "comment"
    case .reschedule: "reschedule"
    case .decide: "decide"
    case .undo: "undo"
    }
  }

  /// What the task itself does not show afterwards, because it is closed or keeps it elsewhere.
  fileprivate var details: Context {
    switch self {
    case .comment(let text, let link):
      var details: Context = ["comment": .string(text)]
      if let link { details["link"] = ["url": .string(link.url), "title": .string(link.title)] }
      return details
    case .decide(let data, let effectiveAt):
      var details: Context = ["data": .context(data)]
      if let effectiveAt { details["effectiveAt"] = .string(effectiveAt.description) }
      return details
    case .claim, .release, .assign, .delegate, .resolve, .reschedule, .undo: return Context()
    }
  }
}
