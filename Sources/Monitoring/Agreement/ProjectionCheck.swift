package import Exchange
package import ProcessEngine

/// Compares what a store has of an order with what its entries make.
package enum ProjectionCheck {
  /// - Parameters:
  ///   - sides: as stored, each with the number of entries that wait beyond it.
  ///   - messages: as stored.
  package static func differences(
    of order: InstanceID, entries: [JournalEntry], sides: [(side: OrderSide, waiting: Int)],
    messages: [MessageKey: MessageTrack]
  ) -> [Difference] {
    var replayed = Projection()
    let changes = replayed.replay(entries)
    // Of two entries that claim one step, the first heard counts; which that was is not known any more.
    guard replayed.sides.values.allSatisfy({ $0.conflicts == 0 }) else { return [] }
    var differences: [Difference] = []
    func differ(_ party: String?, _ statement: Statement) {
      differences.append(
        Difference(order: order, party: party, kind: .projection, statement: statement))
    }
    var stored: [SideID: (side: OrderSide, waiting: Int)] = [:]
    for item in sides { stored[item.side.id] = item }
    for (id, side) in replayed.sides.sorted(by: { $0.key.party < $1.key.party }) {
      guard let found = stored.removeValue(forKey: id) else {
        differ(id.party, Statement(.sideUnprojected))
        continue
      }
      if let statement = difference(between: side, and: found) { differ(id.party, statement) }
    }
    for id in stored.keys.sorted(by: { $0.party < $1.party }) {
      differ(id.party, Statement(.sideUnheard))
    }
    for key in Set(messages.keys).union(changes.messages.keys).sorted(by: { $0.id < $1.id })
    where messages[key] != changes.messages[key] {
      differ(nil, Statement(.messageProjected, ["id": .text(key.id)]))
    }
    return differences
  }

  private static func difference(
    between side: OrderSide, and stored: (side: OrderSide, waiting: Int)
  ) -> Statement? {
    if side.step != stored.side.step {
      return Statement(
        .stepProjected, ["step": .number(stored.side.step), "other": .number(side.step)])
    }
    if side.waiting.count != stored.waiting {
      return Statement(
        .waitingProjected, ["count": .number(stored.waiting), "other": .number(side.waiting.count)])
    }
    var found = stored.side
    for entry in side.waiting.values { found.wait(for: entry) }
    return found == side ? nil : Statement(.sideProjected, ["step": .number(side.step)])
  }
}
