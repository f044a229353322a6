import Analysis
import Charts
import Statistics
import WebPages

/// What differs between two periods or groups.
struct ComparisonSection {
  private let comparison: Comparison
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }

  init(_ comparison: Comparison, _ page: PageRequest) {
    self.comparison = comparison
    self.page = page
    words = AnalysisWords(page)
  }

  var section: AnalysisSection {
    let (first, second) = (comparison.first, comparison.second)
    let curves = [
      SurvivalChart.Curve(texts["analysis.first"], first.leadTime.all.chartPoints),
      SurvivalChart.Curve(texts["analysis.second"], second.leadTime.all.chartPoints),
    ]
    return AnalysisSection(
      id: "comparison", title: texts["analysis.comparison"], notes: [note],
      charts: [
        ChartModel(
          "comparison",
          SurvivalChart(
            texts["analysis.comparison.chart"], x: Axis(texts["analysis.age"], .duration),
            y: Axis(texts["analysis.stillRunning"], .percent), curves), AnalysisSection.wide,
          ChartText(page.formats))
      ], tables: [medians, shares])
  }

  private var note: String {
    guard let test = comparison.logRank else { return texts["analysis.comparison.none"] }
    return texts(
      test.p < 0.05 ? "analysis.comparison.differs" : "analysis.comparison.same",
      ["p": test.p < 0.001 ? "< 0.001" : words.number(test.p)])
  }

  private var medians: TableModel {
    let lead: [TableModel.Cell] = [
      .init(texts["analysis.lead"]),
      .init(words.estimate(comparison.first.leadTime.completed.median)),
      .init(words.estimate(comparison.second.leadTime.completed.median)),
      .init(words.difference(comparison.leadTime)),
    ]
    let steps = comparison.steps.map { step -> [TableModel.Cell] in
      [
        .init(page.label(step.element)), .init(words.estimate(step.first.median)),
        .init(words.estimate(step.second.median)), .init(words.difference(step.difference)),
      ]
    }
    return TableModel(
      caption: texts["analysis.comparison.medians"],
      columns: [.init(texts["live.place"])]
        + ["first", "second", "difference"].map { .init(texts["analysis.\($0)"], isRight: true) },
      rows: [lead] + steps)
  }

  private var shares: TableModel {
    let right = comparison.firstTimeRight
    let rows =
      comparison.outcomes.map { share in (texts.model(share.name), share) } + [
        (texts["analysis.right"], right)
      ]
    return TableModel(
      caption: texts["analysis.comparison.shares"],
      columns: [.init(texts["analysis.share"])]
        + ["first", "second"].map { .init(texts["analysis.\($0)"], isRight: true) },
      rows: rows.map { name, share in
        [.init(name), .init(words.proportion(share.first)), .init(words.proportion(share.second))]
      })
  }
}
