/// What somebody does about a task, and how long they take.
package struct Response: Hashable, Sendable {
  /// What becomes of the quantities that the form begins with.
  package enum Quantities: Hashable, Sendable {
    case asOffered
    /// The first line is doubled.
    case more
    /// The first line that can lose some loses half of it, at least one.
    case fewer
  }

  /// The form's `decision`.
  package let decision: String
  /// Minutes of process time from the task's beginning to its completion.
  package let minutes: ClosedRange<Int>
  /// What the form asks for when something is not as usual.
  package let explanation: String?
  package let quantities: Quantities

  init(
    _ decision: String, within minutes: ClosedRange<Int>, _ explanation: String? = nil,
    quantities: Quantities = .asOffered
  ) {
    self.decision = decision
    self.minutes = minutes
    self.explanation = explanation
    self.quantities = quantities
  }
}
