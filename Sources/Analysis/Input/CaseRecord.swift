package import FEEL
package import ProcessEngine

/// One order as an analysis takes it in: what happened when, at each party.
package struct CaseRecord: Hashable, Sendable {
  /// Names the way that a side went; the ways themselves are handed in when the report is made.
  package typealias PathID = Int64

  package struct Side: Hashable, Sendable {
    package let party: String
    /// nil while it runs.
    package let outcome: String?
    package let path: PathID
    package let stays: [Stay]

    package init(party: String, outcome: String?, path: PathID, stays: [Stay]) {
      self.party = party
      self.outcome = outcome
      self.path = path
      self.stays = stays
    }
  }

  /// A token's stay at a flow node.
  package struct Stay: Hashable, Sendable {
    package let element: String
    package let enteredAt: Timestamp
    /// nil while the token is there.
    package let leftAt: Timestamp?
    package let task: Task?

    package init(
      element: String, enteredAt: Timestamp, leftAt: Timestamp?, task: Task? = nil
    ) {
      self.element = element
      self.enteredAt = enteredAt
      self.leftAt = leftAt
      self.task = task
    }
  }

  /// A person's task in a stay.
  package struct Task: Hashable, Sendable {
    /// nil when nobody held it.
    package let claimedAt: Timestamp?
    /// Who holds it or did it.
    package let worker: String?
    package let group: String?
    /// When it was to be done; nil when that was not said.
    package let due: Timestamp?
    /// Whether it was taken away instead of being done.
    package let isWithdrawn: Bool

    package init(
      claimedAt: Timestamp?, worker: String?, group: String?, due: Timestamp? = nil,
      isWithdrawn: Bool
    ) {
      self.claimedAt = claimedAt
      self.worker = worker
      self.group = group
      self.due = due
      self.isWithdrawn = isWithdrawn
    }
  }

  package let order: InstanceID
  /// What people call the order.
  package let reference: String?
  package let placedAt: Timestamp
  /// When the last party ended; nil while one runs.
  package let endedAt: Timestamp?
  /// By party.
  package let sides: [Side]

  package init(
    order: InstanceID, reference: String?, placedAt: Timestamp, endedAt: Timestamp?, sides: [Side]
  ) {
    self.order = order
    self.reference = reference
    self.placedAt = placedAt
    self.endedAt = endedAt
    self.sides = sides
  }

  /// The ways of all sides together.
  package var route: [PathID] { sides.map(\.path) }

  /// On what all sides agree that have ended; nil when they do not, or none has.
  package var outcome: String? {
    let all = Set(sides.compactMap(\.outcome))
    return all.count == 1 ? all.first : nil
  }
}
