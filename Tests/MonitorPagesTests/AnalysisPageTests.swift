import FEEL
import FoundationEssentials
import HTTPTypes
import MonitorPages
import Monitoring
import Testing

@Suite struct AnalysisPageTests {
  private static let address =
    "/ui/analysis?period=24h&target=1&versus=outcome&other=Rejected&bias=1"

  private var refresh: HTTPField.Name {
    get throws { try #require(HTTPField.Name("Refresh")) }
  }

  /// Asks until the analysis has been made.
  private func analysis(_ site: Site, _ path: String, language: String = "en") async throws
    -> Site.Answer
  {
    try await withThrowingTaskGroup { group in
      group.addTask { await site.ports.analysis.run() }
      defer { group.cancelAll() }
      while true {
        let answer = try await site.ask(path, language: language)
        let isReady = try answer.headers[refresh] == nil && answer.status != .accepted
        if isReady { return answer }
        await Task.yield()
      }
    }
  }

  @Test func `a page that is not ready asks again by itself, without script`() async throws {
    let answer = try await Site().ask(Self.address)
    #expect(answer.status == .ok)
    #expect(try answer.headers[refresh] == "1")
    #expect(answer.text.contains("The analysis is being made"))
  }

  @Test(arguments: ["en", "fr"])
  func `an analysis has all its parts, with a table for each chart`(language: String) async throws {
    let page = try await analysis(Site(orders: 12), Self.address, language: language).text
    for id in [
      "heat", "comparison", "throughput", "present", "stability", "lead-time", "steps",
      "bottlenecks", "outcomes", "variants", "rework", "target", "forecast", "work",
    ] {
      #expect(page.contains("id=\"\(id)\""), "\(id) is missing")
    }
    let charts = page.components(separatedBy: "<figure class=\"chart\"").count
    #expect(charts > 7)
    #expect(page.components(separatedBy: "<details>").count >= charts)
    #expect(page.contains("/ui/orders?"))
  }

  @Test func `programs get the numbers`() async throws {
    let answer = try await analysis(Site(orders: 5), "/ui/analysis.json?period=24h")
    #expect(answer.status == .ok)
    let value = try Value(json: answer.text)
    #expect(value["report"]["orders"].integer == 20)
  }

  @Test func `what cannot be read is said`() async throws {
    let page = try await Site().ask("/ui/analysis?period=soon&target=-3").text
    #expect(page.contains("left out: target, period") || page.contains("left out: period, target"))
  }
}
