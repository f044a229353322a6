import FEEL
package import Statistics

/// How a promised lead time is kept.
package struct TargetReport: Hashable, Sendable {
  /// In seconds.
  package let target: Double
  /// Of those that ended within the period.
  package let lateOfCompleted: Proportion
  /// The probability that an order takes longer, with those that run taken into account; nil when none was followed so
  /// long.
  package let late: Double?
  package let lateInterval: ConfidenceInterval?
  /// Of those that run now.
  package let lateNow: Int
  package let running: Int

  init(
    _ target: Double, _ account: CaseAccount, _ life: OrderLife, _ survival: KaplanMeier
  ) {
    self.target = target
    lateOfCompleted = Proportion(
      life.completed.count - life.completed.count(atMost: target), of: life.completed.count)
    late = survival.survival(at: target)
    lateInterval = survival.interval(at: target)
    running = account.running.count
    lateNow = account.running.count { account.period.age(of: $0) > target }
  }
}

extension AnalysisPeriod {
  /// In seconds at the period's end.
  func age(of order: CaseAccount.Running) -> Double {
    max(0, end.microseconds - order.placedAt.microseconds).seconds
  }
}
