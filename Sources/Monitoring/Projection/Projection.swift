package import Exchange
import FEEL
package import ProcessEngine

/// What the monitor makes of the entries that it hears: which it has heard, and where every order is at each party.
///
/// A value that depends only on *which* entries were taken in, never on their order: lanes may overtake each other,
/// entries may come twice or late, and a rebuild gives the same. A lane's numbers tell repeated from new and show what is
/// missing; an order's step numbers say what is applied after what. So an entry behind a gap of its lane need not wait:
/// only the orders that miss a step do.
///
/// A store keeps only what is in use in here: it puts the orders that a batch needs in before, with all their sides, and
/// writes what `take` names afterwards.
package struct Projection: Hashable, Sendable {
  package private(set) var lanes: [LaneID: LaneLedger]
  /// All sides of each order that is in here, by party.
  package private(set) var orders: [InstanceID: [OrderSide]] = [:]

  package init(lanes: [LaneID: LaneLedger] = [:]) { self.lanes = lanes }

  /// Takes entries in.
  package mutating func take(_ entries: [JournalEntry]) -> ProjectionChanges {
    var changes = ProjectionChanges()
    changes.entries.reserveCapacity(entries.count)
    for entry in entries { take(entry, &changes) }
    return changes
  }

  private mutating func take(_ entry: JournalEntry, _ changes: inout ProjectionChanges) {
    let lane = LaneID(party: entry.party, lane: entry.lane)
    changes.lanes.insert(lane)
    guard lanes[lane, default: LaneLedger()].take(entry.number, at: entry.at) else {
      changes.duplicates += 1
      return
    }
    changes.entries.append(entry)
    apply(entry, &changes)
  }

  /// Takes entries in whose hearing has been noted before: a rebuild out of the kept entries.
  package mutating func replay(_ entries: [JournalEntry]) -> ProjectionChanges {
    var changes = ProjectionChanges()
    for entry in entries { apply(entry, &changes) }
    return changes
  }

  private mutating func apply(_ entry: JournalEntry, _ changes: inout ProjectionChanges) {
    let id = SideID(order: entry.order, party: entry.party)
    changes.sides.insert(id)
    let before = OrderSpan(of: orders[entry.order] ?? [])
    if before.ended != nil { changes.endedBefore.insert(entry.order) }
    orders[entry.order, default: []].change(id, startingAt: entry.at) {
      $0.take(entry, into: &changes)
    }
    changes.count(OrderSpan(of: orders[entry.order] ?? []), insteadOf: before)
  }

  /// Every side that is in here.
  package var sides: [SideID: OrderSide] {
    var sides: [SideID: OrderSide] = [:]
    for side in orders.values.joined() { sides[side.id] = side }
    return sides
  }

  package func side(_ id: SideID) -> OrderSide? {
    orders[id.order]?.first { $0.id.party == id.party }
  }

  /// The orders of `entries` that are not in here.
  package func missing(for entries: [JournalEntry]) -> Set<InstanceID> {
    var missing: Set<InstanceID> = []
    for entry in entries where orders[entry.order] == nil { missing.insert(entry.order) }
    return missing
  }

  /// Puts in what a store had: all sides of each of these orders.
  package mutating func restore(_ stored: [OrderSide]) {
    for side in stored { orders[side.id.order, default: []].insert(side) }
  }

  /// Leaves only those orders in that `isKept` wants.
  package mutating func keep(where isKept: ([OrderSide]) -> Bool) {
    orders = orders.filter { isKept($0.value) }
  }

  /// Leaves only one order in.
  package mutating func keep(only order: InstanceID?) {
    orders = orders.filter { $0.key == order }
  }
}

extension [OrderSide] {
  /// Changes the side in place, and adds it when it is new.
  fileprivate mutating func change(
    _ id: SideID, startingAt time: Timestamp, _ body: (inout OrderSide) -> Void
  ) {
    if let index = firstIndex(where: { $0.id.party == id.party }) {
      body(&self[index])
    } else {
      var side = OrderSide(id: id, startedAt: time, updatedAt: time)
      body(&side)
      insert(side)
    }
  }

  fileprivate mutating func insert(_ side: OrderSide) {
    insert(side, at: firstIndex { $0.id.party > side.id.party } ?? endIndex)
  }
}
