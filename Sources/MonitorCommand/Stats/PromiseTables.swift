import Analysis
import FEEL
import ProcessEngine
import Statistics
import Terminal

/// What was promised, how it is kept, and what is at risk, for a terminal.
struct PromiseTables {
  private let report: AnalysisReport

  init(_ report: AnalysisReport) { self.report = report }

  var sections: [StatsSection] { [target, dueDates, atRisk].compactMap(\.self) }

  private var target: StatsSection? {
    guard let target = report.target else { return nil }
    return StatsSection(
      heading: "TARGET \(StatsText.duration(target.target))",
      lines: [
        "late: \(StatsText.percent(target.late)) of all, "
          + "\(StatsText.proportion(target.lateOfCompleted)) of the ended ones, "
          + "\(target.lateNow) of the \(target.running) that run"
      ])
  }

  private var dueDates: StatsSection? {
    guard !report.dueDates.steps.isEmpty else { return nil }
    var table = Table([
      .init("TASK", minimum: 16), .init("AT"), .init("LATE"), .init("BY, MEDIAN"),
      .init("95% WITHIN"), .init("OPEN", alignment: .right), .init("OVERDUE", alignment: .right),
    ])
    for step in report.dueDates.steps {
      table.add([
        .init(step.name), .init(step.party),
        .init("\(step.late.hits) of \(step.late.trials), \(StatsText.proportion(step.late))"),
        .init(StatsText.estimate(step.lateness.median)),
        .init(StatsText.estimate(step.lateness.p95)), "\(step.open)", "\(step.overdue)",
      ])
    }
    let all = report.dueDates.late
    return StatsSection(
      heading: "DUE DATES OF TASKS",
      lines: [
        "late: \(all.hits) of \(all.trials) tasks, \(StatsText.proportion(all)); "
          + "\(report.dueDates.orders) orders that ended had one"
      ], table: table)
  }

  private var atRisk: StatsSection? {
    guard !report.atRisk.risks.isEmpty else { return nil }
    var table = Table([
      .init("ORDER"), .init("WHY"), .init("DUE"), .init("AGE", alignment: .right),
      .init("LATE", alignment: .right), .init("AT", minimum: 12),
    ])
    for risk in report.atRisk.risks {
      table.add([
        .init(risk.reference ?? risk.order.description), .init(Self.words(risk.reason)),
        .init(risk.due?.description ?? "–"), .init(StatsText.duration(risk.age)),
        .init(risk.late.map(Self.late) ?? "–"),
        .init(risk.elements.joined(separator: ", ")),
      ])
    }
    let counts = RiskReport.Reason.allCases.compactMap { reason in
      report.atRisk.counts[reason].map { "\(Self.words(reason)): \($0)" }
    }
    return StatsSection(
      heading: "AT RISK", lines: [counts.joined(separator: "; ")], table: table)
  }

  private static func words(_ reason: RiskReport.Reason) -> String {
    switch reason {
    case .overdue: "overdue"
    case .dueSoon: "due soon"
    case .forecast: "late by forecast"
    }
  }

  private static func late(_ probability: RemainingProbability) -> String {
    switch probability {
    case .known(let probability): StatsText.percent(probability)
    case .atMost(let probability): "≤ \(StatsText.percent(probability))"
    case .unknown: "–"
    }
  }
}
