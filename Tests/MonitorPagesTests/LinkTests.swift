import Exchange
import FEEL
import Foundation
import HTTPTypes
import MonitorPages
import Monitoring
import SyntheticJournal
import Testing

/// Behind each number lies a list with as many orders.
@Suite struct LinkTests {
  /// A link that says how many orders it leads to.
  struct Mark: Hashable {
    let address: String
    let count: Int

    /// The names of its parameters: links of one kind have the same.
    var kind: String {
      (URLComponents(string: address)?.queryItems ?? []).map(\.name).sorted().joined(separator: " ")
    }
  }

  static func marks(in html: String) throws -> Set<Mark> {
    let pattern = /href="(\/ui\/orders\?[^"]*)"[^>]*? data-count="(\d+)"/
    return Set(
      html.matches(of: pattern).map { match in
        Mark(
          address: String(match.1).replacing("&amp;", with: "&"), count: Int(match.2) ?? -1)
      })
  }

  /// What the list counts that a link leads to.
  private func count(_ address: String, _ site: Site) async throws -> Int? {
    let html = try await site.ask(address).text
    let tab = try #require(
      html.firstMatch(of: /aria-current="page">[^<]*<span class="count">([^<]*)<\/span>/),
      "\(address)")
    #expect(!html.contains("role=\"alert\""), "\(address) is not understood")
    return Int(tab.1.filter(\.isNumber))
  }

  private static let now = SyntheticJournal.start + .seconds(200_000)

  /// Orders at different paces, so that some are late, some wait, and messages are on their way.
  private static func site() -> Site {
    var journal = SyntheticJournal()
    for index in 0..<60 {
      let course = SyntheticJournal.Course.allCases[index % 4]
      journal.add(
        index, course, at: SyntheticJournal.start + .seconds(index * 350),
        pace: .seconds(30 + (index * 733) % 9_000))
    }
    // What is still to come has not been heard.
    let heard = journal.entries.filter { $0.at <= now }
    return Site(reading: MemoryMonitor(heard), now: now)
  }

  private func check(_ html: String, _ site: Site, kinds: Set<String>) async throws {
    let marks = try Self.marks(in: html)
    let found = Set(marks.map(\.kind))
    #expect(found.isSuperset(of: kinds), "missing: \(kinds.subtracting(found))")
    for mark in marks {
      let behind = try await count(mark.address, site)
      #expect(behind == mark.count, "\(mark.address)")
    }
  }

  @Test func `the live page's numbers lead to as many orders`() async throws {
    let site = Self.site()
    try await check(
      try await site.ask("/ui/live").text, site,
      kinds: [
        "sort state", "placedWithin sort", "endedWithin sort", "overdue sort", "incident",
        "element", "element overdue", "element incident", "finding message",
        "placedFrom placedTo", "endedFrom endedTo",
      ])
  }

  @Test(arguments: [10_000, 30_000, 150_000])
  func `so do those of any past second`(second: Int) async throws {
    let site = Self.site()
    let time = SyntheticJournal.start + .seconds(second)
    try await check(
      try await site.ask("/ui/at?span=day&time=\(time)").text, site,
      kinds: ["open", "element open", "endedTo sort"])
  }

  @Test func `incidents of a past second lead to the orders of then that have one now`()
    async throws
  {
    // Three orders are stuck, and have been for long.
    let site = Site()
    let page = try await site.ask("/ui/at?time=\(Site.now)").text
    let link = try #require(
      page.firstMatch(of: /<a href="(\/ui\/orders\?open=[^"]*incident=1)">/)?.1)
    #expect(try await count(String(link).replacing("&amp;", with: "&"), site) == 3)
    #expect(page.contains("to the orders of then that have one now"))
    let before = try await site.ask("/ui/at?time=\(SyntheticJournal.start)").text
    #expect(!before.contains("incident=1"))
  }

  @Test func `so do those of the conformance page`() async throws {
    let site = Self.site()
    try await check(
      try await site.ask("/ui/conformance").text, site, kinds: ["finding message"])
  }

  @Test(arguments: [
    "/ui/analysis?period=7d&target=2&bias=1&versus=buyer&other=Cassia%20Ltd",
    "/ui/analysis?from=2026-05-29T00:00:00Z&to=2026-05-30T06:00:00Z&target=2&versus=previous",
    "/ui/analysis?period=7d&target=2&versus=period&other=2026-05-28..2026-05-29",
    "/ui/analysis?period=7d&outcome=Completed",
  ])
  func `so do those of an analysis`(address: String) async throws {
    let site = Self.site()
    let html = try await site.analysis(address).text
    try await check(
      html, site,
      kinds: [
        "endedFrom endedTo", "endedFrom endedTo through",
        "endedFrom endedTo variant", "endedFrom endedTo party worker",
        "endedFrom endedTo group party", "endedFrom endedTo party then worker",
        "endedFrom endedTo late", "endedFrom endedTo leadTo", "endedFrom endedTo once",
        "open", "placedFrom placedTo",
      ].map { kind in
        // The analysis' own filter is in its links.
        address.contains("outcome=")
          ? (kind.split(separator: " ").map(String.init) + ["outcome"]).sorted()
            .joined(separator: " ") : kind
      }.reduce(into: Set<String>()) { $0.insert($1) })
  }
}
