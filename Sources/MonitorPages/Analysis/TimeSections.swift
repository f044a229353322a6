import Analysis
import Charts
import Statistics
import WebPages

/// How long things take, and where the time goes.
struct TimeSections {
  private let report: AnalysisReport
  private let address: AnalysisAddress
  private let links: OrderLinks
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }
  private var text: ChartText { words.charts }

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    self.address = address
    links = address.orders(in: report.period)
    self.page = page
    words = AnalysisWords(page)
  }

  var all: [AnalysisSection] { [leadTime, steps, bottlenecks].compactMap(\.self) }

  private var leadTime: AnalysisSection {
    let time = report.leadTime
    var notes = [
      texts(
        "analysis.lead.note",
        [
          "count": words.number(time.all.count), "running": words.number(time.running),
          "delayed": words.number(time.delayed),
        ])
    ]
    if address.showsBias, let bias = time.bias {
      notes.append(texts("analysis.lead.bias", ["difference": words.duration(bias)]))
    }
    let rows: [[TableModel.Cell]] = [
      [
        .init(texts["analysis.lead.all"]), .init(words.number(time.all.count)),
        .init(words.quantile(time.all.median)), .init(words.quantile(time.all.p85)),
        .init(words.quantile(time.all.p95)),
      ],
      [
        .init(texts["analysis.lead.completed"]),
        .init(
          words.number(time.completed.count), link: links.ended(), count: time.completed.count),
        .init(words.estimate(time.completed.median)),
        .init(words.estimate(time.completed.p85)), .init(words.estimate(time.completed.p95)),
      ],
    ]
    return AnalysisSection(
      id: "lead-time", title: texts["analysis.lead"], notes: notes,
      link: (
        texts[address.showsBias ? "analysis.lead.hideBias" : "analysis.lead.showBias"],
        address.link(["bias": address.showsBias ? nil : "1"]) + "#lead-time"
      ),
      charts: [survival, histogram],
      tables: [
        TableModel(
          caption: texts["analysis.lead"],
          columns: [
            .init(texts["analysis.which"]), .init(texts["analysis.orders"], isRight: true),
            .init(texts["analysis.p50"], isRight: true),
            .init(texts["analysis.p85"], isRight: true),
            .init(texts["analysis.p95"], isRight: true),
          ], rows: rows)
      ])
  }

  private var survival: ChartModel {
    var curves = [
      SurvivalChart.Curve(texts["analysis.lead.all"], report.leadTime.all.chartPoints(links))
    ]
    if address.showsBias {
      curves.append(
        SurvivalChart.Curve(
          texts["analysis.lead.completed"], report.leadTime.withoutRunning.chartPoints(links)))
    }
    return ChartModel(
      "survival",
      SurvivalChart(
        texts["analysis.survival.chart"], x: Axis(texts["analysis.age"], .duration),
        y: Axis(texts["analysis.stillRunning"], .percent), curves), ChartSize(), text)
  }

  private var histogram: ChartModel {
    let completed = report.leadTime.completed
    let marks = [("p50", completed.median), ("p85", completed.p85), ("p95", completed.p95)]
      .compactMap { name, estimate in
        estimate.value.map { Histogram.Mark(texts["analysis.\(name)"], $0) }
      }
    let bins = report.leadTime.histogram
    return ChartModel(
      "histogram",
      Histogram(
        texts["analysis.histogram.chart"], x: Axis(texts["analysis.lead"], .duration),
        texts["analysis.orders"],
        bins.enumerated().filter { $0.element.to > $0.element.from }.map { index, bin in
          Histogram.Bin(
            from: bin.from, to: bin.to, count: bin.count,
            link: links.ended(
              longerThan: index == 0 ? nil : bin.from,
              notLongerThan: index == bins.count - 1 ? nil : bin.to))
        }, marks: marks), ChartSize(), text)
  }

  private var steps: AnalysisSection? {
    let shown = report.steps.filter { $0.kind != .composite }
    guard !shown.isEmpty else { return nil }
    let rows = shown.map { step -> [TableModel.Cell] in
      [
        .init(page.label(step.element)), .init(texts.model(step.party)),
        .init(words.number(step.count)),
        .init(words.number(step.orders), link: links.through(step.element), count: step.orders),
        .init(words.number(step.open), link: links.here(step.element), count: step.open),
        .init(words.estimate(step.stay.median)), .init(words.estimate(step.stay.p85)),
        .init(words.estimate(step.stay.p95)), .init(words.quantile(step.all)),
      ]
    }
    return AnalysisSection(
      id: "steps", title: texts["analysis.steps"], notes: [texts["analysis.steps.note"]],
      tables: [
        TableModel(
          caption: texts["analysis.steps"],
          columns: [
            .init(texts["live.place"]), .init(texts["live.party"]),
            .init(texts["analysis.count"], isRight: true),
            .init(texts["analysis.ordersThrough"], isRight: true),
            .init(texts["analysis.open"], isRight: true),
            .init(texts["analysis.stay50"], isRight: true),
            .init(texts["analysis.stay85"], isRight: true),
            .init(texts["analysis.stay95"], isRight: true),
            .init(texts["analysis.stayAll"], isRight: true),
          ], rows: rows), tasks(shown),
      ])
  }

  /// How long people's tasks wait and are worked on.
  private func tasks(_ steps: [StepReport]) -> TableModel {
    func cells(_ times: Percentiles) -> [TableModel.Cell] {
      [times.median, times.p85, times.p95].map { .init(words.estimate($0)) }
    }
    let columns = ["tasks", "wait50", "wait85", "wait95", "work50", "work85", "work95"]
    return TableModel(
      caption: texts["analysis.steps.tasks"],
      columns: [.init(texts["live.place"]), .init(texts["live.party"])]
        + columns.map { .init(texts["analysis.\($0)"], isRight: true) },
      rows: steps.compactMap { step in
        guard let waiting = step.waiting, let working = step.working else { return nil }
        let head: [TableModel.Cell] = [
          .init(page.label(step.element)), .init(texts.model(step.party)),
          .init(words.number(waiting.count)),
        ]
        return head + cells(waiting) + cells(working)
      })
  }

  private var bottlenecks: AnalysisSection? {
    guard report.waiting.total > 0 else { return nil }
    let vital = report.waiting.vitalFew().map { page.label($0.label) }
    let causes = report.waiting.parts.prefix(10).map { part -> ParetoChart.Cause in
      let orders = report.steps.first { $0.element == part.label }?.orders
      return ParetoChart.Cause(
        page.label(part.label), part.amount, link: links.through(part.label), count: orders)
    }
    return AnalysisSection(
      id: "bottlenecks", title: texts["analysis.bottlenecks"],
      notes: [
        texts(
          "analysis.bottlenecks.note",
          [
            "places": vital.joined(separator: ", "), "total": words.duration(report.waiting.total),
          ])
      ],
      charts: [
        ChartModel(
          "bottlenecks",
          ParetoChart(
            texts["analysis.bottlenecks.chart"], texts["live.place"],
            y: Axis(texts["analysis.waitInAll"], .duration), Array(causes)),
          AnalysisSection.wide, text)
      ])
  }
}

extension SurvivalCurve {
  /// As a chart has it.
  func chartPoints(_ links: OrderLinks) -> [ChartPoint] {
    points.map { point in
      ChartPoint(
        point.age, point.survival, interval: point.interval.map { $0.low...$0.high },
        link: links.ended(by: point.age), count: point.ended)
    }
  }
}
