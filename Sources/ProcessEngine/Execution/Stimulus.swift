public import FEEL

/// What is asked of an instance, or reaches it from outside.
public enum Stimulus: Hashable, Sendable {
  /// Begins an instance at the process's none start event.
  case start(variables: Context)
  /// A message; it begins the instance when the model has a message start event of that name.
  case message(ReceivedMessage)
  /// A command of the party's own people that the model waits for by message (a cancel, for example). Unlike a message of
  /// the partner it is refused, not kept, when nothing waits for it now.
  case command(ReceivedMessage)
  /// The timer with this key may be due.
  case timerDue(key: Key)

  /// What a person does with an open task. With `ifRevision` only while the task is as the person has seen it.
  case task(key: Key, TaskAction, by: Actor, ifRevision: Int? = nil)

  case jobCompleted(key: Key, result: JobResult)
  /// The attempt failed; the next one may begin after `retryAfter`. With no retries left an incident is raised.
  case jobFailed(key: Key, reason: String, retryAfter: Swift.Duration)
  /// The handler raised a BPMN error, which the model may catch.
  case jobThrewError(key: Key, code: String, variables: Context)

  /// An operator has the failed work done again, with `variables` of the process set before.
  case retryIncident(key: Key, by: String, variables: Context)
  /// An operator ends the whole instance. Only meant for cases that the model has no way out of.
  case terminate(by: String, reason: String)
}

/// What a handler made of a job.
public struct JobResult: Hashable, Sendable {
  public var variables: Context
  /// People to remind or to bring in.
  public var notices: [TaskNotice]

  public init(variables: Context = Context(), notices: [TaskNotice] = []) {
    self.variables = variables
    self.notices = notices
  }
}

/// What a handler does about open user tasks.
public enum TaskNotice: Hashable, Sendable {
  /// Everybody who may decide the open tasks of this flow node is reminded.
  case remind(element: String, text: String)
  /// The open tasks of this flow node are shown to one more group, with at least this priority.
  case escalate(element: String, group: String, priority: Int, text: String)
}
