import MonitorPages
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
}
