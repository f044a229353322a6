/// Names a path by a digest of it: equal paths of one party have equal ids in every monitor.
package struct VariantID: Hashable, Comparable, Sendable {
  /// FNV-1a with 64 bits over the party and the items, as a signed number because that is what a database column holds.
  package let value: Int64

  package init(value: Int64) { self.value = value }

  /// The path of a party that has not gone anywhere.
  package init(beginning party: String) {
    self = VariantID(value: Int64(bitPattern: 0xcbf2_9ce4_8422_2325)).adding(party)
  }

  /// The path with one more item.
  func adding(_ item: String) -> VariantID {
    var hash = UInt64(bitPattern: value)
    for byte in item.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // Separates the items: no UTF-8 has this byte.
    hash = (hash ^ 0xff) &* 0x100_0000_01b3
    return VariantID(value: Int64(bitPattern: hash))
  }

  package static func < (left: VariantID, right: VariantID) -> Bool { left.value < right.value }
}

/// How a side has gone through the process so far, as what its last step added to the path before.
///
/// Every step's path is one, so that a side is always at some variant, which depends only on what was heard of it.
package struct Variant: Hashable, Sendable {
  package let id: VariantID
  package let party: String
  /// The path before the step; its beginning has no row of its own.
  package let prefix: VariantID
  /// Flow nodes as they were entered by their ids, and sequence flows as they were taken by theirs after `flowMark`.
  package let added: [String]

  /// Stands before the id of a sequence flow.
  package static let flowMark: Character = ">"

  package init(id: VariantID, party: String, prefix: VariantID, added: [String]) {
    self.id = id
    self.party = party
    self.prefix = prefix
    self.added = added
  }
}

/// The variants that orders have gone or are going, with their whole paths.
package struct VariantCatalogue: Sendable {
  private var variants: [VariantID: Variant] = [:]

  package init(_ variants: some Sequence<Variant> = []) {
    for variant in variants { add(variant) }
  }

  package mutating func add(_ variant: Variant) { variants[variant.id] = variant }

  package subscript(id: VariantID) -> Variant? { variants[id] }
  package var all: some Sequence<Variant> { variants.values }
  package var count: Int { variants.count }

  /// The items of a path from its beginning on; empty for the beginning, and for an id that nobody knows.
  package func path(_ id: VariantID) -> [String] {
    var parts: [[String]] = []
    var next = variants[id]
    // A path has fewer parts than there are variants, unless two paths share an id.
    while let variant = next, parts.count <= variants.count {
      parts.append(variant.added)
      next = variants[variant.prefix]
    }
    return parts.reversed().flatMap(\.self)
  }

  /// The flow nodes of a path, in the order in which they were entered.
  package func nodes(_ id: VariantID) -> [String] {
    path(id).filter { $0.first != Variant.flowMark }
  }
}
