import FEEL

/// From when to when an order was under way, and the party whose step that was.
struct OrderSpan: Hashable, Sendable {
  struct Bound: Hashable, Sendable {
    let at: Timestamp
    let party: String
  }

  /// When the first party began, as far as it is known; nil while nothing has been heard.
  let placed: Bound?
  /// When the last party ended; nil while one runs, has not been heard of, or misses a step.
  let ended: Bound?

  /// How many pools a collaboration has: an order has ended when all have.
  private static let partyCount = 2

  init(of sides: some Collection<OrderSide>) {
    placed = sides.lazy.map { Bound(at: $0.startedAt, party: $0.id.party) }
      .min { ($0.at, $0.party) < ($1.at, $1.party) }
    let ends = sides.compactMap { side in
      side.endedAt.map { Bound(at: $0, party: side.id.party) }
    }
    let isOver =
      ends.count == sides.count && sides.count >= Self.partyCount
      && sides.allSatisfy(\.waiting.isEmpty)
    ended = isOver ? ends.max { ($0.at, $0.party) < ($1.at, $1.party) } : nil
  }
}

extension ProjectionChanges {
  /// Counts an order where its span begins and ends, and no more where it does not any more.
  mutating func count(_ span: OrderSpan, insteadOf old: OrderSpan) {
    count(span.placed, insteadOf: old.placed, \.placed)
    count(span.ended, insteadOf: old.ended, \.closed)
  }

  private mutating func count(
    _ bound: OrderSpan.Bound?, insteadOf old: OrderSpan.Bound?,
    _ count: WritableKeyPath<Activity, Int>
  ) {
    guard bound != old else { return }
    for (bound, amount) in [(old, -1), (bound, 1)] {
      guard let bound else { continue }
      let stretch = Activity.Stretch(party: bound.party, span: .second, at: bound.at)
      activity[stretch, default: Activity()][keyPath: count] += amount
    }
  }
}
