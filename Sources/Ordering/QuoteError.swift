/// Why no quote can be made.
package enum QuoteError: Error, Hashable, Sendable, CustomStringConvertible {
  case noLines
  /// A line, counted from 1, is not as it must be.
  case invalidLine(Int, reason: String)
  /// All SKUs, in the order of the lines, that have no price: not at all, not today, or not in the order's currency.
  case unknownItems([String])
  case unknownCurrency(String)
  /// The order names no currency and its items have prices in several.
  case severalCurrencies([String])
  /// A discount has to be from 0 to 100 percent, with at most four digits after the point.
  case invalidDiscount(String)
  /// An amount of the quote is larger than can be kept.
  case amountTooLarge

  package var description: String {
    switch self {
    case .noLines: "the order has no lines"
    case .invalidLine(let number, let reason): "line \(number) of the order: \(reason)"
    case .unknownItems(let skus):
      "the price list has no valid price for " + skus.joined(separator: ", ")
    case .unknownCurrency(let code): "\(code) is no currency of ISO 4217"
    case .severalCurrencies(let codes):
      "the order names no currency, and its items are priced in " + codes.joined(separator: " and ")
    case .invalidDiscount(let text): "a discount of \(text) percent is not from 0 to 100"
    case .amountTooLarge: "an amount of the quote is too large"
    }
  }
}
