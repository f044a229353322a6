import FEEL
import Ordering
import Participant
import Synchronization

/// Keeps the price list in memory.
final class FakePriceBook: AuditedPriceBook {
  private let trail: (any AuditTrail)?
  private let state = Mutex((version: PriceListVersion?.none, items: [PriceListItem]()))

  /// - Parameter trail: takes the records of imports; nil drops them.
  init(trail: (any AuditTrail)? = nil) { self.trail = trail }

  func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] {
    state.withLock { state in state.items.filter { skus.contains($0.sku) } }
  }

  func current() async throws(PriceBookError) -> PriceListVersion? { state.withLock { $0.version } }

  func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
    state.withLock { PriceListPage(of: $0.items, after: sku, limit: limit) }
  }

  func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp,
    audit: @Sendable (PriceListVersion?, PriceListVersion) -> AuditRecord
  ) async throws(PriceBookError) -> PriceListVersion {
    let (before, after) = state.withLock { state in
      let before = state.version
      let after = PriceListVersion(
        number: (before?.number ?? 0) + 1, importedAt: time, importedBy: user,
        itemCount: items.count)
      state = (after, items)
      return (before, after)
    }
    do { try await trail?.add([audit(before, after)]) } catch { throw .broken("\(error)") }
    return after
  }
}
