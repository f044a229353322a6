import Exchange
import FEEL
import Ordering
import ProcessEngine

/// What must hold for orders as the model draws them (`bpmn/order.bpmn`), whatever goes wrong between the parties.
enum OrderRules {
  /// A party takes one of these decisions for an order, and no second one.
  private static let finalWords: [Set<String>] = [
    ["QuoteAccepted", "QuoteDeclined", "OrderCancelled", "OrderClosed"],
    [
      "OrderRejected", "QuoteExpired", "CancellationConfirmed", "DeclineConfirmed",
      "OrderFulfilled", "FulfilmentFailed",
    ],
    ["OrderPlaced"], ["OrderConfirmed"], ["ReceiptConfirmed"],
  ]

  /// Checks an entry that was just taken into `history`.
  static func check(
    _ entry: JournalEntry, of history: History, partner: History?
  ) throws(Violation) {
    guard let order = history.orders[entry.order] else { return }
    func violation(_ invariant: Invariant, _ detail: String) -> Violation {
      Violation(
        invariant: invariant,
        detail: "\(entry.party), step \(entry.step) of …\(entry.order.short): \(detail)")
    }
    for event in entry.events {
      switch event {
      case .messageSent(let name, _, _, _):
        for words in finalWords where words.contains(name) {
          let said = words.flatMap { order.sent[$0] ?? [] }.count
          if said > 1 { throw violation(.decidedOnce, "\(name) is said after another last word") }
        }
        if name == "OrderFulfilled", !isAgreed(order, partner?.orders[entry.order]) {
          throw violation(.acceptedQuote, "the order is fulfilled without a valid acceptance")
        }
      case .taskCreated(let task) where task.element == "Task_ConfirmFulfilment":
        if !isAgreed(order, partner?.orders[entry.order]) {
          throw violation(.acceptedQuote, "fulfilment is asked for without a valid acceptance")
        }
      case .taskCompleted(_, "Task_ConfirmQuote", let user, _):
        if order.decisions.contains(where: { $0.element == "Task_VerifyOrder" && $0.user == user })
        {
          throw violation(.fourEyes, "\(user) has verified the order and confirms its quote")
        }
      default:
        break
      }
    }
  }

  /// Whether the supplier has the buyer's acceptance of its last quote, given while that was valid.
  private static func isAgreed(_ supplier: OrderHistory, _ client: OrderHistory?) -> Bool {
    guard let variables = supplier.instance?.variables,
      let accepted = client?.sent["QuoteAccepted"]?.last?["acceptance"]?.context,
      let issued = supplier.sent["QuoteIssued"]?.last?["quote"]?.context
    else { return false }
    let acceptance = variables["acceptance"] ?? .null
    guard acceptance.context == accepted, variables["quote"]?.context == issued,
      let at = acceptance["at"].string, let until = issued["validUntil"]?.string
    else { return false }
    let isInTime = Result { try Timestamp(at) <= Timestamp(until) }
    guard case .success(true) = isInTime else { return false }
    return acceptance["revision"] == issued["revision"] && acceptance["quoteId"] == issued["id"]
      && acceptance["total"] == issued["total"] && acceptance["currency"] == issued["currency"]
  }

  // MARK: Conservation

  /// Checks an order that both parties have completed: what was ordered, quoted, accepted, sent and received.
  static func checkConserved(_ client: Instance, _ supplier: Instance) throws(Violation) {
    func violation(_ detail: String) -> Violation {
      Violation(invariant: .conserved, detail: "…\(client.id.short): \(detail)")
    }
    let (buyers, sellers) = (client.variables, supplier.variables)
    for name in ["quote", "acceptance", "receipt"] where buyers[name] != sellers[name] {
      throw violation("the parties have different ideas of `\(name)`")
    }
    guard let ordered = quantities(buyers["order"]), let shipped = quantities(buyers["fulfilment"]),
      let received = quantities(buyers["receipt"]), let quoted = quantities(buyers["quote"]),
      quantities(sellers["order"]) == ordered, quantities(sellers["fulfilment"]) == shipped
    else { throw violation("the parties have different ideas of the quantities") }
    guard ordered == quoted else { throw violation("other quantities are quoted than ordered") }
    guard isPart(shipped, of: quoted) else { throw violation("more is shipped than was quoted") }
    guard isPart(received, of: shipped) else {
      throw violation("more is received than was shipped")
    }
    guard let quote = buyers["quote"], isAddedUp(quote),
      quote["total"] == buyers["acceptance"]?["total"]
    else { throw violation("the amounts of the quote do not add up") }
  }

  /// By SKU; nil when a SKU comes twice or something is missing.
  private static func quantities(_ value: Value?) -> [String: Int]? {
    guard let lines = value?["lines"].list else { return nil }
    var quantities: [String: Int] = [:]
    for line in lines {
      guard let sku = line["sku"].string, let quantity = line["quantity"].integer,
        quantities.updateValue(quantity, forKey: sku) == nil
      else { return nil }
    }
    return quantities
  }

  private static func isPart(_ part: [String: Int], of whole: [String: Int]) -> Bool {
    part.allSatisfy { sku, quantity in quantity <= whole[sku] ?? 0 }
  }

  private static func isAddedUp(_ quote: Value) -> Bool {
    guard let currency = quote["currency"].string.flatMap({ Currency($0) }),
      let lines = quote["lines"].list
    else { return false }
    func units(_ value: Value) -> Int64? {
      value.string.flatMap { Money($0, currency: currency)?.minorUnits }
    }
    func sum(_ name: String) -> Int64? {
      lines.reduce(0) { sum, line in
        sum.flatMap { sum in units(line[name]).map { sum + $0 } }
      }
    }
    guard let net = units(quote["net"]), let tax = units(quote["tax"]) else { return false }
    return sum("net") == net && sum("tax") == tax && sum("gross") == units(quote["total"])
      && units(quote["total"]) == net + tax
  }
}
