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

  @Test func `a page that is not ready asks again by itself, without script`() async throws {
    let answer = try await Site().ask(Self.address)
    #expect(answer.status == .ok)
    #expect(try answer.headers[refresh] == "1")
    #expect(answer.text.contains("The analysis is being made"))
  }

  @Test(arguments: ["en", "fr"])
  func `an analysis has all its parts, with a table for each chart`(language: String) async throws {
    let page = try await Site(orders: 12).analysis(Self.address, language: language).text
    for id in [
      "heat", "comparison", "throughput", "present", "stability", "lead-time", "steps",
      "bottlenecks", "outcomes", "variants", "rework", "due-dates", "at-risk", "target", "forecast",
      "work",
    ] {
      #expect(page.contains("id=\"\(id)\""), "\(id) is missing")
    }
    let charts = page.components(separatedBy: "<figure class=\"chart\"").count
    #expect(charts > 7)
    #expect(page.components(separatedBy: "<details>").count >= charts)
    #expect(page.contains("/ui/orders?"))
  }

  @Test func `programs get the numbers`() async throws {
    let answer = try await Site(orders: 5).analysis("/ui/analysis.json?period=24h")
    #expect(answer.status == .ok)
    let value = try Value(json: answer.text)
    #expect(value["report"]["orders"].integer == 20)
  }

  @Test func `what cannot be read is said`() async throws {
    let page = try await Site().ask("/ui/analysis?period=soon&target=-3").text
    #expect(page.contains("left out: target, period") || page.contains("left out: period, target"))
  }
}
