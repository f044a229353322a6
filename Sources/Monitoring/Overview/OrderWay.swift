/// What is known of the way that an order went at one of the parties.
package enum OrderWay: Hashable, Sendable {
  /// The whole way.
  case exactly(VariantID)
  /// Any other way of the same party than these.
  case otherThan([VariantID])
  /// Through a flow node, however short it was there.
  case through(String)
  /// Along a sequence flow.
  case along(String)
  /// Through one of these flow nodes more than once.
  case again([String])
  /// Through none of these flow nodes more than once, at any party.
  case once([String])

  /// Whether it is the orders that have none of the variants that went so.
  package var isNegated: Bool {
    if case .once = self { true } else { false }
  }
}

extension VariantCatalogue {
  /// The variants that a way is about, those of orders that are still on it among them; see `OrderWay.isNegated`.
  package func variants(_ way: OrderWay) -> Set<VariantID> {
    switch way {
    case .exactly(let id): [id]
    case .otherThan(let ids):
      Set(all.filter { $0.party == self[ids.first]?.party }.map(\.id)).subtracting(ids)
    case .through(let element): passing([element], times: 1)
    case .along(let flow): passing(["\(Variant.flowMark)\(flow)"], times: 1)
    case .again(let elements), .once(let elements): passing(Set(elements), times: 2)
    }
  }

  private subscript(id: VariantID?) -> Variant? { id.flatMap { self[$0] } }

  /// The variants whose path has one of the items so many times or more often.
  private func passing(_ items: Set<String>, times: Int) -> Set<VariantID> {
    var counts: [VariantID: [String: Int]] = [:]
    var passing: Set<VariantID> = []
    for variant in all {
      // From the variant back to one that is known, and forth again.
      var open: [Variant] = []
      var next: Variant? = variant
      while let step = next, counts[step.id] == nil, open.count <= count {
        open.append(step)
        next = self[step.prefix]
      }
      for step in open.reversed() {
        var counted = counts[step.prefix] ?? [:]
        for item in step.added where items.contains(item) { counted[item, default: 0] += 1 }
        counts[step.id] = counted
        if counted.values.contains(where: { $0 >= times }) { passing.insert(step.id) }
      }
    }
    return passing
  }
}
