import Ordering
import Testing

struct PriceListChangesTests {
  private func items(_ rows: String) throws -> [PriceListItem] {
    let header = "sku,description,unit_price,currency,tax_rate,breaks\n"
    return try PriceListFile(csv: header + rows).items
  }

  @Test func `each SKU is added, changed, removed or the same`() throws {
    let old = try items("A,Bolt,1,EUR,0.19,\nB,Nut,2,EUR,0.19,\nC,Pin,3,EUR,0.19,\n")
    let new = try items("D,Cap,4,EUR,0.19,\nB,Hex nut,2,EUR,0.19,\nC,Pin,3,EUR,0.19,\n")
    let changes = PriceListChanges(from: old, to: new)
    #expect(changes.changes.map(\.sku) == ["A", "B", "D"])
    #expect(changes.changes.map(\.kind) == [.removed, .changed, .added])
    #expect(changes.changes.map(\.description) == ["Bolt", "Hex nut", "Cap"])
    #expect(changes.changes.map(\.before.count) == [1, 1, 0])
    #expect(changes.changes.map(\.after.count) == [0, 1, 1])
    #expect(changes.same == 1)
    #expect(PriceListChanges.Kind.allCases.map(changes.count) == [1, 1, 1])
  }

  @Test func `the order of the prices of a SKU is no change, another price is one`() throws {
    let euro = "A,Bolt,1,EUR,0.19,\n"
    let pound = "A,Bolt,1,GBP,0.2,\n"
    let old = try items(euro + pound)
    #expect(PriceListChanges(from: old, to: try items(pound + euro)).changes.isEmpty)
    #expect(PriceListChanges(from: old, to: try items(euro)).changes.map(\.kind) == [.changed])
    #expect(PriceListChanges(from: [], to: []).same == 0)
  }
}
