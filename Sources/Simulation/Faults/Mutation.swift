/// A mistake built into a simulated world, to see that the audit finds it. The code under test is not changed: the store
/// or the broker around it behaves as if it had the mistake.
package enum Mutation: String, CaseIterable, Sendable {
  /// Deliveries are acknowledged when they come in.
  case acknowledgeBeforeCommit
  case publishBeforeCommit
  /// A message that has been taken in is taken for the next one.
  case noDuplicateCheck
  /// What waits in the mailbox is not saved.
  case mailboxDropped
  /// A timer that has fired is still there for the next step.
  case timerFiredTwice
  /// What was not confirmed is taken to be.
  case watermarkBeforeConfirm
  case sequenceReused
  case laneNumberSkipped
}
