import Access
import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ordering
import PartyAPI
import PartyPages
import Testing

/// What the page of a new order offers of a catalogue.
@Suite struct CatalogueLookupTests {
  /// So many items, which nobody changes.
  private struct Catalogue: PriceBook {
    let list: [PriceListItem]

    init(itemCount: Int) throws {
      let rows = (1000..<1000 + itemCount).map { "S\($0),Part <\($0)>,1,EUR,0.19\n" }
      list = try PriceListFile(
        csv: "sku,description,unit_price,currency,tax_rate\n" + rows.joined()
      ).items
    }

    func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] { [] }
    func current() async throws(PriceBookError) -> PriceListVersion? { nil }
    func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
      PriceListPage(of: list, after: sku, limit: limit)
    }
  }

  @Test(arguments: [(40, 40, false), (501, 500, true)])
  func
    `items of the catalogue are offered before any order was placed, and of a long one the rest is asked for`(
      itemCount: Int, offered: Int, hasMore: Bool
    ) async throws
  {
    let ports = try PageAccessTests.ports(
      .init(testDescription: ""), database: AwayDatabase(saysNoOrders: true),
      catalogue: try Catalogue(itemCount: itemCount))
    let router = partyRouter(
      pageRoutes(ports), authenticator: RoleAuthenticator(), pages: PageMiddleware(ports),
      rateLimit: nil)
    try await Application(router: router).test(.router) { client in
      let answer = try await client.execute(
        uri: "/ui/orders/new", method: .get, headers: [.duetUser: Role.buyer.rawValue])
      #expect(answer.status == .ok)
      let page = String(buffer: answer.body)
      #expect(page.contains(#"<option value="S1000">Part &lt;1000&gt;</option>"#))
      #expect(page.matches(of: /<option value="S\d+">/).count == offered)
      #expect(page.contains(#"data-more-at="/catalog""#) == hasMore)
    }
  }
}
