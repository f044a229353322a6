public import FEEL

/// A piece of work for a person.
public struct UserTask: Hashable, Sendable {
  public let key: Key
  /// The element instance that waits for the decision.
  public let owner: Key
  public let element: String
  public let name: String
  /// The id of the form that the decision fills, if the model names one.
  public let form: String?
  /// Who may claim. When both lists are empty, anybody may.
  public let candidateUsers: [String]
  public internal(set) var candidateGroups: [String]
  /// Who may not decide, whatever else holds: the other pair of eyes.
  public let excludedUsers: [String]
  public internal(set) var assignee: String?
  /// Who has delegated the task to the assignee, and gets it back; nil when it is not delegated.
  public internal(set) var delegatedBy: String?
  public internal(set) var due: Timestamp?
  public internal(set) var followUp: Timestamp?
  /// 0 to 100; 50 unless the model says otherwise.
  public internal(set) var priority: Int
  public let createdAt: Timestamp
  public internal(set) var reminders = 0
  public internal(set) var escalations = 0
  public internal(set) var comments = 0
  /// The decision that has been taken but can still be undone.
  public internal(set) var decision: PendingDecision?
  /// 1 when the task is created, and one more with each change.
  public internal(set) var revision = 1

  init(
    key: Key, owner: Key, element: String, name: String, form: String?, candidateUsers: [String],
    candidateGroups: [String], excludedUsers: [String], assignee: String?, due: Timestamp?,
    followUp: Timestamp?, priority: Int, createdAt: Timestamp
  ) {
    self.key = key
    self.owner = owner
    self.element = element
    self.name = name
    self.form = form
    self.candidateUsers = candidateUsers
    self.candidateGroups = candidateGroups
    self.excludedUsers = excludedUsers
    self.assignee = assignee
    self.due = due
    self.followUp = followUp
    self.priority = priority
    self.createdAt = createdAt
  }
}

/// A decision that takes effect later.
public struct PendingDecision: Hashable, Sendable {
  public let by: String
  public let data: Context
  public let decidedAt: Timestamp
  public let effectiveAt: Timestamp
}

/// A person, as a stimulus names them.
public struct Actor: Hashable, Sendable {
  public let user: String
  public let groups: [String]
  /// A supervisor may hand over, release and reschedule what belongs to others, and undo their decisions, but may not decide
  /// what others could not decide either.
  public let isSupervisor: Bool

  public init(user: String, groups: [String], isSupervisor: Bool = false) {
    self.user = user
    self.groups = groups
    self.isSupervisor = isSupervisor
  }

  /// Whom the process itself names as the one who undid a decision.
  public static let system = "system"
}
