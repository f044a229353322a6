package import FEEL
package import ProcessEngine

/// One order with the whole way that it went at each party: what an analysis is made of.
package struct Case: Hashable, Sendable {
  package let order: InstanceID
  package let facts: OrderFacts
  /// By party.
  package let sides: [Side]
  /// Of the change that made it so: a reader that has seen this one needs those that are higher.
  package let generation: Int

  package struct Side: Hashable, Sendable {
    package let party: String
    package let startedAt: Timestamp
    package let updatedAt: Timestamp
    /// nil while it runs: a censored observation.
    package let endedAt: Timestamp?
    package let outcome: String?
    /// Names its path in the `VariantCatalogue`.
    package let variant: VariantID
    /// Those that are over as they ended, then those that are not.
    package let visits: [Visit]

    package init(
      party: String, startedAt: Timestamp, updatedAt: Timestamp, endedAt: Timestamp?,
      outcome: String?, variant: VariantID, visits: [Visit]
    ) {
      self.party = party
      self.startedAt = startedAt
      self.updatedAt = updatedAt
      self.endedAt = endedAt
      self.outcome = outcome
      self.variant = variant
      self.visits = visits
    }

    package init(_ side: OrderSide) {
      self.init(
        party: side.id.party, startedAt: side.startedAt, updatedAt: side.updatedAt,
        endedAt: side.endedAt, outcome: side.outcome, variant: side.course.variant,
        visits: side.course.visits + side.openVisits)
    }
  }

  package init(order: InstanceID, facts: OrderFacts, sides: [Side], generation: Int) {
    self.order = order
    self.facts = facts
    self.sides = sides
    self.generation = generation
  }

  package var placedAt: Timestamp? { sides.lazy.map(\.startedAt).min() }
  /// When the last party ended; nil while one runs or has not been heard of.
  package var endedAt: Timestamp? {
    let ends = sides.compactMap(\.endedAt)
    return ends.count == sides.count && sides.count > 1 ? ends.max() : nil
  }
}

/// Which cases are wanted, and after which one the page begins.
package struct CaseQuery: Hashable, Sendable {
  package var filter: OrderFilter
  /// Only cases that have changed after this generation.
  package var since: Int?
  /// The last case of the page before; pages go by order id.
  package var after: InstanceID?
  /// From 1 to 20,000.
  package var limit: Int

  package init(
    _ filter: OrderFilter = OrderFilter(), since: Int? = nil, after: InstanceID? = nil,
    limit: Int = 10_000
  ) {
    self.filter = filter
    self.since = since
    self.after = after
    self.limit = limit
  }
}
