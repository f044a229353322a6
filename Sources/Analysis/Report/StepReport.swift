package import Statistics

/// How long tokens stay at one flow node.
package struct StepReport: Hashable, Sendable {
  package let element: String
  package let name: String
  package let party: String
  package let kind: ProcessModel.Kind
  /// How many stays the period saw, and how many of them had not ended by its end.
  package let count: Int
  package let open: Int
  /// The orders that ended within the period and came here, once or more often.
  package let orders: Int
  /// How many tasks were taken away before they were done.
  package let withdrawn: Int
  /// Of the stays that ended within the period.
  package let stay: Percentiles
  /// Of tasks that ended within the period: until somebody claimed it, and from then on. nil where nobody has a task.
  package let waiting: Percentiles?
  package let working: Percentiles?
  /// The median of all stays, those that go on among them.
  package let all: SurvivalQuantile
  /// Seconds within the period, of all stays: waiting and working, and both together but for subprocesses.
  package let waitingWithin: Double
  package let workingWithin: Double
  package let stayingWithin: Double
  /// Of all waiting at all flow nodes.
  package let waitingShare: Double

  /// The flow nodes at which tokens stayed, in the order of the drawing.
  static func all(_ account: CaseAccount, orders: [String: Int]) -> [StepReport] {
    let total = account.steps.values.reduce(0) { $0 + $1.waitingWithin }
    return account.steps
      .sorted {
        (account.model.place(of: $0.key), $0.key) < (account.model.place(of: $1.key), $1.key)
      }
      .map {
        StepReport($0.key, $0.value, account.model, orders: orders[$0.key] ?? 0, ofWaiting: total)
      }
  }

  private init(
    _ element: String, _ step: StepAccount, _ model: ProcessModel, orders: Int,
    ofWaiting total: Int64
  ) {
    self.element = element
    let known = model[element]
    name = known?.name ?? element
    party = known?.party ?? ""
    kind = model.kind(of: element, hasTask: !step.waiting.isEmpty)
    count = step.count
    open = step.open.count + step.delayed.count { !$0.ended }
    self.orders = orders
    withdrawn = step.withdrawn
    let late = step.delayed.lazy.filter(\.ended).map(\.exit)
    stay = Percentiles(microseconds: step.whole + late)
    waiting = kind == .person ? Percentiles(microseconds: step.waiting) : nil
    working = kind == .person ? Percentiles(microseconds: step.working) : nil
    all = KaplanMeier(Self.lifetimes(step)).estimate(quantile: 0.5)
    waitingWithin = step.waitingWithin.seconds
    workingWithin = step.workingWithin.seconds
    stayingWithin = step.stayingWithin.seconds
    waitingShare = total > 0 ? Double(step.waitingWithin) / Double(total) : 0
  }

  private static func lifetimes(_ step: StepAccount) -> [Lifetime] {
    step.whole.map { Lifetime(exit: max(0, $0.seconds), ended: true) }
      + step.open.map { Lifetime(exit: max(0, $0.seconds), ended: false) }
      + step.delayed.filter { $0.exit > $0.entry }
      .map { Lifetime(entry: $0.entry.seconds, exit: $0.exit.seconds, ended: $0.ended) }
  }
}
