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
    func differ(_ party: String?, _ detail: String) {
      differences.append(
        Difference(order: order, party: party, kind: .projection, detail: detail))
    }
    var stored: [SideID: (side: OrderSide, waiting: Int)] = [:]
    for item in sides { stored[item.side.id] = item }
    for (id, side) in replayed.sides.sorted(by: { $0.key.party < $1.key.party }) {
      guard let found = stored.removeValue(forKey: id) else {
        differ(id.party, "entries were heard, but the projection does not have the order")
        continue
      }
      if let detail = difference(between: side, and: found) { differ(id.party, detail) }
    }
    for id in stored.keys.sorted(by: { $0.party < $1.party }) {
      differ(id.party, "the projection has the order, but no entries were heard")
    }
    for key in Set(messages.keys).union(changes.messages.keys).sorted(by: { $0.id < $1.id })
    where messages[key] != changes.messages[key] {
      differ(nil, "the projection has message \(key.id) otherwise than the entries")
    }
    return differences
  }

  private static func difference(
    between side: OrderSide, and stored: (side: OrderSide, waiting: Int)
  ) -> String? {
    if side.step != stored.side.step {
      return "the projection is at step \(stored.side.step), the entries make step \(side.step)"
    }
    if side.waiting.count != stored.waiting {
      return
        "\(stored.waiting) entries wait in the projection, \(side.waiting.count) of those heard"
    }
    var found = stored.side
    for entry in side.waiting.values { found.wait(for: entry) }
    return found == side ? nil : "the projection is not what the entries make at step \(side.step)"
  }
}
