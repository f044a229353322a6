import FEEL
import Ordering
import Synchronization

/// Keeps the price list in memory.
final class FakePriceBook: PriceBook {
  private let state = Mutex((version: PriceListVersion?.none, items: [PriceListItem]()))

  func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] {
    state.withLock { state in state.items.filter { skus.contains($0.sku) } }
  }

  func current() async throws(PriceBookError) -> PriceListVersion? { state.withLock { $0.version } }

  func items(after sku: String?, limit: Int) async throws(PriceBookError) -> [PriceListItem] {
    state.withLock { state in
      Array(state.items.sorted { $0.sku < $1.sku }.filter { $0.sku > sku ?? "" }.prefix(limit))
    }
  }

  func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp
  ) async throws(PriceBookError) -> PriceListVersion {
    state.withLock { state in
      let version = PriceListVersion(
        number: (state.version?.number ?? 0) + 1, importedAt: time, importedBy: user,
        itemCount: items.count)
      state = (version, items)
      return version
    }
  }
}
