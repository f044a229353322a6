import Analysis
import Charts
import FEEL
import Statistics
import WebPages

/// What came and went, and whether the process is steady.
struct FlowSections {
  private let report: AnalysisReport
  private let links: OrderLinks
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }
  private var text: ChartText { words.charts }

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    links = address.orders(in: report.period)
    self.page = page
    words = AnalysisWords(page)
  }

  var all: [AnalysisSection] { [throughput, present, stability] }

  private var time: Axis { Axis(texts["analysis.time"], .time) }
  private var isLastOpen: Bool { report.flow.stretches.last?.bucket.isPartial ?? false }

  private var throughput: AnalysisSection {
    let stretches = report.flow.stretches
    func series(
      _ name: String, _ rate: (FlowReport.Stretch) -> PoissonRate,
      _ link: @escaping (Timestamp, Timestamp) -> String
    ) -> ChartSeries {
      ChartSeries(
        name,
        stretches.map { stretch in
          let rate = rate(stretch)
          let interval = rate.interval()
          return ChartPoint(
            stretch.bucket.begin.epochSeconds, Double(rate.count),
            interval: (interval.low * rate.exposure)...(interval.high * rate.exposure),
            link: link(stretch.bucket.begin, stretch.bucket.end), count: rate.count)
        })
    }
    let chart = LineChart(
      texts["analysis.throughput.chart"], x: time,
      y: Axis(texts["analysis.per.\(report.flow.width.rawValue)"], .count),
      [
        series(texts["analysis.placed"], \.arrived, { links.placed($0, $1) }),
        series(texts["analysis.ended"], \.departed, { links.ended($0, $1) }),
      ], isLastOpen: isLastOpen)
    return AnalysisSection(
      id: "throughput", title: texts["analysis.throughput"],
      notes: [texts["analysis.throughput.note"]],
      charts: [ChartModel("throughput", chart, AnalysisSection.wide, text)])
  }

  private var present: AnalysisSection {
    let law = report.flow.law
    let stretches = report.flow.stretches
    let chart = CumulativeFlowChart(
      texts["analysis.cumulative.chart"], x: time, y: Axis(texts["analysis.orders"], .count),
      [
        ChartSeries(
          texts["analysis.ended"],
          stretches.map { stretch in
            ChartPoint(
              stretch.bucket.end.epochSeconds, Double(stretch.departedInAll),
              link: links.ended(nil, stretch.bucket.end), count: stretch.departedInAll)
          }),
        ChartSeries(
          texts["analysis.running"],
          stretches.map { stretch in
            ChartPoint(
              stretch.bucket.end.epochSeconds, Double(stretch.present),
              link: links.present(before: stretch.bucket.end), count: stretch.present)
          }),
      ], isLastOpen: isLastOpen)
    var notes = [
      texts(
        "analysis.little",
        [
          "present": words.number(law.averagePresent),
          "throughput": words.number(law.throughput * 3_600),
          "stay": words.duration(law.averageStay), "residual": words.number(law.residual),
        ])
    ]
    if law.drifts { notes.append(texts["analysis.little.drifts"]) }
    return AnalysisSection(
      id: "present", title: texts["analysis.present"], notes: notes,
      charts: [ChartModel("cumulative", chart, AnalysisSection.wide, text)])
  }

  private var stability: AnalysisSection {
    let (points, sparse) = (report.stability.points, report.stability.sparse)
    let chart = report.stability.chart
    let signals = chart.segments.flatMap(\.signals).flatMap(\.range).map {
      points[$0].bucket.begin.epochSeconds
    }
    let drawn = Charts.ProcessBehaviourChart(
      texts["analysis.stability.chart"], x: time, y: Axis(texts["analysis.medianLead"], .duration),
      points.map { point in
        ChartPoint(
          point.bucket.begin.epochSeconds, point.median,
          link: links.ended(point.bucket.begin, point.bucket.end), count: point.count)
      }, signals: Set(signals),
      chart.segments.map { segment in
        .init(
          from: points[segment.range.lowerBound].bucket.begin.epochSeconds,
          to: points[segment.range.upperBound - 1].bucket.begin.epochSeconds,
          center: segment.limits.centre,
          limits: max(0, segment.limits.lower)...max(0, segment.limits.upper))
      },
      sparse: sparse.map { stretch in
        .init(
          stretch.bucket.begin.epochSeconds, stretch.leadTimes,
          link: links.ended(stretch.bucket.begin, stretch.bucket.end),
          note: words.tooFew(StabilityReport.needed))
      })
    let changes = chart.changes.map { page.formats.time(points[$0].bucket.begin) }
    let note =
      chart.segments.isEmpty
      ? texts("analysis.stability.few", ["count": words.number(points.count)])
      : changes.isEmpty
        ? texts["analysis.stability.none"]
        : texts("analysis.stability.changes", ["times": changes.joined(separator: "; ")])
    let single = texts(
      "analysis.stability.sparse", ["needed": words.number(StabilityReport.needed)])
    return AnalysisSection(
      id: "stability", title: texts["analysis.stability"],
      notes: sparse.isEmpty ? [note] : [note, single],
      charts: points.isEmpty && sparse.isEmpty
        ? [] : [ChartModel("stability", drawn, AnalysisSection.wide, text)])
  }
}

extension Timestamp {
  /// Since 1970, as the charts have times.
  var epochSeconds: Double { Double(microseconds) / 1_000_000 }
}
