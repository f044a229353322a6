import ChartGallery
import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ChartTests {
  private static let numbers = Array(Gallery.charts.indices)

  @Test(arguments: Self.numbers)
  func `every chart is well-formed, says what it is, and styles nothing inline`(_ number: Int)
    throws
  {
    let chart = Gallery.charts[number]
    let svg = chart.svg(ChartSize(), Gallery.text)
    let document = try XMLDocument(xmlString: svg)
    let root = try #require(document.rootElement())
    #expect(root.name == "svg")
    #expect(root.children?.first?.stringValue == chart.title)
    #expect(!svg.contains("style="))
    #expect(svg.firstMatch(of: /\s(fill|stroke)="/) == nil)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }

  @Test(arguments: Self.numbers)
  func `every chart has a table of as many cells as columns`(_ number: Int) {
    let table = Gallery.charts[number].table(Gallery.text)
    #expect(!table.rows.isEmpty)
    for row in table.rows { #expect(row.count == table.columns.count) }
  }

  @Test(arguments: Self.numbers)
  func `all marks lie in the picture`(_ number: Int) throws {
    let size = ChartSize(width: 500, height: 220)
    let svg = Gallery.charts[number].svg(size, Gallery.text)
    for match in svg.matches(of: #/\s(?:x|cx)="(-?[\d.]+)"/#) {
      let x = try #require(Double(match.1))
      #expect(0...size.width ~= x)
    }
    for match in svg.matches(of: #/\s(?:y|cy)="(-?[\d.]+)"/#) {
      let y = try #require(Double(match.1))
      #expect(0...size.height ~= y)
    }
  }

  @Test(arguments: Self.numbers)
  func `a chart with links is a group of links that say where they lead`(_ number: Int) {
    let svg = Gallery.charts[number].svg(ChartSize(), Gallery.text)
    let links = svg.matches(of: /<a href="([^"]+)" aria-label="([^"]+)"[^>]*>/)
    #expect(svg.matches(of: /<a\s/).count == links.count)
    #expect(svg.contains("role=\"\(links.isEmpty ? "img" : "group")\""))
  }

  private func empty() -> [any Chart] {
    let (x, y) = (Axis("Time", .time), Axis("n", .count))
    return [
      LineChart("None", x: x, y: y, []), LineChart("None", x: x, y: y, [ChartSeries("a", [])]),
      Histogram("None", x: Axis("t", .duration), "n", []),
      BoxChart("None", "Step", y: y, []),
      CumulativeFlowChart("None", x: x, y: y, []),
      SurvivalChart("None", x: Axis("t", .duration), y: Axis("Share", .percent), []),
      ParetoChart("None", "Step", y: y, []),
      ProcessBehaviourChart("None", x: x, y: y, [], signals: [], []),
    ]
  }

  @Test func `a chart of nothing is an empty frame`() throws {
    for chart in empty() {
      let svg = chart.svg(ChartSize(), Gallery.text)
      let document = try XMLDocument(xmlString: svg)
      #expect(document.rootElement()?.name == "svg")
      #expect(!svg.contains("nan") && !svg.contains("inf"))
      #expect(chart.table(Gallery.text).rows.isEmpty)
    }
  }

  @Test func `words are escaped`() {
    let chart = ParetoChart("<b>", "Name", y: Axis("n"), [.init("<i>&\"", 1)])
    let svg = chart.svg(ChartSize(), Gallery.text)
    #expect(svg.contains("<title>&lt;b&gt;</title>"))
    #expect(!svg.contains("<i>") && !svg.contains("<b>"))
  }
}

@Suite struct MarkTests {
  /// The plot's left end, right end, top and bottom at 640 × 260, as far as the tests need them.
  private func numbers(_ pattern: String, in svg: String) throws -> [[Double]] {
    let regex = try Regex(pattern)
    return svg.matches(of: regex).map { match in
      (1..<match.output.count).compactMap { index in
        match.output[index].substring.flatMap { Double($0) }
      }
    }
  }

  @Test func `a bar begins at zero, and is as high as its value`() throws {
    let chart = ParetoChart(
      "Bars", "Name", y: Axis("n", .count, range: 0...10), [.init("a", 10), .init("b", 5)])
    let svg = chart.svg(ChartSize(), Gallery.text)
    let bars = try numbers(
      #"class="mark" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)""#, in: svg)
    #expect(bars == [[24, 194], [121, 97]])
  }

  @Test func `a line goes from end to end`() throws {
    let chart = LineChart(
      "Line", x: Axis("x", .number), y: Axis("y", .number, range: 0...1),
      [ChartSeries("a", [ChartPoint(0, 0), ChartPoint(5, 0.5), ChartPoint(10, 1)])])
    let svg = chart.svg(ChartSize(), Gallery.text)
    #expect(svg.contains("class=\"line s1\" d=\"M34 218L330 121L626 24\""))
  }

  @Test func `steps stay level until the next point`() {
    let chart = SurvivalChart(
      "Steps", x: Axis("x", .number), y: Axis("y", .number),
      [.init("a", [ChartPoint(0, 0), ChartPoint(5, 0.5), ChartPoint(10, 1)])])
    #expect(
      chart.svg(ChartSize(), Gallery.text)
        .contains("class=\"line s1\" d=\"M34 218H330V121H626V24\""))
  }

  @Test func `the last bucket is hatched while it is not over, and its row says so`() {
    for chart in [Gallery.lines, Gallery.flow] as [any Chart] {
      #expect(chart.svg(ChartSize(), Gallery.text).contains("class=\"hatch"))
      #expect(chart.table(Gallery.text).rows.last?[0].text.hasSuffix("(not over yet)") == true)
    }
    #expect(!Gallery.areas.svg(ChartSize(), Gallery.text).contains("hatch"))
  }

  @Test func `causes are sorted, and their shares reach the whole`() {
    let table = Gallery.pareto.table(Gallery.text)
    #expect(table.rows.first?.map(\.text) == ["Review quote", "24 d", "52%"])
    #expect(table.rows.last?.last?.text == "100%")
  }

  @Test func `a group without quartiles has its values and no box`() {
    let chart = BoxChart(
      "Boxes", "Name", y: Axis("s", .number),
      [
        .init(
          "few", count: 2, minimum: 1, nil, maximum: 3, values: [1, 3].map { ChartPoint(0, $0) }),
        .init("many", count: 20, minimum: 1, .init(2, 3, 4), maximum: 5, link: "/orders"),
      ])
    let svg = chart.svg(ChartSize(), Gallery.text)
    #expect(svg.matches(of: /class="bar box s1"/).count == 1)
    #expect(svg.matches(of: /class="dot s2"/).count == 2)
    let rows = chart.table(Gallery.text).rows
    #expect(
      rows.map { $0.map(\.text) } == [
        ["few", "2", "1", "–", "–", "–", "3"], ["many", "20", "1", "2", "3", "4", "5"],
      ])
    #expect(rows.map(\.[0].count) == [2, 20])
  }

  @Test
  func `places with too few values have them one by one, and stand in the table in their order`() {
    let chart = ProcessBehaviourChart(
      "Medians", x: Axis("x", .number), y: Axis("y", .number),
      [ChartPoint(1, 5, count: 6), ChartPoint(3, 6, count: 7)], signals: [], [],
      sparse: [.init(2, [1, 9], link: "/orders", note: "too few")])
    let svg = chart.svg(ChartSize(), Gallery.text)
    #expect(svg.matches(of: /class="dot s2"/).count == 2)
    #expect(svg.matches(of: /class="dot s1"/).count == 2)
    #expect(svg.matches(of: /<a href="\/orders"[^>]*data-count="2"/).count == 2)
    #expect(
      chart.table(Gallery.text).rows.map { $0.prefix(3).map(\.text) } == [
        ["1", "5", "6"], ["2", "too few", "2"], ["3", "6", "7"],
      ])
  }

  @Test func `signals have a shape of their own, and are named`() {
    let svg = Gallery.behaviour.svg(ChartSize(), Gallery.text)
    #expect(svg.matches(of: /class="dot signal"/).count == 8)
    #expect(svg.matches(of: /\(Signal\)<\/title>/).count == 8)
  }

  @Test func `each series has a dash and a marker of its own by its class`() {
    #expect(Gallery.lines.key.map(\.style) == ["s1", "s2", "s3"])
    #expect(Gallery.areas.key.isEmpty)
  }
}
