import BPMN
import Exchange
import FEEL
import Foundation
import ProcessEngine
import Testing
import UBL

struct OrderDocumentsTests {
  private static let contract: Contract = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    do {
      let model = try Data(contentsOf: root.appending(path: "bpmn/order.bpmn"))
      return try Contract(try Definitions(xml: Array(model)))
    } catch {
      preconditionFailure("the model of the repository can be read: \(error)")
    }
  }()

  private static let id = "0193a7b2-4c5d-7e6f-8a9b-0c1d2e3f4a5b"
  private static let order: Value = [
    "id": .string(id), "reference": "PO <7>", "buyer": ["id": "bea", "name": "Bea & Sons"],
    "currency": "EUR", "placedAt": "2026-11-21T09:30:00Z", "neededBy": "2026-12-01",
    "note": "ring\u{1}\"twice\"",
    "lines": [
      ["sku": "BOLT", "description": "Bolt", "quantity": .number(100)],
      ["sku": "NUT", "quantity": .number(3)],
    ],
  ]
  private static let quote: Value = [
    "id": "q-1", "revision": .number(1), "currency": "EUR", "net": "92.25", "tax": "15.39",
    "total": "107.64",
    "issuedAt": "2026-11-21T10:00:00Z", "validUntil": "2026-11-24T10:00:00Z",
    "lines": [
      [
        "sku": "BOLT", "description": "Bolt", "quantity": .number(100), "unitPrice": "0.90",
        "discountPercent": .number(10), "net": "81.00",
        "taxRate": .number(Decimal(string: "0.19") ?? 0),
        "tax": "15.39", "gross": "96.39",
      ],
      [
        "sku": "NUT", "description": "Nut", "quantity": .number(3), "unitPrice": "3.75",
        "discountPercent": .number(0), "net": "11.25", "taxRate": .number(0), "tax": "0.00",
        "gross": "11.25",
      ],
    ],
  ]
  private static let usual: [(String, Context)] = [
    ("OrderPlaced", ["order": order]), ("OrderConfirmed", ["confirmedAt": "2026-11-21T09:40:00Z"]),
    ("QuoteIssued", ["quote": quote]),
    ("QuoteAccepted", ["acceptance": ["quoteId": "q-1", "total": "107.64"]]),
    (
      "OrderFulfilled",
      [
        "fulfilment": [
          "tracking": "T1",
          "lines": [
            ["sku": "BOLT", "quantity": .number(90)], ["sku": "NUT", "quantity": .number(3)],
          ],
        ]
      ]
    ),
  ]

  /// The documents of one party's history in which these messages came and went.
  private func documents(_ messages: [(String, Context)], of party: String = "Client") throws
    -> [TradeDocument]
  {
    let order = try #require(InstanceID(Self.id))
    var history: [JournalEntry] = []
    for (index, (name, payload)) in messages.enumerated() {
      let at = Timestamp(microseconds: 1_795_253_400_123_000 + Int64(index) * 60_000_000)
      let id = try #require(UUID(uuidString: "0193A7B2-4C5D-7E6F-8A9B-00000000000\(index)"))
      let isOwn = Self.contract.messages[name]?.sender == party
      history.append(
        JournalEntry(
          party: party, lane: 1, number: index + 1, order: order, step: index + 1, at: at,
          stimulus: Context(),
          events: isOwn
            ? [.messageSent(name: name, correlationKey: Self.id, payload: payload, element: "Task")]
            : [
              .messageReceived(
                ReceivedMessage(
                  id: id.uuidString.lowercased(), name: name, correlationKey: Self.id,
                  payload: payload, receivedAt: at))
            ],
          messages: isOwn ? [.init(id: id, receiver: "Other", sequence: index + 1)] : []))
    }
    return OrderDocuments(history, messages: Self.contract.messages).documents
  }

  private func text(_ document: TradeDocument?) -> String {
    String(decoding: document?.xml ?? [], as: UTF8.self)
  }

  @Test func `each message of an order is a document, in order`() throws {
    let received: Context = [
      "receipt": ["condition": "received", "lines": [["sku": "NUT", "quantity": .number(3)]]]
    ]
    let all = try documents(Self.usual + [("ReceiptConfirmed", received)])
    #expect(
      all.map(\.name) == [
        "request-for-quotation", "order-response", "quotation", "order", "despatch-advice",
        "receipt-advice",
      ])
    #expect(
      all.map(\.sender) == ["Client", "Supplier", "Supplier", "Client", "Supplier", "Client"])
  }

  @Test func `both parties write the same documents`() throws {
    let client = try documents(Self.usual).map(\.xml)
    #expect(try documents(Self.usual, of: "Supplier").map(\.xml) == client)
  }

  @Test func `a quotation has the amounts of the quote, and the discounts that lead to them`()
    throws
  {
    let quotation = text(try documents(Self.usual).first { $0.kind == .quotation })
    for part in [
      "<cbc:ID>q-1</cbc:ID>", "<cbc:IssueTime>", "<cbc:EndDate>2026-11-24</cbc:EndDate>",
      "<cbc:LineExtensionAmount currencyID=\"EUR\">92.25</cbc:LineExtensionAmount>",
      "<cbc:PayableAmount currencyID=\"EUR\">107.64</cbc:PayableAmount>",
      "<cbc:TaxableAmount currencyID=\"EUR\">81.00</cbc:TaxableAmount>",
      "<cbc:Percent>19</cbc:Percent>",
      "<cbc:Amount currencyID=\"EUR\">9.00</cbc:Amount>",
      "<cbc:BaseAmount currencyID=\"EUR\">90.00</cbc:BaseAmount>",
    ] { #expect(quotation.contains(part), "\(part)") }
    #expect(
      quotation.components(separatedBy: "<cac:AllowanceCharge>").count == 2,
      "no discount, no allowance")
  }

  @Test func `text is escaped, and what XML does not have is replaced`() throws {
    let request = text(try documents(Self.usual).first)
    #expect(request.contains("Buyer's reference: PO &lt;7&gt;"))
    #expect(request.contains("<cbc:Name>Bea &amp; Sons</cbc:Name>"))
    #expect(request.contains("ring\u{FFFD}&quot;twice&quot;"))
  }

  @Test(arguments: [
    ("received", 100, "100", nil, nil), ("short", 90, "90", "10", nil),
    ("damaged", 90, "100", nil, "10"),
    ("presumed", 100, "100", nil, nil),
  ])
  func `what did not come is short, what came damaged is rejected`(
    condition: String, usable: Int, received: String, short: String?, rejected: String?
  ) throws {
    let shipped: Context = ["fulfilment": ["lines": [["sku": "BOLT", "quantity": .number(100)]]]]
    let receipt: Context = [
      "receipt": [
        "condition": .string(condition), "note": "a box was open",
        "lines": [["sku": "BOLT", "quantity": .number(usable)]],
      ]
    ]
    let advice = text(
      try documents(
        Self.usual.dropLast() + [("OrderFulfilled", shipped), ("ReceiptConfirmed", receipt)]
      ).last)
    #expect(
      advice.contains("<cbc:ReceivedQuantity unitCode=\"C62\">\(received)</cbc:ReceivedQuantity>"))
    #expect(advice.contains("ShortQuantity") == (short != nil))
    if let short { #expect(advice.contains(">\(short)</cbc:ShortQuantity>")) }
    #expect(advice.contains("RejectReason") == (rejected != nil))
    if let rejected { #expect(advice.contains(">\(rejected)</cbc:RejectedQuantity>")) }
  }

  @Test func `less than was ordered leaves something outstanding`() throws {
    let advice = text(try documents(Self.usual).last)
    #expect(
      advice.contains("<cbc:OutstandingQuantity unitCode=\"C62\">10</cbc:OutstandingQuantity>"))
    #expect(advice.contains("<cbc:TrackingID>T1</cbc:TrackingID>"))
    #expect(advice.components(separatedBy: "OutstandingQuantity unitCode").count == 2)
  }

  @Test(arguments: [
    ("OrderRejected", "order-response", "<cbc:OrderResponseCode>RE<"),
    ("FulfilmentFailed", "order-response", "<cbc:OrderResponseCode>RE<"),
    ("OrderCancelled", "order-cancellation", "<cbc:CancellationNote>too late<"),
    ("QuoteDeclined", "order-cancellation", "<cbc:CancellationNote>too late<"),
  ])
  func `a refusal says why`(message: String, name: String, part: String) throws {
    let document = try documents([Self.usual[0], (message, ["reason": "too late"])]).last
    #expect(document?.name == name)
    #expect(text(document).contains(part))
    #expect(text(document).contains("too late"))
    #expect(!text(document).contains("Line>"), "such an answer has no lines")
  }

  @Test func `a second document of a kind has a number`() throws {
    let revision: Context = [
      "request": [
        "quoteId": "q-1", "comment": "fewer", "lines": [["sku": "NUT", "quantity": .number(1)]],
      ]
    ]
    let last = try documents(Self.usual.prefix(3) + [("RevisionRequested", revision)]).last
    #expect(last?.name == "request-for-quotation-2")
    #expect(text(last).contains("<cbc:ID>\(Self.id)-2</cbc:ID>"))
    #expect(text(last).contains("Revision of the quotation q-1"))
  }

  @Test(
    arguments: [
      ("OrderClosed", [:]), ("QuoteExpired", ["quoteId": "q-1"]), ("Unknown", [:]),
      ("QuoteIssued", ["quote": ["id": "q", "currency": "EUR"]]), ("OrderFulfilled", [:]),
      ("ReceiptConfirmed", [:]),
    ] as [(String, Context)])
  func `what is no document, or cannot be read as one, gives none`(
    message: String, payload: Context
  ) throws {
    #expect(try documents([Self.usual[0], (message, payload)]).count == 1)
  }
}
