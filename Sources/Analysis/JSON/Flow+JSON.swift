import FEEL
import ProcessEngine
import Statistics

extension FlowReport {
  var json: Value {
    .context([
      "width": .string(width.rawValue), "arrivals": arrivals.json, "departures": departures.json,
      "stretches": .list(stretches.map(\.json)),
      "littlesLaw": .context([
        "present": .number(law.averagePresent), "throughput": .number(law.throughput * 3_600),
        "stay": .number(law.averageStay), "residual": .number(law.residual),
        "presentAtBegin": .number(law.presentAtBegin), "presentAtEnd": .number(law.presentAtEnd),
        "drifts": .boolean(law.drifts),
      ]),
    ])
  }
}

extension FlowReport.Stretch {
  fileprivate var json: Value {
    .context([
      "from": .string(bucket.begin.description), "to": .string(bucket.end.description),
      "isPartial": .boolean(bucket.isPartial), "arrived": arrived.json, "departed": departed.json,
      "present": .number(present), "arrivedInAll": .number(arrivedInAll),
      "departedInAll": .number(departedInAll),
    ])
  }
}

extension StabilityReport {
  var json: Value {
    .context([
      "width": .string(width.rawValue),
      "points": .list(
        points.map {
          .context([
            "from": .string($0.bucket.begin.description), "count": .number($0.count),
            "median": .number($0.median),
          ])
        }),
      "tooFew": .list(
        sparse.map {
          .context([
            "from": .string($0.bucket.begin.description), "count": .number($0.leadTimes.count),
            "median": .null, "needed": .number(Self.needed),
          ])
        }),
      "segments": .list(
        chart.segments.map {
          .context([
            "from": .number($0.range.lowerBound), "to": .number($0.range.upperBound),
            "centre": .number($0.limits.centre), "lower": .number($0.limits.lower),
            "upper": .number($0.limits.upper),
          ])
        }),
      "changes": .list(chart.changes.map { .string(points[$0].bucket.begin.description) }),
      "signals": .list(
        chart.segments.flatMap(\.signals).map {
          .context([
            "rule": .string("\($0.rule)"), "from": .number($0.range.lowerBound),
            "to": .number($0.range.upperBound),
          ])
        }),
    ])
  }
}

extension ForecastReport {
  var json: Value {
    .context([
      "running": .number(running), "orders": .list(orders.map(\.json)),
      "backTest": .list(
        backTest.coverage.map {
          .context([
            "probability": .number($0.probability), "kept": $0.kept.json,
            "undecided": .number($0.undecided), "unknown": .number($0.unknown),
          ])
        }),
    ])
  }
}

extension ForecastReport.Order {
  fileprivate var json: Value {
    .context([
      "order": .string(order.description), "reference": .text(reference), "age": .number(age),
      "elements": .list(elements.map { .string($0) }),
      "remaining": .list(
        forecast.bounds.map {
          .context([
            "probability": .number($0.probability), "seconds": .number($0.remaining),
          ])
        }),
    ])
  }
}
