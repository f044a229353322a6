package import Statistics

/// What is different between two groups of orders: two periods, or two kinds of orders in one.
package struct Comparison: Hashable, Sendable {
  package struct Shares: Hashable, Sendable {
    package let name: String
    package let first: Proportion
    package let second: Proportion
  }

  package struct Step: Hashable, Sendable {
    package let element: String
    package let name: String
    package let first: Percentiles
    package let second: Percentiles
    /// Of the medians of how long tokens stay there.
    package let difference: MedianDifference
  }

  package let first: AnalysisReport
  package let second: AnalysisReport
  /// Of the median lead times of those that ended, the second's minus the first's.
  package let leadTime: MedianDifference
  /// Whether the whole curves differ, those that run taken into account; nil when nothing ended in one of them.
  package let logRank: LogRank?
  package let outcomes: [Shares]
  package let firstTimeRight: Shares
  package let steps: [Step]

  package init(
    _ first: CaseAccount, _ second: CaseAccount, paths: [CaseRecord.PathID: [String]],
    _ request: AnalysisReport.Request
  ) {
    self.first = AnalysisReport(first, paths: paths, request)
    self.second = AnalysisReport(second, paths: paths, request)
    let lives = (OrderLife(first), OrderLife(second))
    leadTime = MedianDifference.between(
      lives.0.completed, lives.1.completed, seed: request.seed)
    logRank = LogRank(lives.0.lifetimes, lives.1.lifetimes)
    outcomes = Self.outcomes(self.first, self.second)
    firstTimeRight = Shares(
      name: "", first: self.first.rework.firstTimeRight, second: self.second.rework.firstTimeRight)
    steps = Self.steps(first, second, self.first, self.second, seed: request.seed)
  }

  private static func outcomes(_ first: AnalysisReport, _ second: AnalysisReport) -> [Shares] {
    var names = first.outcomes.map(\.outcome)
    names += second.outcomes.map(\.outcome).filter { !names.contains($0) }
    return names.map { name in
      Shares(name: name, first: first.share(of: name), second: second.share(of: name))
    }
  }

  private static func steps(
    _ first: CaseAccount, _ second: CaseAccount, _ left: AnalysisReport, _ right: AnalysisReport,
    seed: UInt64
  ) -> [Step] {
    left.steps.compactMap { step in
      guard let other = right.steps.first(where: { $0.element == step.element }) else { return nil }
      return Step(
        element: step.element, name: step.name, first: step.stay, second: other.stay,
        difference: MedianDifference.between(
          first.stays(at: step.element), second.stays(at: step.element), seed: seed))
    }
  }
}

extension AnalysisReport {
  fileprivate func share(of outcome: String) -> Proportion {
    outcomes.first { $0.outcome == outcome }?.share
      ?? Proportion(0, of: leadTime.completed.count)
  }
}

extension CaseAccount {
  /// How long those stayed that went within the period, in seconds.
  fileprivate func stays(at element: String) -> Sample {
    let step = steps[element] ?? StepAccount()
    return Sample((step.whole + step.delayed.filter(\.ended).map(\.exit)).map(\.seconds))
  }
}
