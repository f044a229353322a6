package import FEEL

/// What the supplier offers for an order, until when, and how the amounts come about.
///
/// Every amount of a line is rounded once, half to even, to the minor unit of the currency (ISO 4217); the totals are the
/// sums of the rounded lines, so that they add up on paper.
package struct Quote: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let sku: String
    package let description: String
    package let quantity: Int
    /// For one piece, before discount and tax.
    package let unitPrice: Money
    /// The discount of the quantity break and that of the whole quote, added up.
    package let discount: Fraction
    /// Quantity times unit price, less the discount.
    package let net: Money
    package let taxRate: Fraction
    package let tax: Money
    /// Net and tax.
    package let gross: Money
  }

  package let id: String
  /// Counts the quotes of an order, from 1.
  package let revision: Int
  package let currency: Currency
  package let lines: [Line]
  package let net: Money
  package let tax: Money
  /// Net and tax.
  package let total: Money
  package let issuedAt: Timestamp
  package let validUntil: Timestamp

  /// Prices an order.
  ///
  /// - Parameters:
  ///   - prices: the items of the price list with the SKUs of the lines, whatever their currency and time.
  ///   - currency: the code that the order asks for; nil takes the only one its items have.
  ///   - discount: comes off every line, in addition to what a quantity break takes off.
  package init(
    id: String, lines: [OrderLine], prices: [PriceListItem], currency: String?, revision: Int,
    discount: Fraction = .zero, validity: Duration, now: Timestamp
  ) throws(QuoteError) {
    guard !lines.isEmpty else { throw .noLines }
    guard (Fraction.zero...Fraction.one).contains(discount) else {
      throw .invalidDiscount("\(discount.percent)")
    }
    let items = try Self.items(for: lines, in: prices, currency: currency, now: now)
    var priced: [Line] = []
    for (line, item) in zip(lines, items) {
      priced.append(try Line(line, item: item, discount: discount))
    }
    self.id = id
    self.revision = revision
    // `items` has as many elements as `lines`, which is not empty.
    self.currency = items[0].unitPrice.currency
    self.lines = priced
    net = try Money(sum: priced.map(\.net))
    tax = try Money(sum: priced.map(\.tax))
    total = try Money(sum: [net, tax])
    issuedAt = now
    validUntil = now + validity
  }

  /// The item that holds for each line: the one that is valid now, in the currency.
  private static func items(
    for lines: [OrderLine], in prices: [PriceListItem], currency: String?, now: Timestamp
  ) throws(QuoteError) -> [PriceListItem] {
    if let currency, Currency(currency) == nil { throw .unknownCurrency(currency) }
    let today = DateTime(now)?.date
    var bySKU: [String: [PriceListItem]] = [:]
    for item in prices where today.map(item.isValid(on:)) ?? true {
      guard currency == nil || item.unitPrice.currency.code == currency else { continue }
      bySKU[item.sku, default: []].append(item)
    }
    var unknown: [String] = []
    var candidates: [[PriceListItem]] = []
    for line in lines {
      if let items = bySKU[line.sku] {
        candidates.append(items)
      } else if !unknown.contains(line.sku) {
        unknown.append(line.sku)
      }
    }
    guard unknown.isEmpty else { throw .unknownItems(unknown) }
    let currencies = Set(candidates.joined().map(\.unitPrice.currency.code))
    guard currencies.count == 1 else { throw .severalCurrencies(currencies.sorted()) }
    return candidates.map { $0[0] }
  }
}

extension Quote.Line {
  init(_ line: OrderLine, item: PriceListItem, discount: Fraction) throws(QuoteError) {
    var unitPrice = item.unitPrice
    var rebate = discount
    switch item.quantityBreak(for: line.quantity)?.terms {
    case .unitPrice(let price): unitPrice = price
    case .discount(let fraction): rebate = min(rebate + fraction, .one)
    case nil: break
    }
    let payable = Fraction.one.millionths - rebate.millionths
    let net = try Money(
      unitPrice, times: Int128(line.quantity) * Int128(payable),
      dividedBy: Int128(Fraction.one.millionths))
    let tax = try Money(
      net, times: Int128(item.taxRate.millionths), dividedBy: Int128(Fraction.one.millionths))
    self.init(
      sku: line.sku, description: item.description, quantity: line.quantity, unitPrice: unitPrice,
      discount: rebate, net: net, taxRate: item.taxRate, tax: tax,
      gross: try Money(sum: [net, tax]))
  }
}

extension Money {
  /// `amount × factor ÷ divisor`, rounded half to even to the minor unit.
  init(_ amount: Money, times factor: Int128, dividedBy divisor: Int128) throws(QuoteError) {
    let (product, overflow) = Int128(amount.minorUnits).multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .amountTooLarge }
    let magnitude = product.magnitude
    var (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    let twice = remainder * 2
    if twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 == 1) {
      quotient += 1
    }
    guard let units = Int64(exactly: quotient) else { throw .amountTooLarge }
    self.init(minorUnits: product < 0 ? -units : units, currency: amount.currency)
  }

  /// The sum of amounts of one currency, of which there is one at least.
  init(sum amounts: [Money]) throws(QuoteError) {
    var sum: Int64 = 0
    for amount in amounts {
      precondition(amount.currency == amounts[0].currency, "amounts of different currencies")
      let (next, overflow) = sum.addingReportingOverflow(amount.minorUnits)
      guard !overflow else { throw .amountTooLarge }
      sum = next
    }
    self.init(minorUnits: sum, currency: amounts[0].currency)
  }
}

extension Quote {
  /// The quote as the process keeps and sends it: amounts as decimal strings, the discount in percent, the tax rate as a
  /// fraction, times in ISO 8601.
  package var context: Context {
    [
      "id": .string(id), "revision": .number(revision), "currency": .string(currency.code),
      "lines": .list(lines.map { .context($0.context) }), "net": .string(net.decimal),
      "tax": .string(tax.decimal), "total": .string(total.decimal),
      "issuedAt": .string(issuedAt.description), "validUntil": .string(validUntil.description),
    ]
  }
}

extension Quote.Line {
  var context: Context {
    [
      "sku": .string(sku), "description": .string(description), "quantity": .number(quantity),
      "unitPrice": .string(unitPrice.decimal), "discountPercent": .number(discount.percent),
      "net": .string(net.decimal), "taxRate": .number(taxRate.decimal), "tax": .string(tax.decimal),
      "gross": .string(gross.decimal),
    ]
  }
}
