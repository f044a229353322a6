package import FEEL
package import ProcessEngine

/// `reminder`: everybody who may decide a task is reminded of it.
///
/// Inputs: `task`, the id of the user task's flow node, or null for a reminder that concerns the whole order, which its
/// history shows (`Job.orderReminder`); `text`.
package struct ReminderHandler: JobHandler {
  package init() {}

  package func perform(
    _ job: Job, order: InstanceID, now: Timestamp
  ) async throws(JobFailure) -> JobResult {
    guard let task = job.input["task"]?.string else { return JobResult() }
    return JobResult(notices: [.remind(element: task, text: job.input["text"]?.string ?? "")])
  }
}

extension Job {
  /// The text of a reminder that concerns the whole order; nil for every other job.
  package var orderReminder: String? {
    guard type == "reminder", input["task"]?.string == nil else { return nil }
    return input["text"]?.string
  }
}

/// `escalation`: a task is shown to one more group, and becomes more urgent.
///
/// Inputs: `task`, `group`, `priority` (0 to 100, default 90), `text`.
package struct EscalationHandler: JobHandler {
  package init() {}

  package func perform(
    _ job: Job, order: InstanceID, now: Timestamp
  ) async throws(JobFailure) -> JobResult {
    guard let task = job.input["task"]?.string, let group = job.input["group"]?.string else {
      throw .failed("an escalation needs the inputs `task` and `group`")
    }
    return JobResult(notices: [
      .escalate(
        element: task, group: group, priority: job.input["priority"]?.integer ?? 90,
        text: job.input["text"]?.string ?? "")
    ])
  }
}
