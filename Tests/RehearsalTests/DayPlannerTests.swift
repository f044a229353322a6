import FEEL
import Ordering
import Rehearsal
import Testing

@Suite struct DayPlannerTests {
  private static let catalogue = "demo/catalogue.csv"

  private func orders(_ count: Int, seed: UInt64) throws -> [PlannedOrder] {
    var planner = DayPlanner(catalogue: try CatalogueFile(path: Self.catalogue).items, seed: seed)
    return planner.orders(count)
  }

  @Test func `the same seed gives the same day, another seed another`() throws {
    #expect(try orders(60, seed: 7) == orders(60, seed: 7))
    #expect(try orders(60, seed: 7) != orders(60, seed: 8))
  }

  @Test func `sixty orders hold every storyline as often as its share says`() throws {
    let orders = try orders(60, seed: 1)
    for storyline in Storyline.all {
      #expect(orders.count { $0.storyline == storyline } == storyline.share)
    }
  }

  @Test(arguments: [1, 5, 24, 100, 333])
  func `any number of orders can be asked for`(count: Int) throws {
    let orders = try orders(count, seed: 3)
    #expect(orders.count == count)
    #expect(Set(orders.map(\.reference)).count == count)
    #expect(orders.map(\.placedAfter) == orders.map(\.placedAfter).sorted())
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `small orders need no second pair of eyes, large ones do`(seed: UInt64) throws {
    let items = try CatalogueFile(path: Self.catalogue).items
    for order in try orders(60, seed: seed) where !order.storyline.hasUnknownItem {
      #expect(Set(order.lines.map(\.sku)).count == order.lines.count)
      let net = order.lines.map { line in
        let item = items.first { $0.sku == line.sku }
        return (item?.unitPrice.minorUnits ?? 0) * Int64(line.quantity)
      }.reduce(0, +)
      switch order.storyline.size {
      case .small: #expect(net > 0 && net * 2 < 84_000)
      case .large: #expect(net > 150_000)
      }
    }
  }

  @Test func `an order with an unknown item names one that no price list has`() throws {
    let items = Set(try CatalogueFile(path: Self.catalogue).items.map(\.sku))
    let orders = try orders(60, seed: 1).filter(\.storyline.hasUnknownItem)
    #expect(!orders.isEmpty)
    #expect(orders.allSatisfy { order in order.lines.contains { !items.contains($0.sku) } })
  }

  @Test func `the body names the day by which the goods are needed`() throws {
    let order = try #require(try orders(60, seed: 1).first { $0.storyline.neededInDays == 2 })
    let today = try #require(CalendarDate(year: 2026, month: 11, day: 30))
    let body = order.body(today: today)
    #expect(body["neededBy"] == "2026-12-02")
    #expect(body["lines"]?.list?.count == order.lines.count)
    #expect(body["buyer"]?["id"].string == order.buyer.id)
  }
}
