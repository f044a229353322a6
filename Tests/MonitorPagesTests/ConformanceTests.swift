import MonitorPages
import Monitoring
import SyntheticJournal
import Testing

@Suite struct ConformanceTests {
  private func delays(_ orders: Int) async throws -> String {
    let page = try await Site(orders: orders).ask("/ui/conformance").text
    let chart = try #require(
      page.firstMatch(of: /(?s)<figure class="chart" data-live="chart-delays".*?<\/figure>/))
    return String(chart.output)
  }

  @Test func `few delays are shown one by one, without quartiles`() async throws {
    let chart = try await delays(3)
    #expect(!chart.contains("bar box") && chart.contains("dot s2"))
    #expect(chart.contains(">–</td>"))
  }

  @Test func `enough delays have a box, which claims to lead to no orders`() async throws {
    let chart = try await delays(12)
    #expect(chart.contains("bar box") && !chart.contains(">–</td>"))
    #expect(!chart.contains("<a "))
  }

  /// What the page says of the newest comparison of both accounts.
  private func check(_ site: Site, language: String = "en") async throws -> String {
    let page = try await site.ask("/ui/conformance", language: language).text
    let region = try #require(page.firstMatch(of: /(?s)<div data-live="check">.*?<\/section>/))
    return String(region.output)
  }

  @Test func `accounts that were never compared are said to be so, with the command that does it`()
    async throws
  {
    let text = try await check(Site(reading: MemoryMonitor()))
    #expect(text.contains("have not been compared yet"))
    #expect(text.contains("<code>monitor check</code>") && !text.contains("<table>"))
  }

  @Test func `each disagreement has a row that leads to its order, where there is one to see`()
    async throws
  {
    let text = try await check(Site())
    #expect(text.contains("1204 disagreements") && text.contains("12 orders compared"))
    #expect(text.contains("with the databases of Client, Supplier"))
    #expect(text.contains("datetime=\"\(Site.check.at)\""))
    #expect(text.matches(of: /<tr><th scope="row">/).count == 2)
    #expect(text.contains("<a href=\"/ui/orders/\(Site.order(1))\">PO-10001</a>"))
    #expect(text.contains("ended by Client as Completed, by Supplier as Expired"))
    #expect(text.contains("<th scope=\"row\">\(Site.order(99_999))</th>"))
    #expect(text.contains("step 1 (lane 2, number 3) was published, but never heard"))
    #expect(text.contains("The first 2 are shown"))
    let french = try await check(Site(), language: "fr")
    #expect(french.contains("1204 désaccords") && french.contains("issues différentes"))
    #expect(french.contains("l’étape 1 (voie 2, numéro 3) a été publiée, mais jamais entendue"))
  }

  @Test func `a comparison without a disagreement is told as well`() async throws {
    var memory = Site.memory(orders: 1)
    memory.take(
      KeptCheck(at: Site.now, orders: 1, differenceCount: 0, databases: [], differences: []))
    let text = try await check(Site(reading: memory))
    #expect(text.contains("No disagreement") && text.contains("1 order compared"))
    #expect(text.contains("without the parties’ databases") && !text.contains("<table>"))
    #expect(!text.contains("are shown"))
  }

  @Test func `the picture of all orders tells when both accounts were compared last`() async throws
  {
    let overview = try await Site.memory(orders: 1)
      .overview(at: Site.now, lines: 1, map: ProcessMap(), speed: 1)
    #expect(overview.checkedAt == Site.check.at)
  }
}
