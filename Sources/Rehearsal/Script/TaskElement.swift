/// The user tasks of the order process that people in a rehearsal know how to do.
package enum TaskElement: String, Hashable, Sendable, CaseIterable {
  case verifyOrder = "Task_VerifyOrder"
  case confirmQuote = "Task_ConfirmQuote"
  case reviewQuote = "Task_ReviewQuote"
  case confirmFulfilment = "Task_ConfirmFulfilment"
  case confirmReceipt = "Task_ConfirmReceipt"

  /// The field of its form in which people say why.
  var explanationField: String {
    switch self {
    case .verifyOrder, .confirmQuote, .confirmFulfilment: "reason"
    case .reviewQuote: "comment"
    case .confirmReceipt: "note"
    }
  }

  /// Whether its form asks for quantities.
  var hasLines: Bool {
    switch self {
    case .verifyOrder, .confirmQuote: false
    case .reviewQuote, .confirmFulfilment, .confirmReceipt: true
    }
  }
}
