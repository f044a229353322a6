package import FEEL
package import ProcessEngine

/// A job of a service task, from its creation to its end.
package struct JobStory: Hashable, Sendable, Identifiable {
  package let id: String
  package let key: Key
  package let element: String
  package let visit: Key
  package let createdAt: Timestamp
  package internal(set) var failures: [Failure] = []
  package internal(set) var endedAt: Timestamp?

  /// One attempt that failed.
  package struct Failure: Hashable, Sendable {
    package let at: Timestamp
    package let reason: String
    /// How many attempts were left after it.
    package let retries: Int
    /// When the next one might begin.
    package let notBefore: Timestamp
  }
}

/// A timer, from when it was set to when it fired or was not wanted any more.
package struct TimerStory: Hashable, Sendable, Identifiable {
  package let id: String
  package let key: Key
  /// The flow node that gets the token.
  package let element: String
  package let visit: Key
  package let setAt: Timestamp
  package let due: Timestamp
  package internal(set) var endedAt: Timestamp?
  package internal(set) var ending: Ending?

  package enum Ending: String, Hashable, Sendable, CaseIterable { case fired, canceled }
}

/// Something that an operator had to look at.
package struct IncidentStory: Hashable, Sendable, Identifiable {
  package let id: String
  package let key: Key
  package let element: String
  package let visit: Key
  package let reason: String
  package let raisedAt: Timestamp
  package internal(set) var resolvedAt: Timestamp?
  /// Who had it done again; nil when its flow node was left otherwise.
  package internal(set) var resolvedBy: String?
}
