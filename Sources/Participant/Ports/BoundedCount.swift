/// How many there are: exactly so many, or at least.
///
/// Counting stops early, so that it takes no longer when more is stored.
package struct BoundedCount: Hashable, Sendable {
  /// As far as a count goes.
  package static let limit = 10_000

  /// Not more than the limit.
  package let value: Int
  /// False when there may be more.
  package let isExact: Bool

  /// - Parameters:
  ///   - counted: as many have been seen.
  ///   - isExact: whether those are all.
  package init(_ counted: Int, isExact: Bool = true, limit: Int = limit) {
    value = min(counted, limit)
    self.isExact = isExact && counted <= limit
  }
}

/// How many orders a filter lets through, by what has become of them.
package struct OrderCounts: Hashable, Sendable {
  package let running: BoundedCount
  /// By outcome; those of which no order was seen are missing.
  package let ended: [String: BoundedCount]
  package let total: BoundedCount

  /// - Parameters:
  ///   - isExact: whether there is no outcome but those.
  ///   - least: how many there are at least in total, when that is known otherwise.
  ///   - limit: how far the total goes.
  package init(
    running: BoundedCount, ended: [String: BoundedCount], isExact: Bool = true,
    least: Int? = nil, limit: Int = BoundedCount.limit
  ) {
    self.running = running
    self.ended = ended
    let all = [running] + ended.values
    total = BoundedCount(
      max(all.reduce(0) { $0 + $1.value }, least ?? 0),
      isExact: isExact && all.allSatisfy(\.isExact), limit: limit)
  }
}

/// How many tasks each view of a person shows.
package struct TaskCounts: Hashable, Sendable {
  package let mine: BoundedCount
  package let groups: BoundedCount
  package let all: BoundedCount
  package let done: BoundedCount

  package init(
    mine: BoundedCount, groups: BoundedCount, all: BoundedCount, done: BoundedCount
  ) {
    self.mine = mine
    self.groups = groups
    self.all = all
    self.done = done
  }

  package subscript(view: TaskQuery.View) -> BoundedCount {
    switch view {
    case .mine: mine
    case .groups: groups
    case .all: all
    case .done: done
    }
  }
}
