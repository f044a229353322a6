package import FEEL

/// One line of an order: how much of what.
package struct OrderLine: Hashable, Sendable {
  package let sku: String
  /// What the buyer calls it; nil when the order does not say.
  package let description: String?
  package let quantity: Int

  package init(sku: String, description: String? = nil, quantity: Int) {
    self.sku = sku
    self.description = description
    self.quantity = quantity
  }

  /// The largest quantity of a line.
  package static let maximumQuantity = 1_000_000_000

  /// Reads `order.lines`: a list of `{sku, description?, quantity}`.
  package static func lines(of order: Context) throws(QuoteError) -> [OrderLine] {
    var lines: [OrderLine] = []
    for (index, value) in (order["lines"]?.list ?? []).enumerated() {
      guard let sku = value["sku"].string, !sku.isEmpty else {
        throw .invalidLine(index + 1, reason: "it has no sku")
      }
      guard let quantity = value["quantity"].integer, 1...maximumQuantity ~= quantity else {
        throw .invalidLine(
          index + 1, reason: "its quantity must be a whole number from 1 to \(maximumQuantity)")
      }
      lines.append(
        OrderLine(sku: sku, description: value["description"].string, quantity: quantity))
    }
    return lines
  }
}
