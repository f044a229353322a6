package import Exchange

/// What the monitor makes of the entries that it hears: which it has heard, and where every order is at each party.
///
/// A value that depends only on *which* entries were taken in, never on their order: lanes may overtake each other,
/// entries may come twice or late, and a rebuild gives the same. A lane's numbers tell repeated from new and show what is
/// missing; an order's step numbers say what is applied after what. So an entry behind a gap of its lane need not wait:
/// only the orders that miss a step do.
///
/// A store keeps only what is in use in here: it puts the sides that a batch needs in before, and writes what `take`
/// names afterwards.
package struct Projection: Hashable, Sendable {
  package private(set) var lanes: [LaneID: LaneLedger]
  package private(set) var sides: [SideID: OrderSide]

  package init(lanes: [LaneID: LaneLedger] = [:], sides: [SideID: OrderSide] = [:]) {
    self.lanes = lanes
    self.sides = sides
  }

  /// Takes entries in.
  package mutating func take(_ entries: [JournalEntry]) -> ProjectionChanges {
    var changes = ProjectionChanges()
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
    // Taken out while it changes, so that it is changed in place.
    var side =
      sides.removeValue(forKey: id)
      ?? OrderSide(id: id, startedAt: entry.at, updatedAt: entry.at)
    side.take(entry, into: &changes)
    sides[id] = side
  }

  /// The sides of `entries` that are not in here.
  package func missing(for entries: [JournalEntry]) -> Set<SideID> {
    var missing: Set<SideID> = []
    for entry in entries {
      let id = SideID(order: entry.order, party: entry.party)
      if sides[id] == nil { missing.insert(id) }
    }
    return missing
  }

  /// Puts in what a store had.
  package mutating func restore(_ stored: [OrderSide]) {
    for side in stored { sides[side.id] = side }
  }

  /// Leaves only those sides in that `isKept` wants.
  package mutating func keep(where isKept: (OrderSide) -> Bool) {
    sides = sides.filter { isKept($0.value) }
  }
}
