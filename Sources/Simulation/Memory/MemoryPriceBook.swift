import FEEL
import Locks
package import Ordering

/// The price list port in memory.
package final class MemoryPriceBook: PriceBook {
  private struct State {
    var version: PriceListVersion?
    var items: [PriceListItem] = []
    var isAway = false
  }

  private let state = Locked(State())

  package init() {}

  /// Away or back, as its database is.
  package var isAway: Bool {
    get { state.withLock { $0.isAway } }
    set { state.withLock { $0.isAway = newValue } }
  }

  package func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] {
    try present().items.filter { skus.contains($0.sku) }
  }

  package func current() async throws(PriceBookError) -> PriceListVersion? { try present().version }

  package func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
    PriceListPage(of: try present().items, after: sku, limit: limit)
  }

  /// Makes `items` the price list.
  func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp
  ) async throws(PriceBookError) -> PriceListVersion {
    let number = (try present().version?.number ?? 0) + 1
    let version = PriceListVersion(
      number: number, importedAt: time, importedBy: user, itemCount: items.count)
    state.withLock { state in
      state.version = version
      state.items = items
    }
    return version
  }

  private func present() throws(PriceBookError) -> State {
    let present = state.withLock { $0 }
    guard !present.isAway else { throw .unavailable("the price list's database is away") }
    return present
  }
}
