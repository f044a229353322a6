import Analysis
import FEEL
import ProcessEngine
import Statistics
import Terminal

/// An analysis for a terminal.
struct ReportTables {
  private let report: AnalysisReport

  init(_ report: AnalysisReport) { self.report = report }

  var sections: [StatsSection] {
    [
      flow, leadTime, outcomes, steps, waiting, gateways, variants, rework,
    ].compactMap(\.self) + PromiseTables(report).sections
      + [people, stability, forecast].compactMap(\.self)
  }

  private var flow: StatsSection {
    let flow = report.flow
    let law = flow.law
    return StatsSection(
      heading: "ORDERS \(report.period.begin) – \(report.period.end)",
      lines: [
        "placed    \(StatsText.rate(flow.arrivals))  \(spark(\.arrived.rate))",
        "ended     \(StatsText.rate(flow.departures))  \(spark(\.departed.rate))",
        "present   \(StatsText.number(law.averagePresent)) on average, \(law.presentAtEnd) at the end"
          + (law.residual.map {
            ", of which Little's law leaves \(StatsText.number($0)) unexplained"
              + (law.drifts ? " (they pile up or run off)" : "")
          } ?? ""),
      ])
  }

  private func spark(_ value: (FlowReport.Stretch) -> Double) -> String {
    Sparkline.text(report.flow.stretches.map(value), width: 40)
  }

  private var leadTime: StatsSection {
    let time = report.leadTime
    var table = Table([
      .init(""), .init("ORDERS", alignment: .right), .init("HALF WITHIN"), .init("85% WITHIN"),
      .init("95% WITHIN"),
    ])
    table.add([
      "with those that run", "\(time.all.count)", .init(StatsText.quantile(time.all.median)),
      .init(StatsText.quantile(time.all.p85)), .init(StatsText.quantile(time.all.p95)),
    ])
    table.add([
      "ended ones only", "\(time.completed.count)",
      .init(StatsText.estimate(time.completed.median)),
      .init(StatsText.estimate(time.completed.p85)), .init(StatsText.estimate(time.completed.p95)),
    ])
    return StatsSection(
      heading: "LEAD TIME",
      lines: time.bias.map {
        ["Leaving out the \(time.running) that run shifts the median by \(StatsText.duration($0))."]
      } ?? [], table: table)
  }

  private var outcomes: StatsSection? {
    guard !report.outcomes.isEmpty else { return nil }
    var table = Table([.init("OUTCOME"), .init("ORDERS", alignment: .right), .init("SHARE")])
    for outcome in report.outcomes {
      table.add([
        .init(outcome.outcome), "\(outcome.share.hits)",
        .init(StatsText.proportion(outcome.share)),
      ])
    }
    return StatsSection(heading: "OUTCOMES", table: table)
  }

  private var steps: StatsSection? {
    guard !report.steps.isEmpty else { return nil }
    var table = Table([
      .init("STEP", minimum: 16), .init("AT"), .init("COUNT", alignment: .right),
      .init("OPEN", alignment: .right), .init("STAY, MEDIAN", minimum: 10),
      .init("WAITING", minimum: 8), .init("WORK", minimum: 8), .init("95% WITHIN", minimum: 10),
    ])
    for step in report.steps where step.kind != .composite {
      table.add([
        .init(step.name), .init(step.party), "\(step.count)", "\(step.open)",
        .init(StatsText.estimate(step.stay.median)),
        .init(StatsText.duration(step.waiting?.median.value)),
        .init(StatsText.duration(step.working?.median.value)),
        .init(StatsText.estimate(step.stay.p95)),
      ])
    }
    return StatsSection(heading: "STEPS", table: table)
  }

  private var waiting: StatsSection? {
    guard !report.waiting.parts.isEmpty else { return nil }
    var table = Table([
      .init("WAITING FOR"), .init("IN ALL", alignment: .right), .init("SHARE", alignment: .right),
      .init("UP TO HERE", alignment: .right),
    ])
    for part in report.waiting.parts.prefix(8) {
      let step = report.steps.first { $0.element == part.label }
      table.add([
        .init("\(step?.name ?? part.label) (\(step?.party ?? ""))"),
        .init(StatsText.duration(part.amount)), .init(StatsText.percent(part.share)),
        .init(StatsText.percent(part.cumulativeShare)),
      ])
    }
    return StatsSection(heading: "BOTTLENECKS", table: table)
  }

