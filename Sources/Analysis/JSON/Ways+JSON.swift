import FEEL
import Statistics

extension GatewayReport {
  var json: Value {
    .context([
      "gateway": .string(gateway), "name": .string(name), "party": .string(party),
      "count": .number(count),
      "branches": .list(
        branches.map {
          .context([
            "flow": .string($0.flow), "name": .string($0.name), "share": $0.share.json,
            "permille": .number($0.permille), "orders": .number($0.orders),
          ])
        }),
    ])
  }
}

extension VariantReport {
  var json: Value {
    .context([
      "party": .string(party), "count": .number(count), "distinct": .number(distinct),
      "variants": .list(
        variants.map {
          .context([
            "variant": .string("\($0.path)"), "nodes": .list($0.nodes.map { .string($0) }),
            "share": $0.share.json, "permille": .number($0.permille),
            "medianLeadTime": $0.medianLeadTime.json,
          ])
        }),
      "others": others.json, "othersPermille": .number(othersPermille),
    ])
  }
}

extension ReworkReport {
  var json: Value {
    .context([
      "firstTimeRight": firstTimeRight.json,
      "loops": .list(
        loops.map {
          .context([
            "element": .string($0.element), "name": .string($0.name), "orders": $0.orders.json,
            "repeats": .number($0.repeats),
          ])
        }),
    ])
  }
}

extension WorkReport {
  var json: Value {
    .context([
      "people": .list(people.map(\.json)), "peopleInAll": .number(peopleInAll),
      "groups": .list(groups.map(\.json)),
      "handovers": .list(
        handovers.map {
          .context([
            "party": .string($0.party), "from": .string($0.from), "to": .string($0.to),
            "count": .number($0.count), "orders": .number($0.orders),
          ])
        }),
    ])
  }
}

extension WorkReport.Member {
  fileprivate var json: Value {
    .context([
      "party": .string(party), "name": .string(name), "tasks": .number(working.count),
      "waiting": waiting.json, "working": working.json, "worked": .number(worked),
      "orders": .number(orders),
    ])
  }
}
