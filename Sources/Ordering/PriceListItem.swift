package import FEEL

/// What the supplier asks for one article, as its price list says.
package struct PriceListItem: Hashable, Sendable {
  /// The supplier's number of the article.
  package let sku: String
  package let description: String
  /// For one piece, before tax.
  package let unitPrice: Money
  package let taxRate: Fraction
  /// By ascending minimum.
  package let breaks: [QuantityBreak]
  /// The first day, in UTC, on which the price holds; nil for ever since.
  package let validFrom: CalendarDate?
  /// The last day, in UTC, on which the price holds; nil for no end.
  package let validTo: CalendarDate?

  package init(
    sku: String, description: String, unitPrice: Money, taxRate: Fraction,
    breaks: [QuantityBreak] = [], validFrom: CalendarDate? = nil, validTo: CalendarDate? = nil
  ) {
    self.sku = sku
    self.description = description
    self.unitPrice = unitPrice
    self.taxRate = taxRate
    self.breaks = breaks.sorted { $0.minimum < $1.minimum }
    self.validFrom = validFrom
    self.validTo = validTo
  }

  /// Whether the price holds on a day.
  package func isValid(on day: CalendarDate) -> Bool {
    if let validFrom, day < validFrom { return false }
    if let validTo, validTo < day { return false }
    return true
  }

  /// The break with the highest minimum that a quantity reaches.
  package func quantityBreak(for quantity: Int) -> QuantityBreak? {
    breaks.last { $0.minimum <= quantity }
  }
}

/// Better terms from a quantity on.
package struct QuantityBreak: Hashable, Sendable {
  package enum Terms: Hashable, Sendable {
    /// Takes the place of the item's unit price.
    case unitPrice(Money)
    /// Comes off the item's unit price.
    case discount(Fraction)
  }

  /// From 2.
  package let minimum: Int
  package let terms: Terms

  package init(minimum: Int, terms: Terms) {
    self.minimum = minimum
    self.terms = terms
  }
}