  private var gateways: StatsSection? {
    guard !report.gateways.isEmpty else { return nil }
    var table = Table([
      .init("WHERE", minimum: 16), .init("WAY", minimum: 12), .init("COUNT", alignment: .right),
      .init("SHARE", alignment: .right),
    ])
    for gateway in report.gateways {
      for (index, branch) in gateway.branches.enumerated() where branch.share.hits > 0 || index == 0
      {
        table.add([
          .init(index == 0 ? "\(gateway.name) (\(gateway.party))" : ""), .init(branch.name),
          "\(branch.share.hits)", .init(StatsText.permille(branch.permille)),
        ])
      }
    }
    return StatsSection(heading: "BRANCHES", table: table)
  }

  private var variants: StatsSection? {
    guard !report.variants.isEmpty else { return nil }
    var table = Table([
      .init("AT"), .init("COUNT", alignment: .right), .init("SHARE", alignment: .right),
      .init("LEAD TIME, MEDIAN"), .init("WAY", minimum: 20),
    ])
    for party in report.variants {
      for variant in party.variants {
        table.add([
          .init(party.party), "\(variant.share.hits)", .init(StatsText.permille(variant.permille)),
          .init(StatsText.estimate(variant.medianLeadTime)),
          .init(variant.nodes.joined(separator: " ")),
        ])
      }
      if party.others.hits > 0 {
        table.add([
          .init(party.party), "\(party.others.hits)",
          .init(StatsText.permille(party.othersPermille)), "", "all other ways",
        ])
      }
    }
    return StatsSection(heading: "VARIANTS", table: table)
  }

  private var rework: StatsSection {
    var table = Table([
      .init("DONE AGAIN"), .init("ORDERS", alignment: .right), .init("TIMES", alignment: .right),
    ])
    for loop in report.rework.loops {
      table.add([.init(loop.name), "\(loop.orders.hits)", "\(loop.repeats)"])
    }
    return StatsSection(
      heading: "REWORK",
      lines: ["right the first time: \(StatsText.proportion(report.rework.firstTimeRight))"],
      table: table)
  }

  private var people: StatsSection? {
    guard !report.work.people.isEmpty else { return nil }
    var table = Table([
      .init("WHO"), .init("AT"), .init("TASKS", alignment: .right), .init("WAITING, MEDIAN"),
      .init("WORK, MEDIAN"), .init("WORK IN ALL", alignment: .right),
    ])
    for member in report.work.people + report.work.groups {
      table.add([
        .init(member.name), .init(member.party), "\(member.working.count)",
        .init(StatsText.estimate(member.waiting.median)),
        .init(StatsText.estimate(member.working.median)), .init(StatsText.duration(member.worked)),
      ])
    }
    return StatsSection(
      heading: "WORK BY PERSON AND GROUP",
      lines: report.work.handovers.map {
        "\($0.from) → \($0.to) (\($0.party)): \($0.count) times"
      }, table: table)
  }

  private var stability: StatsSection? {
    guard !report.stability.points.isEmpty || !report.stability.sparse.isEmpty else { return nil }
    let chart = report.stability.chart
    let medians = Sparkline.text(report.stability.points.map(\.median), width: 60)
    let changes = chart.changes.map {
      "a real change at \(report.stability.points[$0].bucket.begin)"
    }
    let sparse = report.stability.sparse.count
    let leftOut =
      sparse == 0 ? "" : ", without \(sparse) of fewer than \(StabilityReport.needed) orders"
    return StatsSection(
      heading: "STABILITY",
      lines: ["median lead time by \(report.stability.width.rawValue)\(leftOut): \(medians)"]
        + (chart.segments.isEmpty
          ? ["too few for limits: \(chart.values.count) of \(ProcessBehaviourChart.needed)"]
          : changes.isEmpty ? ["no real change"] : changes))
  }

  private var forecast: StatsSection? {
    guard report.forecast.running > 0 else { return nil }
    var table = Table([
      .init("ORDER"), .init("AGE", alignment: .right), .init("50% IN", alignment: .right),
      .init("85% IN", alignment: .right), .init("95% IN", alignment: .right),
      .init("AT", minimum: 12),
    ])
    for order in report.forecast.orders {
      let bounds = order.forecast.bounds.map {
        Table.Cell(StatsText.duration($0.remaining))
      }
      table.add(
        [.init(order.reference ?? order.order.description), .init(StatsText.duration(order.age))]
          + bounds + [.init(order.elements.joined(separator: ", "))])
    }
    let tested = report.forecast.backTest.coverage.map {
      "\(StatsText.percent($0.probability)) promised: \(StatsText.percent($0.kept.share)) kept of \($0.kept.trials)"
    }
    return StatsSection(
      heading: "FORECAST, the oldest of \(report.forecast.running)",
      lines: ["back-tested: " + tested.joined(separator: "; ")], table: table)
  }
}
