package import FEEL
package import ProcessEngine

/// Which orders a list shows; what is nil does not restrict it.
package struct OrderFilter: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable, CaseIterable {
    /// At least one party has not ended.
    case running
    /// Every party that was heard of has ended.
    case ended
  }

  package var status: Status?
  /// At any party.
  package var outcome: String?
  /// Orders with a token at this flow node.
  package var element: String?
  package var reference: String?
  package var buyer: String?
  /// Orders with an open incident.
  package var onlyIncidents = false
  /// Orders with a task whose due date has passed at this time.
  package var overdueAt: Timestamp?
  /// Orders that began before the last of an earlier page.
  package var before: Cursor?
  /// From 1 to 1,000.
  package var limit = 50

  package struct Cursor: Hashable, Sendable {
    package let startedAt: Timestamp
    package let order: InstanceID

    package init(startedAt: Timestamp, order: InstanceID) {
      self.startedAt = startedAt
      self.order = order
    }
  }

  package init() {}
}

/// What the monitor knows of one order.
package struct OrderPicture: Hashable, Sendable {
  package let order: InstanceID
  /// By party.
  package let sides: [OrderSide]
  package let messages: [MessageKey: MessageTrack]

  package init(order: InstanceID, sides: [OrderSide], messages: [MessageKey: MessageTrack] = [:]) {
    self.order = order
    self.sides = sides
    self.messages = messages
  }

  package var reference: String? { sides.lazy.compactMap(\.facts.reference).first }
  package var buyer: String? { sides.lazy.compactMap(\.facts.buyer).first }
  /// Of the side that has heard of a quote last.
  package var total: String? {
    let priced = sides.filter { $0.facts.total != nil }
    return priced.max { $0.updatedAt < $1.updatedAt }
      .flatMap { side in
        side.facts.total.map { [$0, side.facts.currency].compactMap { $0 }.joined(separator: " ") }
      }
  }
  package var startedAt: Timestamp? { sides.map(\.startedAt).min() }
  package var updatedAt: Timestamp? { sides.map(\.updatedAt).max() }

  package func side(of party: String) -> OrderSide? { sides.first { $0.id.party == party } }
}
