package import Statistics

/// Which way orders went where the way divides.
package struct GatewayReport: Hashable, Sendable {
  package struct Branch: Hashable, Sendable {
    package let flow: String
    package let name: String
    package let share: Proportion
    /// Of 1,000; those of a gateway add up to them.
    package let permille: Int
    /// The orders that ended within the period and went so, once or more often.
    package let orders: Int
  }

  package let gateway: String
  package let name: String
  package let party: String
  /// How often it was left.
  package let count: Int
  /// In the order of the drawing; those that nobody took among them.
  package let branches: [Branch]

  /// The gateways that were left, in the order of the drawing. Running orders count for the ways that they have gone.
  static func all(
    _ account: CaseAccount, _ paths: [CaseRecord.PathID: [String]], orders: [String: Int]
  ) -> [GatewayReport] {
    var taken: [String: Int] = [:]
    for (path, count) in account.pathCounts {
      for item in paths[path] ?? [] where item.first == ">" { taken[item, default: 0] += count }
    }
    return account.model.gateways.compactMap { gateway in
      let counts = gateway.branches.map { taken[">" + $0.flow] ?? 0 }
      guard let permille = Shares(of: counts)?.units else { return nil }
      let total = counts.reduce(0, +)
      return GatewayReport(
        gateway: gateway.id, name: gateway.name, party: gateway.party, count: total,
        branches: gateway.branches.indices.map { index in
          Branch(
            flow: gateway.branches[index].flow, name: gateway.branches[index].name,
            share: Proportion(counts[index], of: total), permille: permille[index],
            orders: orders[">" + gateway.branches[index].flow] ?? 0)
        })
    }
  }
}

extension CaseAccount {
  /// How many orders that ended within the period went through each flow node and along each sequence flow.
  func ordersThrough(_ paths: [CaseRecord.PathID: [String]]) -> [String: Int] {
    var orders: [String: Int] = [:]
    for (route, durations) in routes {
      for item in Set(route.flatMap { paths[$0] ?? [] }) {
        orders[item, default: 0] += durations.count
      }
    }
    return orders
  }

  /// How many sides went each way, those of running orders as far as they have come.
  var pathCounts: [CaseRecord.PathID: Int] {
    var counts: [CaseRecord.PathID: Int] = [:]
    for (route, durations) in routes {
      for path in route { counts[path, default: 0] += durations.count }
    }
    for (route, count) in openRoutes {
      for path in route { counts[path, default: 0] += count }
    }
    return counts
  }
}
