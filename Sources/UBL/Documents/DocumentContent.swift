import FEEL

/// What is in one kind of document.
protocol DocumentContent: Sendable {
  /// The elements after the head, in the order of the kind's schema.
  func body(_ head: DocumentHead) -> [XMLElement?]
}

/// What every document says first.
struct DocumentHead: Sendable {
  let id: String
  let messageID: String
  let issuedAt: Timestamp
  let order: OrderNaming
  let buyer: TradeParty
  let seller: TradeParty
}

/// What an order is called: by this system, and by the buyer.
struct OrderNaming: Sendable {
  let id: String
  let reference: String?
}

extension DocumentContent {
  func xml(_ kind: TradeDocument.Kind, _ head: DocumentHead) -> [UInt8] {
    // ISO 8601 in UTC: the date, `T`, the time with its `Z`.
    let time = head.issuedAt.description.split(separator: "T")
    let opening: [XMLElement?] = [
      XMLElement("cbc:UBLVersionID", "2.1"), XMLElement("cbc:ID", identifier(head)),
      XMLElement("cbc:UUID", head.messageID.uppercased()),
      XMLElement("cbc:IssueDate", String(time[0])),
      time.count > 1 ? XMLElement("cbc:IssueTime", String(time[1])) : nil,
    ]
    return XMLElement(kind.element, opening + body(head)).document(namespaces: [
      ("", "urn:oasis:names:specification:ubl:schema:xsd:\(kind.element)-2"),
      ("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
      ("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
    ])
  }

  /// The order's id, with a number for a second document of the kind; a quotation has its own.
  private func identifier(_ head: DocumentHead) -> String {
    (self as? QuotationContent)?.quote.id ?? head.id
  }
}
