package import FEEL
package import ProcessEngine

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
