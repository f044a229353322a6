public import FEEL

/// What somebody does with an open user task.
public enum TaskAction: Hashable, Sendable {
  case claim
  case release
  /// Hands the task over to another candidate.
  case assign(to: Actor)
  /// Lets somebody else prepare the decision. The assignee stays the owner: the delegate gives it back, and cannot decide.
  case delegate(to: Actor)
  /// Gives a delegated task back to its owner.
  case resolve
  case comment(text: String, link: TaskLink?)
  /// Changes when and how urgent the task is; nil leaves a value as it is.
  case reschedule(due: Timestamp?, followUp: Timestamp?, priority: Int?)
  /// The decision: the form's data. A task that nobody has claimed is claimed by the same stroke. With an `effectiveAt`
  /// later than now it takes effect then, and can be undone until then.
  case decide(data: Context, effectiveAt: Timestamp? = nil)
  /// Takes back a decision that has not taken effect.
  case undo
}

/// What a comment refers to.
public struct TaskLink: Hashable, Sendable {
  /// An `http` or `https` URL of at most `UserTask.linkLimit` characters.
  public let url: String
  public let title: String

  public init(url: String, title: String) {
    self.url = url
    self.title = title
  }
}
