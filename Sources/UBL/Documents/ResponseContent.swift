/// What the seller says to an order as a whole. Neither answer may have lines (Peppol OrderResponse 3, R009 and R010).
struct ResponseContent: DocumentContent {
  /// UNCL4343, as far as the process has use for it.
  enum Code: String, Sendable {
    /// Received, and being dealt with.
    case acknowledged = "AB"
    case rejected = "RE"
  }

  let code: Code
  let note: String?

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      XMLElement("cbc:OrderResponseCode", code.rawValue), note.map { XMLElement("cbc:Note", $0) },
      head.order.element, head.seller.element("SellerSupplierParty"),
      head.buyer.element("BuyerCustomerParty"),
    ]
  }
}

/// The buyer wants the order no longer, or not at the quoted price.
struct CancellationContent: DocumentContent {
  let reason: String?

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      // The schema asks for a note.
      XMLElement("cbc:CancellationNote", reason ?? "No reason was given"), head.order.element,
      head.buyer.element("BuyerCustomerParty"), head.seller.element("SellerSupplierParty"),
    ]
  }
}
