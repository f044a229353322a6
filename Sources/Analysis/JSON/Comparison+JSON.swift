package import FEEL
import Statistics

extension Comparison {
  /// Both reports and what differs, the second's minus the first's.
  package var json: Value {
    .context([
      "first": first.json, "second": second.json, "leadTime": leadTime.json,
      "logRank": logRank.map {
        .context(["statistic": .number($0.statistic), "p": .number($0.p)])
      } ?? .null,
      "outcomes": .list(outcomes.map(\.json)), "firstTimeRight": firstTimeRight.json,
      "steps": .list(
        steps.map {
          .context([
            "element": .string($0.element), "name": .string($0.name), "first": $0.first.json,
            "second": $0.second.json, "difference": $0.difference.json,
          ])
        }),
    ])
  }
}

extension Comparison.Shares {
  fileprivate var json: Value {
    .context(["name": .string(name), "first": first.json, "second": second.json])
  }
}
