package import FEEL

/// An order as it is going to be placed, and how it will go.
package struct PlannedOrder: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let sku: String
    package let quantity: Int
  }

  package let storyline: Storyline
  package let buyer: Buyer
  package let reference: String
  /// Process time from the beginning of the day.
  package let placedAfter: Duration
  package let note: String?
  package let lines: [Line]

  /// The body of `POST /orders`.
  ///
  /// - Parameter today: the day of the order in process time.
  package func body(today: CalendarDate) -> Context {
    var body: Context = [
      "reference": .string(reference),
      "buyer": ["id": .string(buyer.id), "name": .string(buyer.name)],
      "currency": "EUR",
      "lines": .list(lines.map { ["sku": .string($0.sku), "quantity": .number($0.quantity)] }),
    ]
    if let note { body["note"] = .string(note) }
    if let days = storyline.neededInDays, let day = today.adding(days: days) {
      body["neededBy"] = .string(day.description)
    }
    return body
  }
}
