/// What has left the seller.
struct DespatchContent: DocumentContent {
  let shipped: [TradeLine]
  let ordered: [TradeLine]
  let tracking: String?

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      XMLElement("cbc:LineCountNumeric", "\(shipped.count)"), head.order.element,
      head.seller.element("DespatchSupplierParty"), head.buyer.element("DeliveryCustomerParty"),
      XMLElement(
        "cac:Shipment",
        [
          XMLElement("cbc:ID", "1"),
          tracking.map {
            XMLElement(
              "cac:Delivery", [XMLElement("cbc:TrackingID", $0)])
          },
        ]),
    ]
      + shipped.map { line in
        let outstanding = (ordered[sku: line.sku]?.quantity ?? line.quantity) - line.quantity
        return XMLElement(
          "cac:DespatchLine",
          [
            XMLElement("cbc:ID", "\(line.number)"), .quantity("DeliveredQuantity", line.quantity),
            outstanding > 0 ? .quantity("OutstandingQuantity", outstanding) : nil,
            .lineReference(to: line, in: ordered, of: head.order),
            .item(sku: line.sku, name: line.description ?? ordered[sku: line.sku]?.description),
          ])
      }
  }
}

/// What has come to the buyer: what was shipped and did not come is short, what came damaged is rejected.
struct ReceiptContent: DocumentContent {
  /// How much of each item can be used.
  let received: [TradeLine]
  let shipped: [TradeLine]
  let ordered: [TradeLine]
  let isDamaged: Bool
  let note: String?

  func body(_ head: DocumentHead) -> [XMLElement?] {
    [
      note.map { XMLElement("cbc:Note", $0) },
      XMLElement("cbc:LineCountNumeric", "\(received.count)"), head.order.element,
      head.buyer.element("DeliveryCustomerParty"), head.seller.element("DespatchSupplierParty"),
    ] + received.map { element(of: $0, head.order) }
  }

  private func element(of line: TradeLine, _ order: OrderNaming) -> XMLElement {
    let missing = max(0, (shipped[sku: line.sku]?.quantity ?? line.quantity) - line.quantity)
    return XMLElement(
      "cac:ReceiptLine",
      [
        XMLElement("cbc:ID", "\(line.number)"),
        .quantity("ReceivedQuantity", isDamaged ? line.quantity + missing : line.quantity),
        missing > 0 && !isDamaged ? .quantity("ShortQuantity", missing) : nil,
        missing > 0 && isDamaged ? .quantity("RejectedQuantity", missing) : nil,
        missing > 0 && isDamaged ? note.map { XMLElement("cbc:RejectReason", $0) } : nil,
        .lineReference(to: line, in: ordered, of: order),
        .item(sku: line.sku, name: ordered[sku: line.sku]?.description),
      ])
  }
}

extension XMLElement {
  /// The line of the order that a line of a delivery belongs to.
  fileprivate static func lineReference(
    to line: TradeLine, in ordered: [TradeLine], of order: OrderNaming
  ) -> XMLElement {
    XMLElement(
      "cac:OrderLineReference",
      [
        XMLElement("cbc:LineID", "\(ordered[sku: line.sku]?.number ?? line.number)"), order.element,
      ])
  }
}
