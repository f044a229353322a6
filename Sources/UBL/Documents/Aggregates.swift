import Ordering

/// What several kinds of documents are made of (`CommonAggregateComponents`).

/// A company, or somebody in it.
struct TradeParty: Sendable {
  let id: String?
  let name: String

  func element(_ role: String) -> XMLElement {
    XMLElement(
      "cac:\(role)",
      [
        XMLElement(
          "cac:Party",
          [
            id.map { XMLElement("cac:PartyIdentification", [XMLElement("cbc:ID", $0)]) },
            XMLElement("cac:PartyName", [XMLElement("cbc:Name", name)]),
          ])
      ])
  }
}

extension OrderNaming {
  var element: XMLElement {
    XMLElement(
      "cac:OrderReference",
      [
        XMLElement("cbc:ID", id),
        reference.map { XMLElement("cbc:CustomerReference", $0) },
      ])
  }
}

extension XMLElement {
  /// `C62` is "one" in UN/ECE Recommendation 20: pieces.
  static func quantity(_ name: String, _ quantity: Int) -> XMLElement {
    XMLElement("cbc:\(name)", "\(quantity)", ("unitCode", "C62"))
  }

  static func amount(_ name: String, _ money: Money) -> XMLElement {
    XMLElement("cbc:\(name)", money.decimal, ("currencyID", money.currency.code))
  }

  static func item(sku: String, name: String?, taxPercent: String? = nil) -> XMLElement {
    XMLElement(
      "cac:Item",
      [
        XMLElement("cbc:Name", name ?? sku),
        XMLElement("cac:SellersItemIdentification", [XMLElement("cbc:ID", sku)]),
        taxPercent.map { taxCategory("ClassifiedTaxCategory", percent: $0) },
      ])
  }

  /// UNCL5305: `S` is the standard rate, `Z` zero.
  static func taxCategory(_ name: String, percent: String) -> XMLElement {
    XMLElement(
      "cac:\(name)",
      [
        XMLElement("cbc:ID", percent == "0" ? "Z" : "S"), XMLElement("cbc:Percent", percent),
        XMLElement("cac:TaxScheme", [XMLElement("cbc:ID", "VAT")]),
      ])
  }
}

extension PricedQuote {
  var taxTotal: XMLElement {
    XMLElement(
      "cac:TaxTotal",
      [.amount("TaxAmount", tax)]
        + taxShares.map { share in
          XMLElement(
            "cac:TaxSubtotal",
            [
              .amount("TaxableAmount", share.net), .amount("TaxAmount", share.tax),
              .taxCategory("TaxCategory", percent: share.percent),
            ])
        })
  }

  func monetaryTotal(_ name: String) -> XMLElement {
    XMLElement(
      "cac:\(name)",
      [
        .amount("LineExtensionAmount", net), .amount("TaxExclusiveAmount", net),
        .amount("TaxInclusiveAmount", total), .amount("PayableAmount", total),
      ])
  }

  func lineElements(_ name: String) -> [XMLElement] {
    lines.map { XMLElement("cac:\(name)", [$0.lineItem]) }
  }
}

extension PricedQuote.Line {
  var lineItem: XMLElement {
    XMLElement(
      "cac:LineItem",
      [
        XMLElement("cbc:ID", "\(number)"), .quantity("Quantity", quantity),
        .amount("LineExtensionAmount", net), .amount("TotalTaxAmount", tax),
        discount.minorUnits == 0 ? nil : allowance,
        XMLElement("cac:Price", [.amount("PriceAmount", unitPrice)]),
        .item(sku: sku, name: description, taxPercent: taxPercent),
      ])
  }

  /// UNCL5189: 95 is a discount.
  private var allowance: XMLElement {
    XMLElement(
      "cac:AllowanceCharge",
      [
        XMLElement("cbc:ChargeIndicator", "false"),
        XMLElement("cbc:AllowanceChargeReasonCode", "95"),
        XMLElement("cbc:AllowanceChargeReason", "Discount of \(discountPercent) %"),
        .amount("Amount", discount), .amount("BaseAmount", full),
      ])
  }
}
