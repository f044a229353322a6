package import FEEL
import ProcessEngine
import Statistics

extension AnalysisReport {
  /// All of it, for programs. Durations are seconds, times RFC 3339 in UTC, shares between 0 and 1; what is not known is
  /// null, an estimate from too few values tells how many it would need.
  package var json: Value {
    .context([
      "period": period.json, "orders": .number(orders), "flow": flow.json,
      "leadTime": leadTime.json, "outcomes": .list(outcomes.map(\.json)),
      "steps": .list(steps.map(\.json)), "waiting": .list(waiting.parts.map(Self.json)),
      "gateways": .list(gateways.map(\.json)), "variants": .list(variants.map(\.json)),
      "rework": rework.json, "target": target?.json ?? .null, "dueDates": dueDates.json,
      "atRisk": atRisk.json, "work": work.json,
      "stability": stability.json, "forecast": forecast.json,
    ])
  }

  private static func json(_ part: Pareto<String>.Part) -> Value {
    .context([
      "element": .string(part.label), "seconds": .number(part.amount),
      "share": .number(part.share), "cumulativeShare": .number(part.cumulativeShare),
    ])
  }
}

extension AnalysisPeriod {
  fileprivate var json: Value {
    .context([
      "from": .string(begin.description), "to": .string(until.description),
      "now": .string(now.description),
    ])
  }
}

extension LeadTimeReport {
  fileprivate var json: Value {
    .context([
      "completed": completed.json, "all": all.json, "withoutRunning": withoutRunning.json,
      "running": .number(running),
      "delayed": .number(delayed), "completedOnlyBias": .number(bias),
      "histogram": .list(
        histogram.map {
          .context(["from": .number($0.from), "to": .number($0.to), "count": .number($0.count)])
        }),
    ])
  }
}

extension SurvivalCurve {
  fileprivate var json: Value {
    .context([
      "count": .number(count), "ended": .number(ended), "p50": median.json, "p85": p85.json,
      "p95": p95.json, "followedUntil": .number(followedUntil),
      "curve": .list(
        points.map {
          .context([
            "age": .number($0.age), "atRisk": .number($0.atRisk),
            "survival": .number($0.survival), "interval": $0.interval?.json ?? .null,
            "ended": .number($0.ended),
          ])
        }),
    ])
  }
}

extension OutcomeReport {
  fileprivate var json: Value {
    .context([
      "outcome": .string(outcome), "share": share.json, "permille": .number(permille),
      "incidence": .list(
        incidence.map {
          .context([
            "age": .number($0.age), "probability": .number($0.probability),
            "interval": $0.interval?.json ?? .null, "ended": .number($0.ended),
          ])
        }),
    ])
  }
}

extension StepReport {
  fileprivate var json: Value {
    .context([
      "element": .string(element), "name": .string(name), "party": .string(party),
      "kind": .string(kind.rawValue), "count": .number(count), "open": .number(open),
      "orders": .number(orders), "withdrawn": .number(withdrawn), "stay": stay.json,
      "waiting": waiting?.json ?? .null,
      "working": working?.json ?? .null, "median": all.json,
      "waitingWithin": .number(waitingWithin), "workingWithin": .number(workingWithin),
      "stayingWithin": .number(stayingWithin), "waitingShare": .number(waitingShare),
    ])
  }
}

extension TargetReport {
  fileprivate var json: Value {
    .context([
      "target": .number(target), "lateOfCompleted": lateOfCompleted.json, "late": .number(late),
      "interval": lateInterval?.json ?? .null, "lateNow": .number(lateNow),
      "running": .number(running),
    ])
  }
}
