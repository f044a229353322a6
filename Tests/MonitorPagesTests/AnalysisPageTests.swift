import FEEL
import FoundationEssentials
import HTTPTypes
import MonitorPages
import Monitoring
import SyntheticJournal
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

  @Test func `of two orders no percentile is told, but how many it would take`() async throws {
    let site = Site(orders: 2)
    let address = "?period=24h&outcome=Rejected"
    let page = try await site.analysis("/ui/analysis\(address)").text
    let row = try #require(
      page.firstMatch(of: /(?s)<tr><th[^>]*>All, with those that run<.*?<\/tr>/)?.output)
    for needed in [6, 19, 59] { #expect(row.contains("too few, \(needed) needed")) }
    #expect(page.contains("fewer than 6 orders ended"))
    let report = try Value(json: try await site.analysis("/ui/analysis.json\(address)").text)[
      "report"]
    let few: Value = ["value": .null, "count": .number(2), "needed": .number(6)]
    #expect(report["leadTime"]["all"]["p50"] == few)
    #expect(report["variants"].list?.first?["variants"].list?.first?["medianLeadTime"] == few)
    #expect(report["stability"]["points"].list == [])
    #expect(report["stability"]["tooFew"].list?.map { $0["needed"] } == [.number(6)])
  }

  /// Eight orders that take different times.
  private static func site() -> Site {
    var journal = SyntheticJournal()
    for index in 0..<8 { journal.add(index, pace: .milliseconds(60_000 + 7_300 * index)) }
    return Site(reading: MemoryMonitor(journal.entries))
  }

  @Test func `durations are told so finely that an interval has a width`() async throws {
    let page = try await Self.site().analysis("/ui/analysis?period=24h").text
    let found = page.matches(of: /([\d.]+).min \(([\d.]+).min to ([\d.]+).min\)/)
    #expect(!found.isEmpty)
    for match in found { #expect(Set([match.1, match.2, match.3]).count == 3, "\(match.0)") }
    let french = try await Self.site().analysis("/ui/analysis?period=24h", language: "fr").text
    #expect(french.firstMatch(of: /\d,\d+.min \(/) != nil)
    #expect(french.firstMatch(of: /\d\.\d+.min \(/) == nil)
  }

  @Test func `the heat map has a table, with the links of its marks`() async throws {
    let page = try await Self.site().analysis("/ui/analysis?period=24h").text
    let heat = try #require(page.firstMatch(of: /(?s)<section[^>]*id="heat".*?<\/section>/))
    let parts = heat.output.components(separatedBy: "<details>")
    #expect(parts.count == 2)
    let marks = try LinkTests.marks(in: parts[0])
    let rows = try LinkTests.marks(in: parts[1])
    #expect(!marks.isEmpty && marks == rows)
    #expect(parts[1].contains("Share of all waiting"))
  }

  @Test func `the curves of outcomes have bands, and their ends stand in the table`() async throws {
    let page = try await Self.site().analysis("/ui/analysis?period=24h").text
    let outcomes = try #require(page.firstMatch(of: /(?s)<section[^>]*id="outcomes".*?<\/section>/))
    #expect(outcomes.output.contains("class=\"band s1\""))
    for end in ["lower end", "upper end"] {
      #expect(outcomes.output.contains("Completed, \(end)"))
    }
  }

  @Test func `people's steps tell how long tasks wait and are worked on`() async throws {
    let page = try await Self.site().analysis("/ui/analysis?period=24h").text
    #expect(page.contains("Waiting, 95% within") && page.contains("Work, 85% within"))
  }

  @Test func `the form keeps what the address says`() async throws {
    let page = try await Site().ask("/ui/analysis?currency=EUR&sku=NUT-M8-8&min=5").text
    for (name, value) in [("currency", "EUR"), ("sku", "NUT-M8-8"), ("min", "5")] {
      #expect(page.contains("name=\"\(name)\" value=\"\(value)\""))
    }
  }

  @Test func `any two periods can be compared`() async throws {
    let answer = try await Site(orders: 6).analysis(
      "/ui/analysis.json?period=24h&versus=period&other=2026-05-01..2026-05-28")
    let comparison = try Value(json: answer.text)["comparison"]
    // Days are within the period to their ends.
    let period = comparison["second"]["period"]
    #expect(period["from"] == .string("2026-05-01T00:00:00.000Z"))
    #expect(period["to"] == .string("2026-05-29T00:00:00.000Z"))
    #expect(comparison["second"]["orders"] == .number(24))
  }

  @Test(arguments: ["2026-05-27..2026-05-01", "May", "2030-01-01..2030-02-01", "2026-05-01..", ""])
  func `a period to compare with that cannot be read is said`(other: String) async throws {
    let page = try await Site().ask("/ui/analysis?versus=period&other=\(other)").text
    #expect(page.contains("left out: other"))
  }

  @Test func `what cannot be read is said`() async throws {
    let page = try await Site().ask("/ui/analysis?period=soon&target=-3").text
    #expect(page.contains("left out: target, period") || page.contains("left out: period, target"))
  }
}
