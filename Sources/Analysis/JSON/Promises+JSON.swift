import FEEL
import ProcessEngine
import Statistics

extension DueReport {
  var json: Value {
    .context([
      "late": late.json, "open": .number(open), "overdue": .number(overdue),
      "orders": .number(orders),
      "steps": .list(
        steps.map {
          .context([
            "element": .string($0.element), "name": .string($0.name), "party": .string($0.party),
            "late": $0.late.json, "lateness": $0.lateness.json, "open": .number($0.open),
            "overdue": .number($0.overdue), "orders": .number($0.orders),
          ])
        }),
    ])
  }
}

extension RiskReport {
  var json: Value {
    var counts = Context()
    for reason in Reason.allCases {
      counts[reason.rawValue] = .number(self.counts[reason] ?? 0)
    }
    return .context([
      "counts": .context(counts), "orders": .list(risks.map(\.json)),
    ])
  }
}

extension RiskReport.Risk {
  fileprivate var json: Value {
    .context([
      "order": .string(order.description), "reference": .text(reference),
      "reason": .string(reason.rawValue), "age": .number(age),
      "elements": .list(elements.map { .string($0) }), "due": .text(due?.description),
      "dueElement": .text(dueElement), "late": late?.json ?? .null,
    ])
  }
}
