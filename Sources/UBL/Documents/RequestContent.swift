/// A request for a quotation: what is wanted, at a price that the seller is to say.
struct RequestContent: DocumentContent {
  let lines: [TradeLine]
  let currency: String?
  /// A date.
  let neededBy: String?
  let note: String?
  /// The quotation that is to be revised.
  let quotation: String?

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      head.order.reference.map { XMLElement("cbc:Note", "Buyer's reference: \($0)") },
      quotation.map { XMLElement("cbc:Note", "Revision of the quotation \($0)") },
      note.map { XMLElement("cbc:Note", $0) },
      currency.map { XMLElement("cbc:PricingCurrencyCode", $0) },
      XMLElement("cbc:LineCountNumeric", "\(lines.count)"),
      head.buyer.element("OriginatorCustomerParty"), head.seller.element("SellerSupplierParty"),
      neededBy.map { date in
        XMLElement(
          "cac:Delivery",
          [
            XMLElement(
              "cac:RequestedDeliveryPeriod", [XMLElement("cbc:EndDate", String(date.prefix(10)))])
          ])
      },
    ]
      + lines.map { line in
        XMLElement(
          "cac:RequestForQuotationLine",
          [
            XMLElement(
              "cac:LineItem",
              [
                XMLElement("cbc:ID", "\(line.number)"), .quantity("Quantity", line.quantity),
                .item(sku: line.sku, name: line.description),
              ])
          ])
      }
  }
}
