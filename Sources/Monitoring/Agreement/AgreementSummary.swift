package import FEEL

/// What a check of many orders found.
package struct AgreementSummary: Hashable, Sendable {
  /// How many differences are kept with their names; the rest is counted.
  package static let differenceLimit = 10_000

  package private(set) var orders = 0
  /// Orders that are over at every party.
  package private(set) var ended = 0
  /// Orders that are not over: no difference, however quiet.
  package private(set) var running = 0
  package private(set) var sent = 0
  package private(set) var received = 0
  package private(set) var inFlight = 0
  package private(set) var oldestInFlight: Timestamp?
  package private(set) var quarantined = 0
  /// How many orders ended with an outcome that all parties share.
  package private(set) var outcomes: [String: Int] = [:]
  package private(set) var differenceCount = 0
  package private(set) var differences: [Difference] = []

  package init() {}

  package mutating func add(_ order: OrderAgreement) {
    orders += 1
    if order.isEnded { ended += 1 } else { running += 1 }
    sent += order.sent
    received += order.received
    inFlight += order.inFlight
    if let oldest = order.oldestInFlight {
      oldestInFlight = min(oldestInFlight ?? oldest, oldest)
    }
    quarantined += order.quarantined
    if order.isEnded, Set(order.outcomes.values).count == 1,
      let outcome = order.outcomes.values.first
    {
      outcomes[outcome, default: 0] += 1
    }
    add(order.differences)
  }

  package mutating func add(_ differences: [Difference]) {
    differenceCount += differences.count
    self.differences += differences.prefix(
      max(0, Self.differenceLimit - self.differences.count))
  }
}
