package import FEEL

/// What identifies an order for people, gathered from the variables that the model keeps under the usual names.
package struct OrderFacts: Hashable, Sendable {
  /// `order.reference`
  package private(set) var reference: String?
  /// `order.buyer.name`
  package private(set) var buyer: String?
  /// `order.lines[].sku`, each once, as they come in the lines; those of the latest revision.
  package private(set) var skus: [String]
  /// `quote.total`, a decimal text, once there is a quote; the latest revision counts.
  package private(set) var total: String?
  package private(set) var currency: String?

  package init(
    reference: String? = nil, buyer: String? = nil, skus: [String] = [], total: String? = nil,
    currency: String? = nil
  ) {
    self.reference = reference
    self.buyer = buyer
    self.skus = skus
    self.total = total
    self.currency = currency
  }

  /// Takes over what variables that have been set say.
  mutating func learn(from variables: Context) {
    if let order = variables["order"] {
      reference = order["reference"].string ?? reference
      buyer = order["buyer"]["name"].string ?? buyer
      currency = currency ?? order["currency"].string
      if let lines = order["lines"].list { skus = Self.skus(of: lines) }
    }
    if let quote = variables["quote"] {
      total = quote["total"].string ?? total
      currency = quote["currency"].string ?? currency
    }
  }

  private static func skus(of lines: [Value]) -> [String] {
    var seen: Set<String> = []
    return lines.compactMap { $0["sku"].string }.filter { seen.insert($0).inserted }
  }
}

extension OrderFacts {
  /// What the sides of an order know together; where several know of a quote, it is that of the side that changed last.
  package init(joining sides: some Collection<(facts: OrderFacts, updatedAt: Timestamp)>) {
    let priced = sides.filter { $0.facts.total != nil }.max { $0.updatedAt < $1.updatedAt }
    self.init(
      reference: sides.lazy.compactMap(\.facts.reference).first,
      buyer: sides.lazy.compactMap(\.facts.buyer).first,
      skus: sides.lazy.map(\.facts.skus).first { !$0.isEmpty } ?? [], total: priced?.facts.total,
      currency: priced?.facts.currency ?? sides.lazy.compactMap(\.facts.currency).first)
  }
}
