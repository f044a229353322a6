/// How one order goes: what is ordered, and what the people on both sides make of it.
package struct Storyline: Hashable, Sendable {
  /// How much is ordered. The process asks for a second pair of eyes above 1000 EUR.
  package enum Size: Hashable, Sendable { case small, large }

  /// When the buyer gives the order up.
  package enum Cancellation: Hashable, Sendable {
    /// Minutes of process time after placing.
    case afterPlacing(ClosedRange<Int>)
    /// When the task would have been decided.
    case insteadOf(TaskElement)
    /// In the same moment in which the task is decided, so that messages may cross.
    case alongside(TaskElement)
  }

  package let name: String
  /// How many of sixty orders go like this.
  package let share: Int
  /// The outcomes that the process may give it. Several where both sides act at once.
  package let outcomes: Set<String>
  package let size: Size
  /// Whether one line names an article that the supplier does not have.
  package let hasUnknownItem: Bool
  /// The day by which the goods are needed, counted from the day of the order; nil when it is not said.
  package let neededInDays: Int?
  package let cancellation: Cancellation?
  /// What is done at each task, the first time, the second, …; the last holds for all later times. An empty list means that
  /// nobody does anything. A task that is not named is decided as usual.
  package let responses: [TaskElement: [Response]]

  init(
    _ name: String, share: Int, ends outcomes: Set<String>, size: Size = .small,
    hasUnknownItem: Bool = false, neededInDays: Int? = nil,
    cancelled cancellation: Cancellation? = nil,
    _ responses: [TaskElement: [Response]] = [:]
  ) {
    self.name = name
    self.share = share
    self.outcomes = outcomes
    self.size = size
    self.hasUnknownItem = hasUnknownItem
    self.neededInDays = neededInDays
    self.cancellation = cancellation
    self.responses = responses
  }

  /// What is done about a task that comes for the `visit`th time, counted from 1; nil when nobody does it.
  package func response(to task: TaskElement, visit: Int) -> Response? {
    let responses = responses[task] ?? Self.usual[task] ?? []
    return responses.indices.contains(visit - 1) ? responses[visit - 1] : responses.last
  }
}
