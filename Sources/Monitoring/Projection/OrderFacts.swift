import FEEL

/// What identifies an order for people, gathered from the variables that the model keeps under the usual names.
package struct OrderFacts: Hashable, Sendable {
  /// `order.reference`
  package private(set) var reference: String?
  /// `order.buyer.name`
  package private(set) var buyer: String?
  /// `quote.total`, a decimal text, once there is a quote; the latest revision counts.
  package private(set) var total: String?
  package private(set) var currency: String?

  package init(
    reference: String? = nil, buyer: String? = nil, total: String? = nil, currency: String? = nil
  ) {
    self.reference = reference
    self.buyer = buyer
    self.total = total
    self.currency = currency
  }

  /// Takes over what variables that have been set say.
  mutating func learn(from variables: Context) {
    if let order = variables["order"] {
      reference = order["reference"].string ?? reference
      buyer = order["buyer"]["name"].string ?? buyer
      currency = currency ?? order["currency"].string
    }
    if let quote = variables["quote"] {
      total = quote["total"].string ?? total
      currency = quote["currency"].string ?? currency
    }
  }
}
