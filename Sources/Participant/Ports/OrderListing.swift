import FEEL
package import FoundationEssentials
package import ProcessEngine

/// What of an order lists filter and sort by. Few steps change it.
package struct OrderListing: Hashable, Sendable {
  package let summary: OrderSummary
  package let outcome: String?
  /// How many lines the order has: `order.lines`.
  package let lines: Int

  package init(_ instance: Instance) {
    summary = OrderSummary(instance.variables)
    outcome = instance.outcome
    lines = instance.variables["order"]?["lines"].list?.count ?? 0
  }
}

extension OrderSummary {
  /// The total as a number, where it is a plain decimal such as `1234.50`.
  package var amount: Decimal? {
    guard let total, total.utf8.count <= Self.digitLimit else { return nil }
    let digits = total.utf8.first == UInt8(ascii: "-") ? total.utf8.dropFirst() : total.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ part in
        !part.isEmpty
          && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      })
    else { return nil }
    return Decimal(string: total)
  }

  /// Within what a decimal keeps exactly.
  private static let digitLimit = 36
}
