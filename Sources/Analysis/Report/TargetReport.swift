import FEEL
package import ProcessEngine
package import Statistics

/// How a promised lead time is kept, and which running orders are likely to break it.
package struct TargetReport: Hashable, Sendable {
  package struct Risk: Hashable, Sendable {
    package let order: InstanceID
    package let reference: String?
    package let age: Double
    package let elements: [String]
    /// Of being late at its age; 1 when it is.
    package let late: RemainingProbability
  }

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
  /// The running orders that are not late yet but are likely to be, the likeliest first.
  package let atRisk: [Risk]

  init(
    _ target: Double, _ account: CaseAccount, _ life: OrderLife, _ survival: KaplanMeier,
    listed: Int
  ) {
    self.target = target
    lateOfCompleted = Proportion(
      life.completed.count - life.completed.count(atMost: target), of: life.completed.count)
    late = survival.survival(at: target)
    lateInterval = survival.interval(at: target)
    let ages = account.running.map { ($0, account.period.age(of: $0)) }
    running = ages.count
    lateNow = ages.count { $0.1 > target }
    atRisk = ages.filter { $0.1 <= target }
      .map { order, age in
        Risk(
          order: order.order, reference: order.reference, age: age, elements: order.elements,
          late: survival.probability(ofOutlasting: target, at: age))
      }
      .sorted { ($1.late.weight, $1.age, $0.order) < ($0.late.weight, $0.age, $1.order) }
      .prefix(listed).map(\.self)
  }
}

extension AnalysisPeriod {
  /// In seconds at the period's end.
  func age(of order: CaseAccount.Running) -> Double {
    max(0, end.microseconds - order.placedAt.microseconds).seconds
  }
}

extension RemainingProbability {
  /// By what risks are sorted: what is not known is no small risk.
  fileprivate var weight: Double {
    switch self {
    case .known(let probability), .atMost(let probability): probability
    case .unknown: 1
    }
  }
}
