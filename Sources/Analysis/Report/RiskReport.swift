package import FEEL
package import ProcessEngine
package import Statistics

/// The running orders that somebody should look after: each once, by what is most pressing.
package struct RiskReport: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The due date of an open task has passed.
    case overdue
    /// An open task has used up three quarters of the time until its due date.
    case dueSoon
    /// It has lasted longer than promised, or will rather than not.
    case forecast
  }

  package struct Risk: Hashable, Sendable {
    package let order: InstanceID
    package let reference: String?
    package let reason: Reason
    /// In seconds.
    package let age: Double
    package let elements: [String]
    /// Of the task that is due first; nil when none has a due date.
    package let due: Timestamp?
    package let dueElement: String?
    /// The probability of lasting longer than promised, at its age; nil when nothing is promised.
    package let late: RemainingProbability?
  }

  /// How many orders there are for each reason; an order may have several.
  package let counts: [Reason: Int]
  /// Of each reason so many as are to be listed: the most pressing first.
  package let risks: [Risk]

  init(_ account: CaseAccount, _ survival: KaplanMeier, target: Double?, listed: Int) {
    let now = account.period.end
    var found: [Reason: [Risk]] = [:]
    var counts: [Reason: Int] = [:]
    for order in account.running {
      let age = account.period.age(of: order)
      let late = target.map { target in
        age > target ? .known(1) : survival.probability(ofOutlasting: target, at: age)
      }
      // Of several tasks the one that is due first is not always the one that has used up more of its time.
      let task = order.tasks.first { $0.isDueSoon(at: now) } ?? order.tasks.first
      let reasons = Reason.allCases.filter { $0.holds(order.tasks, late, at: now) }
      for reason in reasons { counts[reason, default: 0] += 1 }
      guard let reason = reasons.first else { continue }
      let shown = reason == .dueSoon ? task : order.tasks.first
      found[reason, default: []].append(
        Risk(
          order: order.order, reference: order.reference, reason: reason, age: age,
          elements: order.elements, due: shown?.due, dueElement: shown?.element, late: late))
    }
    self.counts = counts
    risks = Reason.allCases.flatMap { reason in
      (found[reason] ?? []).sorted(by: Self.isMorePressing).prefix(listed)
    }
  }

  private static func isMorePressing(_ left: Risk, _ right: Risk) -> Bool {
    switch left.reason {
    case .overdue, .dueSoon:
      (left.due?.microseconds ?? .max, left.order) < (right.due?.microseconds ?? .max, right.order)
    case .forecast:
      (right.late?.weight ?? 0, right.age, left.order)
        < (left.late?.weight ?? 0, left.age, right.order)
    }
  }
}

extension RiskReport.Reason {
  fileprivate func holds(
    _ tasks: [CaseAccount.Running.Task], _ late: RemainingProbability?, at now: Timestamp
  ) -> Bool {
    switch (self, late) {
    case (.overdue, _): tasks.contains { $0.due < now }
    case (.dueSoon, _): tasks.contains { $0.isDueSoon(at: now) }
    case (.forecast, .known(let probability)): probability >= 0.5
    case (.forecast, .unknown): true
    case (.forecast, .atMost), (.forecast, nil): false
    }
  }
}

extension CaseAccount.Running.Task {
  fileprivate func isDueSoon(at now: Timestamp) -> Bool {
    now <= due
      && 4 * (now.microseconds - enteredAt.microseconds)
        >= 3 * (due.microseconds - enteredAt.microseconds)
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
