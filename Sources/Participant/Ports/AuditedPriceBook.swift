package import FEEL
package import Ordering

/// A price list whose imports are recorded in the audit trail.
package protocol AuditedPriceBook: PriceBook {
  /// Makes `items` the price list and keeps the record of it, in one transaction: both or, when this throws, none.
  ///
  /// - Parameter audit: the record, from the version that held until now, nil for the first import, and the new one.
  func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp,
    audit: @Sendable (PriceListVersion?, PriceListVersion) -> AuditRecord
  ) async throws(PriceBookError) -> PriceListVersion
}
