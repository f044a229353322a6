import FEEL
import Monitoring
import Testing

@testable import MonitorCommand

@Suite struct StatsTests {
  @Test(
    arguments: [
      (nil, "–"), (0, "0 s"), (0.0123, "12.3 ms"), (5_400, "1.5 h"), (176_000, "2.04 d"),
      (-90, "−1.5 min"),
    ] as [(Double?, String)])
  func `durations have three digits`(seconds: Double?, text: String) {
    #expect(StatsText.duration(seconds) == text)
  }

  @Test func `any two periods can be compared`() throws {
    let october = try #require(StatsComparison(argument: "2026-10-01..2026-11-01"))
    let group = AnalysisQuery.Group(.last(seconds: 86_400))
    let begin = try MomentArgument.time("2026-10-01")
    let end = try MomentArgument.time("2026-11-01")
    #expect(october.group(besides: group).period == .between(begin, end))
    #expect(
      StatsComparison(argument: "2026-10-01T06:00:00Z..2026-10-01T12:00:00Z")
        == .between(
          try MomentArgument.time("2026-10-01T06:00:00Z"),
          try MomentArgument.time("2026-10-01T12:00:00Z")))
  }

  @Test(arguments: ["2026-11-01..2026-10-01", "2026-10-01..", "..", "october", "2026-10-01"])
  func `what is no comparison is refused`(argument: String) {
    #expect(StatsComparison(argument: argument) == nil)
  }

  @Test func `a value may have dots of its own`() {
    let term = FilterTerm(argument: "text:a..b")
    #expect(term.map { .orders($0) } == StatsComparison(argument: "text:a..b"))
  }
}
