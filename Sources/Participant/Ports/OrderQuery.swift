package import FEEL
package import FoundationEssentials

/// Which orders are listed, and in which order. Everything that is given has to hold.
package struct OrderQuery: Hashable, Sendable {
  package enum Status: String, Sendable, CaseIterable { case running, ended }

  /// What a list is sorted by; equals are sorted by their ids, in the same direction.
  package enum Sort: String, Sendable, CaseIterable {
    case placed, updated
    /// By code points; orders without a reference are the least.
    case reference
    /// By amount, whatever the currency; orders without a quote are the least.
    case total
  }

  package var status: Status?
  package var outcome: String?
  /// The buyer's id or whole name, in any case.
  package var partner: String?
  /// How the reference begins.
  package var reference: String?
  /// The whole SKU of a line.
  package var sku: String?
  /// What the total of the quote is at least, and at most; orders without a quote have none.
  package var minimumTotal: Decimal?
  package var maximumTotal: Decimal?
  package var currency: String?
  /// Placed at this time or later.
  package var placedFrom: Timestamp?
  /// Placed before this time.
  package var placedTo: Timestamp?
  /// Beginnings of words of the reference, the buyer, the note and the SKUs, each of which has to be there, in any case; or
  /// at least eight characters of the beginning of the id.
  package var text: String?
  /// Only orders whose token is at this flow node.
  package var element: String?
  package var sort = Sort.placed
  package var descending = true
  /// What an earlier page of the same list gave as `next`.
  package var cursor: String?
  /// From 1 to 500.
  package var limit = 50
  /// How far each count goes.
  package var countLimit = BoundedCount.limit

  package init() {}
}
