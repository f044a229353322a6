import Analysis
import Charts
import Statistics
import WebPages

/// What differs between two periods or groups.
struct ComparisonSection {
  private let comparison: Comparison
  /// The orders of both groups.
  private let links: (first: OrderLinks, second: OrderLinks)
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }

  init(_ comparison: Comparison, _ address: AnalysisAddress, _ page: PageRequest) {
    self.comparison = comparison
    links = (
      address.orders(in: comparison.first.period),
      address.otherOrders(in: comparison.second.period)
    )
    self.page = page
    words = AnalysisWords(page)
  }

  var section: AnalysisSection {
    let (first, second) = (comparison.first, comparison.second)
    let curves = [
      SurvivalChart.Curve(texts["analysis.first"], first.leadTime.all.chartPoints(links.first)),
      SurvivalChart.Curve(texts["analysis.second"], second.leadTime.all.chartPoints(links.second)),
    ]
    return AnalysisSection(
      id: "comparison", title: texts["analysis.comparison"], notes: [note],
      charts: [
        ChartModel(
          "comparison",
          SurvivalChart(
            texts["analysis.comparison.chart"], x: Axis(texts["analysis.age"], .duration),
            y: Axis(texts["analysis.stillRunning"], .percent), curves), AnalysisSection.wide,
          words.charts)
      ], tables: [medians, shares])
  }

  private var note: String {
    guard let test = comparison.logRank else { return texts["analysis.comparison.none"] }
    return texts(
      test.p < 0.05 ? "analysis.comparison.differs" : "analysis.comparison.same",
      ["p": test.p < 0.001 ? "< 0.001" : words.number(test.p)])
  }

  private var medians: TableModel {
    let (first, second) = (comparison.first.leadTime, comparison.second.leadTime)
    let lead =
      [TableModel.Cell(texts["analysis.lead"])]
      + cells(first.completed, first.completed.count, links.first.ended())
      + cells(second.completed, second.completed.count, links.second.ended())
      + [.init(words.difference(comparison.leadTime))]
    let steps = comparison.steps.map { step -> [TableModel.Cell] in
      [.init(page.label(step.element))]
        + cells(
          step.first, orders(comparison.first, step.element), links.first.through(step.element))
        + cells(
          step.second, orders(comparison.second, step.element), links.second.through(step.element))
        + [.init(words.difference(step.difference))]
    }
    return TableModel(
      caption: texts["analysis.comparison.medians"],
      columns: [.init(texts["live.place"])] + pair
        + [.init(texts["analysis.difference"], isRight: true)],
      rows: [lead] + steps)
  }

  /// A value of each group, and the orders behind it.
  private var pair: [TableModel.Column] {
    ["first", "second"].flatMap { name in
      [
        TableModel.Column(texts["analysis.\(name)"], isRight: true),
        TableModel.Column(texts["analysis.orders"], isRight: true),
      ]
    }
  }

  private func cells(_ times: Percentiles, _ orders: Int, _ link: String) -> [TableModel.Cell] {
    [
      .init(words.estimate(times.median)), .init(words.number(orders), link: link, count: orders),
    ]
  }

  private func orders(_ report: AnalysisReport, _ element: String) -> Int {
    report.steps.first { $0.element == element }?.orders ?? 0
  }

  private var shares: TableModel {
    func cells(
      _ name: String, _ share: Comparison.Shares, _ more: (String, String?)
    ) -> [TableModel.Cell] {
      [
        .init(name), .init(words.proportion(share.first)),
        .init(
          words.number(share.first.hits), link: links.first.ended([more]), count: share.first.hits),
        .init(words.proportion(share.second)),
        .init(
          words.number(share.second.hits), link: links.second.ended([more]),
          count: share.second.hits),
      ]
    }
    let rows =
      comparison.outcomes.map { share in
        cells(OutcomeTerm.name(share.name, texts), share, OutcomeTerm.parameter(share.name))
      } + [cells(texts["analysis.right"], comparison.firstTimeRight, ("once", "1"))]
    return TableModel(
      caption: texts["analysis.comparison.shares"],
      columns: [.init(texts["analysis.share"])] + pair, rows: rows)
  }
}
