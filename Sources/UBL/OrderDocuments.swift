package import Exchange
import FEEL
import FoundationEssentials
import Ordering
import ProcessEngine

/// Turns what the parties have said to each other about an order into UBL documents.
///
/// A document stands for a message. Which message is which document is fixed here, because UBL's documents are: the
/// messages of another process give none, and a message whose payload is not what the contract says gives none either.
package struct OrderDocuments: Sendable {
  /// In the order in which they were sent or received.
  package private(set) var documents: [TradeDocument] = []

  private var buyer: String?
  private var seller: String?
  private var order: Value = .null
  private var quote: PricedQuote?
  private var lines: [TradeLine] = []
  private var shipped: [TradeLine] = []

  /// - Parameters:
  ///   - history: the steps of one order at one party, in order.
  ///   - messages: of the contract, which says who sends what to whom.
  package init(_ history: [JournalEntry], messages: [String: Contract.Message]) {
    for entry in history {
      for message in entry.outgoing {
        add(
          message.name, message.payload, id: message.id.uuidString.lowercased(), at: entry.at,
          messages)
      }
      for case .messageReceived(let message) in entry.events {
        add(message.name, message.payload, id: message.id, at: message.receivedAt, messages)
      }
    }
  }

  /// The document of that name.
  package func document(named name: String) -> TradeDocument? {
    documents.first { $0.name == name }
  }

  private mutating func add(
    _ name: String, _ payload: Context, id: String, at time: Timestamp,
    _ messages: [String: Contract.Message]
  ) {
    guard let message = messages[name] else { return }
    let payload = Value.context(payload)
    learn(from: name, payload, message)
    guard let (kind, content) = content(of: name, payload) else { return }
    let number = documents.count { $0.kind == kind } + 1
    let head = DocumentHead(
      id: number == 1 ? orderID : "\(orderID)-\(number)", messageID: id, issuedAt: time,
      order: OrderNaming(id: orderID, reference: order["reference"].string), buyer: buyerParty,
      seller: TradeParty(id: nil, name: seller ?? ""))
    documents.append(
      TradeDocument(
        kind: kind, message: name, sender: message.sender, receiver: message.receiver,
        issuedAt: time, number: number, xml: content.xml(kind, head)))
  }

  private var orderID: String { order["id"].string ?? "" }

  private var buyerParty: TradeParty {
    TradeParty(
      id: order["buyer"]["id"].string, name: order["buyer"]["name"].string ?? buyer ?? "")
  }

  /// Keeps what later documents repeat.
  private mutating func learn(from name: String, _ payload: Value, _ message: Contract.Message) {
    switch name {
    case "OrderPlaced":
      (buyer, seller) = (message.sender, message.receiver)
      order = payload["order"]
      lines = TradeLine.all(in: order["lines"])
    case "RevisionRequested":
      lines = TradeLine.all(in: payload["request"]["lines"])
    case "QuoteIssued":
      quote = PricedQuote(payload["quote"]) ?? quote
    case "OrderFulfilled":
      shipped = TradeLine.all(in: payload["fulfilment"]["lines"])
    default: break
    }
  }

  /// Which document a message is, and what is in it.
  private func content(
    of name: String, _ payload: Value
  ) -> (TradeDocument.Kind, any DocumentContent)? {
    switch name {
    case "OrderPlaced", "RevisionRequested":
      guard !lines.isEmpty else { return nil }
      return (
        .requestForQuotation,
        RequestContent(
          lines: lines, currency: order["currency"].string, neededBy: order["neededBy"].string,
          note: name == "OrderPlaced"
            ? order["note"].string : payload["request"]["comment"].string,
          quotation: payload["request"]["quoteId"].string)
      )
    case "OrderConfirmed": return (.orderResponse, ResponseContent(code: .acknowledged, note: nil))
    case "OrderRejected", "FulfilmentFailed":
      return (
        .orderResponse, ResponseContent(code: .rejected, note: payload["reason"].string)
      )
    case "QuoteIssued": return quote.map { (.quotation, QuotationContent(quote: $0)) }
    case "QuoteAccepted": return quote.map { (.order, AcceptanceContent(quote: $0)) }
    case "QuoteDeclined", "OrderCancelled":
      return (.orderCancellation, CancellationContent(reason: payload["reason"].string))
    case "OrderFulfilled":
      guard !shipped.isEmpty else { return nil }
      return (
        .despatchAdvice,
        DespatchContent(
          shipped: shipped, ordered: lines, tracking: payload["fulfilment"]["tracking"].string)
      )
    case "ReceiptConfirmed":
      let receipt = payload["receipt"]
      let received = TradeLine.all(in: receipt["lines"])
      guard !received.isEmpty else { return nil }
      return (
        .receiptAdvice,
        ReceiptContent(
          received: received, shipped: shipped, ordered: lines,
          isDamaged: receipt["condition"].string == "damaged", note: receipt["note"].string)
      )
    default: return nil
    }
  }
}
