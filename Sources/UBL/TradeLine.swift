import FEEL

/// How much of what.
struct TradeLine: Hashable, Sendable {
  /// Its place in the list that it is of, from 1.
  let number: Int
  let sku: String
  let description: String?
  let quantity: Int

  /// The lines of a payload; those that are none are left out.
  static func all(in value: Value) -> [TradeLine] {
    (value.list ?? []).enumerated().compactMap { index, line in
      guard let sku = line["sku"].string, let quantity = line["quantity"].integer else {
        return nil
      }
      return TradeLine(
        number: index + 1, sku: sku, description: line["description"].string, quantity: quantity)
    }
  }
}

extension [TradeLine] {
  subscript(sku sku: String) -> TradeLine? { first { $0.sku == sku } }
}
