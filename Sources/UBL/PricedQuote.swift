import FEEL
import Ordering

/// A quote as UBL needs it: with what it does not say itself, but what follows from it.
struct PricedQuote: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    let number: Int
    let sku: String
    let description: String
    let quantity: Int
    let unitPrice: Money
    let discountPercent: String
    /// What the discount takes off: quantity times unit price, less the net amount.
    let discount: Money
    /// Quantity times unit price.
    let full: Money
    let net: Money
    let taxPercent: String
    let tax: Money
  }

  /// What is taxed at one rate.
  struct TaxShare: Hashable, Sendable {
    let percent: String
    let net: Money
    let tax: Money
  }

  let id: String
  let currency: Currency
  let lines: [Line]
  let net: Money
  let tax: Money
  let total: Money
  let validUntil: String

  /// Reads the payload of a quote; nil when it is none, or its amounts are none of its currency.
  init?(_ quote: Value) {
    guard let id = quote["id"].string,
      let currency = quote["currency"].string.flatMap(Currency.init),
      let validUntil = quote["validUntil"].string, let list = quote["lines"].list, !list.isEmpty
    else { return nil }
    func money(_ value: Value) -> Money? { value.string.flatMap { Money($0, currency: currency) } }
    guard let net = money(quote["net"]), let tax = money(quote["tax"]),
      let total = money(quote["total"])
    else { return nil }
    let lines = list.enumerated().compactMap { index, line in
      Line(line, number: index + 1, money: money)
    }
    guard lines.count == list.count else { return nil }
    (self.id, self.currency, self.lines, self.validUntil) = (id, currency, lines, validUntil)
    (self.net, self.tax, self.total) = (net, tax, total)
  }

  /// By rate, in the order of their first lines.
  var taxShares: [TaxShare] {
    var shares: [TaxShare] = []
    for line in lines {
      if let index = shares.firstIndex(where: { $0.percent == line.taxPercent }) {
        let share = shares[index]
        shares[index] = TaxShare(
          percent: share.percent, net: share.net + line.net, tax: share.tax + line.tax)
      } else {
        shares.append(TaxShare(percent: line.taxPercent, net: line.net, tax: line.tax))
      }
    }
    return shares
  }
}

extension PricedQuote.Line {
  init?(_ line: Value, number: Int, money: (Value) -> Money?) {
    guard let sku = line["sku"].string, let quantity = line["quantity"].integer,
      let unitPrice = money(line["unitPrice"]), let net = money(line["net"]),
      let tax = money(line["tax"]),
      let rate = Fraction(line["taxRate"].text),
      let discount = Fraction(percent: line["discountPercent"].text)
    else { return nil }
    let (full, overflow) = unitPrice.minorUnits.multipliedReportingOverflow(by: Int64(quantity))
    guard !overflow else { return nil }
    let fullAmount = Money(minorUnits: full, currency: unitPrice.currency)
    self.init(
      number: number, sku: sku, description: line["description"].string ?? sku, quantity: quantity,
      unitPrice: unitPrice, discountPercent: "\(discount.percent)",
      discount: Money(minorUnits: full - net.minorUnits, currency: net.currency), full: fullAmount,
      net: net, taxPercent: "\(rate.percent)", tax: tax)
  }
}

extension Money {
  /// Of amounts that a quote has added up before: the sum fits.
  fileprivate static func + (left: Money, right: Money) -> Money {
    Money(minorUnits: left.minorUnits + right.minorUnits, currency: left.currency)
  }
}
