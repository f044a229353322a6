import FEEL
package import Statistics

/// How the due dates of people's tasks are kept, as the process sets them and people reschedule them.
///
/// A task is late when its due date passed before it was completed or taken away.
package struct DueReport: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package let element: String
    package let name: String
    package let party: String
    /// Of the tasks with a due date that went within the period.
    package let late: Proportion
    /// By how many seconds the late ones were.
    package let lateness: Percentiles
    /// How many with a due date were open at the period's end, and of how many of those it had passed.
    package let open: Int
    package let overdue: Int
    /// The orders that ended within the period and had a late task here, whenever that was.
    package let orders: Int
  }

  /// The flow nodes whose tasks had due dates, in the order of the drawing.
  package let steps: [Step]
  /// Of all of them together.
  package let late: Proportion
  package let open: Int
  package let overdue: Int
  /// The orders that ended within the period and had a late task.
  package let orders: Int

  init(_ account: CaseAccount) {
    let model = account.model
    steps = account.steps
      .filter { !$0.value.lateness.isEmpty || $0.value.inTime + $0.value.openWithDue > 0 }
      .sorted { (model.place(of: $0.key), $0.key) < (model.place(of: $1.key), $1.key) }
      .map { element, step in
        Step(
          element: element, name: model[element]?.name ?? element,
          party: model[element]?.party ?? "",
          late: Proportion(step.lateness.count, of: step.lateness.count + step.inTime),
          lateness: Percentiles(microseconds: step.lateness), open: step.openWithDue,
          overdue: step.overdue, orders: account.work.lateOrders[element] ?? 0)
      }
    late = Proportion(
      steps.reduce(0) { $0 + $1.late.hits }, of: steps.reduce(0) { $0 + $1.late.trials })
    open = steps.reduce(0) { $0 + $1.open }
    overdue = steps.reduce(0) { $0 + $1.overdue }
    orders = account.work.lateOrders[nil] ?? 0
  }
}
