/// What the import of a price list would change, by SKU.
package struct PriceListChanges: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable { case added, changed, removed }

  /// What would become of one SKU: its items in every currency and for every time.
  package struct Change: Hashable, Sendable {
    package let kind: Kind
    package let sku: String
    /// Empty where it is added.
    package let before: [PriceListItem]
    /// Empty where it is removed.
    package let after: [PriceListItem]

    /// As the new list has it, if it does.
    package var description: String { (after.first ?? before.first)?.description ?? "" }
  }

  /// By SKU.
  package let changes: [Change]
  /// How many SKUs stay as they are.
  package let same: Int

  package init(from old: [PriceListItem], to new: [PriceListItem]) {
    let before = Dictionary(grouping: old, by: \.sku)
    let after = Dictionary(grouping: new, by: \.sku)
    var changes: [Change] = []
    var same = 0
    for sku in Set(before.keys).union(after.keys).sorted() {
      let (items, others) = (before[sku] ?? [], after[sku] ?? [])
      let kind: Kind = items.isEmpty ? .added : others.isEmpty ? .removed : .changed
      if Set(items) == Set(others) {
        same += 1
      } else {
        changes.append(Change(kind: kind, sku: sku, before: items, after: others))
      }
    }
    self.changes = changes
    self.same = same
  }

  package func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }
}
