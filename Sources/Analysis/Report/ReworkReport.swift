package import Statistics

/// What was done more than once for one order.
package struct ReworkReport: Hashable, Sendable {
  package struct Loop: Hashable, Sendable {
    package let element: String
    package let name: String
    /// Orders that ended within the period and came here more than once.
    package let orders: Proportion
    /// How often they came here again.
    package let repeats: Int
  }

  /// Orders for which nothing was done twice.
  package let firstTimeRight: Proportion
  /// By how often something was done again.
  package let loops: [Loop]

  init(_ account: CaseAccount, _ paths: [CaseRecord.PathID: [String]]) {
    var orders: [String: Int] = [:]
    var repeats: [String: Int] = [:]
    var (right, total) = (0, 0)
    for (route, durations) in account.routes {
      var visits: [String: Int] = [:]
      for item in route.flatMap({ paths[$0] ?? [] }) where account.model.isActivity(item) {
        visits[item, default: 0] += 1
      }
      let repeated = visits.filter { $0.value > 1 }
      for (element, count) in repeated {
        orders[element, default: 0] += durations.count
        repeats[element, default: 0] += (count - 1) * durations.count
      }
      total += durations.count
      if repeated.isEmpty { right += durations.count }
    }
    firstTimeRight = Proportion(right, of: total)
    loops = orders.map { element, count in
      Loop(
        element: element, name: account.model[element]?.name ?? element,
        orders: Proportion(count, of: total), repeats: repeats[element] ?? 0)
    }
    .sorted { ($1.repeats, $0.element) < ($0.repeats, $1.element) }
  }
}

extension ProcessModel {
  fileprivate func isActivity(_ item: String) -> Bool { self[item]?.isActivity ?? false }
}
