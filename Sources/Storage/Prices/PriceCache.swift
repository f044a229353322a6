import Locks
import Ordering

/// What has been read of the present price list, so that not every quote asks for the same prices again.
final class PriceCache: Sendable {
  /// How many SKUs are kept, those without a price included; more begin anew.
  static let limit = 20_000

  private struct State {
    var version: Int?
    /// When `version` was known to be the present one.
    var seenAt: ContinuousClock.Instant?
    var items: [String: [PriceListItem]] = [:]
  }

  /// How long an import by another process may go unnoticed.
  private let freshness: Duration
  private let state = Locked(State())

  init(freshness: Duration) { self.freshness = freshness }

  /// The items with these SKUs, or nil unless all of them are known and fresh.
  func items(skus: [String], at now: ContinuousClock.Instant) -> [PriceListItem]? {
    state.withLock { state in
      guard let seenAt = state.seenAt, now - seenAt < freshness else { return nil }
      var found: [PriceListItem] = []
      for sku in skus {
        guard let items = state.items[sku] else { return nil }
        found += items
      }
      return found
    }
  }

  /// Keeps what the version says about these SKUs.
  ///
  /// - Parameter time: before the version was read.
  func keep(
    _ items: [PriceListItem], of skus: [String], version: Int?, at time: ContinuousClock.Instant
  ) {
    let bySKU = Dictionary(grouping: items, by: \.sku)
    state.withLock { state in
      if version != state.version || state.items.count + skus.count > Self.limit {
        state.items = [:]
        state.version = version
      }
      state.seenAt = time
      for sku in skus { state.items[sku] = bySKU[sku] ?? [] }
    }
  }

  func clear() { state.withLock { $0 = State() } }
}
