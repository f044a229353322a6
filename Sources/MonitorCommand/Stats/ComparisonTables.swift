import Analysis
import Statistics
import Terminal

/// What differs between two groups, for a terminal.
struct ComparisonTables {
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  var sections: [StatsSection] { [medians, shares] }

  private var medians: StatsSection {
    var table = Table([
      .init("MEDIAN", minimum: 16), .init("FIRST"), .init("SECOND"), .init("DIFFERENCE"),
    ])
    table.add([
      "lead time", .init(StatsText.estimate(comparison.first.leadTime.completed.median)),
      .init(StatsText.estimate(comparison.second.leadTime.completed.median)),
      .init(StatsText.difference(comparison.leadTime)),
    ])
    for step in comparison.steps {
      table.add([
        .init(step.name), .init(StatsText.estimate(step.first.median)),
        .init(StatsText.estimate(step.second.median)),
        .init(StatsText.difference(step.difference)),
      ])
    }
    return StatsSection(
      heading:
        "COMPARED \(comparison.second.period.begin) – \(comparison.second.period.end), the second less the first",
      lines: comparison.logRank.map { ["log-rank test: p = \(StatsText.number($0.p))"] } ?? [],
      table: table)
  }

  private var shares: StatsSection {
    var table = Table([.init("SHARE"), .init("FIRST"), .init("SECOND")])
    for share in comparison.outcomes {
      table.add([
        .init(share.name), .init(StatsText.proportion(share.first)),
        .init(StatsText.proportion(share.second)),
      ])
    }
    table.add([
      "right the first time", .init(StatsText.proportion(comparison.firstTimeRight.first)),
      .init(StatsText.proportion(comparison.firstTimeRight.second)),
    ])
    return StatsSection(heading: "SHARES COMPARED", table: table)
  }
}
