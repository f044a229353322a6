/// What a step can have answered: the `kind` of a journal entry's stimulus.
package enum StimulusKind: String, Hashable, Sendable, CaseIterable {
  case start
  case message
  /// What the party's own people ask for by a message's name.
  case command
  case timer

  // What people do with tasks
  case claimTask
  case releaseTask
  case assignTask
  case delegateTask
  case resolveTask
  case commentTask
  case rescheduleTask
  case completeTask
  case undoTask

  /// A job that was done, or was not.
  case job
  case retryIncident
  case terminate
}
