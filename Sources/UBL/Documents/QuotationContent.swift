import Ordering

/// A quotation: what the seller offers, at which price, until when.
struct QuotationContent: DocumentContent {
  let quote: PricedQuote

  func body(_ head: DocumentHead) -> [XMLElement?] {
    let end = quote.validUntil.split(separator: "T")
    return [
      XMLElement("cbc:Note", "Quotation for the order \(head.order.id)"),
      XMLElement("cbc:PricingCurrencyCode", quote.currency.code),
      XMLElement("cbc:LineCountNumeric", "\(quote.lines.count)"),
      XMLElement(
        "cac:ValidityPeriod",
        [
          XMLElement("cbc:EndDate", String(end.first ?? "")),
          end.count > 1 ? XMLElement("cbc:EndTime", String(end[1])) : nil,
        ]),
      head.seller.element("SellerSupplierParty"), head.buyer.element("BuyerCustomerParty"),
      quote.taxTotal, quote.monetaryTotal("QuotedMonetaryTotal"),
    ] + quote.lineElements("QuotationLine")
  }
}

/// An order: the buyer accepts a quotation as it is.
struct AcceptanceContent: DocumentContent {
  let quote: PricedQuote

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      // UNCL1001: 220 is an order.
      XMLElement("cbc:OrderTypeCode", "220"),
      XMLElement("cbc:DocumentCurrencyCode", quote.currency.code),
      head.order.reference.map { XMLElement("cbc:CustomerReference", $0) },
      XMLElement("cbc:LineCountNumeric", "\(quote.lines.count)"),
      XMLElement("cac:QuotationDocumentReference", [XMLElement("cbc:ID", quote.id)]),
      head.buyer.element("BuyerCustomerParty"), head.seller.element("SellerSupplierParty"),
      quote.taxTotal, quote.monetaryTotal("AnticipatedMonetaryTotal"),
    ] + quote.lineElements("OrderLine")
  }
}
