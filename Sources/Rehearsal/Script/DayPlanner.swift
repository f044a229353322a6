package import Ordering
import SplitMix

/// Thinks up a day's orders. The same seed and the same catalogue give the same day.
package struct DayPlanner: Sendable {
  let catalogue: [PriceListItem]
  let storylines: [Storyline]
  private var generator: SplitMix64

  /// An article that no price list has.
  static let unknownItem = "ZZ-0000"
  /// From the first order to the last.
  static let day = Duration.seconds(10 * 3600)
  /// Before tax, in minor units: a small order stays below the limit for a second pair of eyes also when it is doubled.
  private static let smallBudget: Int64 = 35_000
  private static let largeBudget: Int64 = 180_000

  /// - Parameter catalogue: at least one item.
  package init(catalogue: [PriceListItem], storylines: [Storyline] = Storyline.all, seed: UInt64) {
    precondition(
      !catalogue.isEmpty && !storylines.isEmpty, "nothing to order, or nothing to happen")
    self.catalogue = catalogue
    self.storylines = storylines
    generator = SplitMix64(seed: seed)
  }

  /// The day's orders by the time at which they are placed.
  package mutating func orders(_ count: Int) -> [PlannedOrder] {
    let cast = cast(count).shuffled(using: &generator)
    var orders: [PlannedOrder] = []
    for (index, storyline) in cast.enumerated() {
      let buyer = Buyer.all[Int.random(in: 0..<Buyer.all.count, using: &generator)]
      // One slot of the day for each order, anywhere within it.
      let slot = (Double(index) + Double.random(in: 0..<1, using: &generator)) / Double(count)
      orders.append(
        PlannedOrder(
          storyline: storyline, buyer: buyer, reference: "\(buyer.code)-\(4_001 + index)",
          placedAfter: Self.day * slot, note: Buyer.notes.randomElement(using: &generator) ?? nil,
          lines: lines(of: storyline)))
    }
    return orders
  }

  /// Each storyline as often as its share says; every one at least once when there are enough orders.
  private func cast(_ count: Int) -> [Storyline] {
    let total = storylines.map(\.share).reduce(0, +)
    var cast = count >= storylines.count ? storylines : []
    var places = storylines.map { Double($0.share * count) / Double(total) }
    if !cast.isEmpty { for index in places.indices { places[index] -= 1 } }
    while cast.count < count {
      // There is one: the places that are left add up to the orders that are.
      let next = places.indices.max { places[$0] < places[$1] } ?? 0
      places[next] -= 1
      cast.append(storylines[next])
    }
    return cast
  }

  private mutating func lines(of storyline: Storyline) -> [PlannedOrder.Line] {
    let lineCount = storyline.size == .small ? Int.random(in: 1...4, using: &generator) : 5
    let budget = storyline.size == .small ? Self.smallBudget : Self.largeBudget
    var lines: [PlannedOrder.Line] = []
    for item in catalogue.shuffled(using: &generator) where lines.count < lineCount {
      let price = max(item.unitPrice.minorUnits, 1)
      let share = budget / Int64(lineCount)
      switch storyline.size {
      case .small:
        // Two at least, so that there is something to take away.
        guard price * 2 <= share else { continue }
        let quantity = Int64.random(in: 2...min(share / price, 400), using: &generator)
        lines.append(.init(sku: item.sku, quantity: Int(quantity)))
      case .large:
        lines.append(.init(sku: item.sku, quantity: Int(max(2, share / price + 1))))
      }
    }
    if storyline.hasUnknownItem { lines.append(.init(sku: Self.unknownItem, quantity: 10)) }
    return lines
  }
}
