package import FEEL
package import ProcessEngine

/// What a comparison of both accounts has found, as far as it is kept for the pages.
package struct KeptCheck: Hashable, Sendable {
  /// How many differences are kept; the rest is counted.
  package static let limit = 1_000

  /// As of when the accounts were compared.
  package let at: Timestamp
  /// How many orders were compared.
  package let orders: Int
  /// All of them, also those that are not kept.
  package let differenceCount: Int
  /// The parties whose own databases were compared with what was heard of them.
  package let databases: [String]
  /// The first ones, in the order in which they were found.
  package let differences: [Difference]
  /// Of the orders of these that the monitor knows, what people call them; empty where nobody has said that.
  package var references: [InstanceID: String] = [:]

  package init(
    at: Timestamp, orders: Int, differenceCount: Int, databases: [String],
    differences: [Difference]
  ) {
    self.at = at
    self.orders = orders
    self.differenceCount = differenceCount
    self.databases = databases
    self.differences = Array(differences.prefix(Self.limit))
  }

  package init(at: Timestamp, _ summary: AgreementSummary, databases: [String]) {
    self.init(
      at: at, orders: summary.orders, differenceCount: summary.differenceCount,
      databases: databases, differences: summary.differences)
  }
}
