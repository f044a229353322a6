import Analysis
import Charts
import Monitoring
import Statistics
import WebPages

/// Which ways orders go, how they end, and what is done again.
struct WaySections {
  private let report: AnalysisReport
  private let links: OrderLinks
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    links = address.orders(in: report.period)
    self.page = page
    words = AnalysisWords(page)
  }

  var all: [AnalysisSection] {
    [outcomes, branches, variants, rework].compactMap(\.self)
  }

  private func columns(_ left: [String], _ right: [String]) -> [TableModel.Column] {
    left.map { .init(texts[$0]) } + right.map { .init(texts[$0], isRight: true) }
  }

  private var outcomes: AnalysisSection? {
    guard !report.outcomes.isEmpty else { return nil }
    let curves = report.outcomes.map { outcome in
      SurvivalChart.Curve(
        OutcomeTerm.name(outcome.outcome, texts),
        [ChartPoint(0, 0)]
          + outcome.incidence.map { point in
            ChartPoint(
              point.age, point.probability, interval: point.interval.map { $0.low...$0.high },
              link: links.ended(by: point.age, [OutcomeTerm.parameter(outcome.outcome)]),
              count: point.ended)
          })
    }
    let rows = report.outcomes.map { outcome -> [TableModel.Cell] in
      [
        .init(OutcomeTerm.name(outcome.outcome, texts)),
        .init(
          words.number(outcome.share.hits),
          link: links.ended([OutcomeTerm.parameter(outcome.outcome)]),
          count: outcome.share.hits),
        .init(words.permille(outcome.permille)),
        .init(words.interval(outcome.share)),
      ]
    }
    return AnalysisSection(
      id: "outcomes", title: texts["analysis.outcomes"], notes: [texts["analysis.outcomes.note"]],
      charts: [
        ChartModel(
          "outcomes",
          SurvivalChart(
            texts["analysis.outcomes.chart"], x: Axis(texts["analysis.age"], .duration),
            y: Axis(texts["analysis.share"], .percent), curves), AnalysisSection.wide,
          words.charts)
      ],
      tables: [
        TableModel(
          caption: texts["analysis.outcomes"],
          columns: columns(
            ["analysis.outcome"], ["analysis.orders", "analysis.share", "analysis.interval"]),
          rows: rows)
      ])
  }

  private var branches: AnalysisSection? {
    guard !report.gateways.isEmpty else { return nil }
    let rows = report.gateways.flatMap { gateway in
      gateway.branches.map { branch -> [TableModel.Cell] in
        [
          .init("\(page.label(gateway.gateway)) → \(texts.model(branch.name))"),
          .init(texts.model(gateway.party)), .init(words.number(branch.share.hits)),
          .init(words.permille(branch.permille)), .init(words.interval(branch.share)),
          .init(
            words.number(branch.orders), link: links.ended([("flow", branch.flow)]),
            count: branch.orders),
        ]
      }
    }
    return AnalysisSection(
      id: "branches", title: texts["analysis.branches"], notes: [texts["analysis.branches.note"]],
      tables: [
        TableModel(
          caption: texts["analysis.branches"],
          columns: columns(
            ["analysis.way", "live.party"],
            ["analysis.count", "analysis.share", "analysis.interval", "analysis.ordersThrough"]),
          rows: rows)
      ])
  }

  private var variants: AnalysisSection? {
    guard !report.variants.isEmpty else { return nil }
    let tables = report.variants.map { party in
      var rows = party.variants.map { variant -> [TableModel.Cell] in
        [
          .init(steps(variant)),
          .init(
            words.number(variant.share.hits),
            link: links.ended([("variant", VariantID.parameter(variant.path))]),
            count: variant.share.hits),
          .init(words.permille(variant.permille)), .init(words.estimate(variant.medianLeadTime)),
        ]
      }
      if party.others.hits > 0 {
        rows.append([
          .init(
            texts.count("analysis.otherWays", party.distinct - party.variants.count)),
          .init(
            words.number(party.others.hits),
            link: links.ended([
              (
                "otherThan",
                party.variants.map { VariantID.parameter($0.path) }.joined(separator: ".")
              )
            ]), count: party.others.hits),
          .init(words.permille(party.othersPermille)),
          .init(""),
        ])
      }
      return TableModel(
        caption: texts.model(party.party),
        columns: columns(
          ["analysis.way"], ["analysis.count", "analysis.share", "analysis.medianLead"]), rows: rows
      )
    }
    return AnalysisSection(
      id: "variants", title: texts["analysis.variants"], notes: [texts["analysis.variants.note"]],
      tables: tables)
  }

  /// The way by what was done and what was waited for: the rest follows from it.
  private func steps(_ variant: VariantReport.Variant) -> String {
    let told = Set(report.steps.lazy.filter { $0.kind != .composite }.map(\.element))
    let names = variant.nodes.filter { told.contains($0) }.map(page.label)
    return (names.isEmpty ? variant.nodes.map(page.label) : names).joined(separator: " → ")
  }

  private var rework: AnalysisSection {
    let rows = report.rework.loops.map { loop -> [TableModel.Cell] in
      [
        .init(page.label(loop.element)),
        .init(
          words.number(loop.orders.hits), link: links.ended([("again", loop.element)]),
          count: loop.orders.hits),
        .init(words.proportion(loop.orders)), .init(words.number(loop.repeats)),
      ]
    }
    return AnalysisSection(
      id: "rework", title: texts["analysis.rework"],
      notes: [
        texts(
          "analysis.rework.note", ["share": words.proportion(report.rework.firstTimeRight)])
      ],
      tables: [
        TableModel(
          caption: texts["analysis.rework"],
          columns: columns(
            ["analysis.step"], ["analysis.orders", "analysis.share", "analysis.repeats"]),
          rows: rows)
      ])
  }
}
