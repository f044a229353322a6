package import FEEL

/// One business document of an order, as UBL 2.1 (ISO/IEC 19845) writes it.
package struct TradeDocument: Sendable {
  /// What UBL calls it; the raw value is its name in commands and addresses.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case requestForQuotation = "request-for-quotation"
    case orderResponse = "order-response"
    case quotation
    case order
    case orderCancellation = "order-cancellation"
    case despatchAdvice = "despatch-advice"
    case receiptAdvice = "receipt-advice"

    /// The root element: `OrderResponse`.
    package var element: String {
      rawValue.split(separator: "-").map { word in
        // UBL writes `RequestForQuotation`.
        word.prefix(1).uppercased() + word.dropFirst()
      }.joined()
    }
  }

  package let kind: Kind
  /// The message between the parties that it stands for.
  package let message: String
  package let sender: String
  package let receiver: String
  package let issuedAt: Timestamp
  /// Which of its kind in the order it is, from 1.
  package let number: Int
  package let xml: [UInt8]

  /// `quotation`, and `quotation-2` for a second one: unique in its order.
  package var name: String { number == 1 ? kind.rawValue : "\(kind.rawValue)-\(number)" }
}
