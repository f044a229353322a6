import SVG

/// Values over a continuous axis: lines, or areas from zero.
package struct LineChart: Chart {
  package enum Form: Hashable, Sendable {
    case lines, areas
  }

  package let title: String
  package let x: Axis
  package let y: Axis
  package let series: [ChartSeries]
  package let form: Form
  /// The last of the points counts a time that is not over yet.
  package let isLastOpen: Bool

  package init(
    _ title: String, x: Axis, y: Axis, _ series: [ChartSeries], form: Form = .lines,
    isLastOpen: Bool = false
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.form = form
    self.isLastOpen = isLastOpen
  }

  package var key: [KeyEntry] { series.key }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let points = series.flatMap(\.points)
    let ys = points.flatMap {
      [$0.y, $0.interval?.lowerBound ?? $0.y, $0.interval?.upperBound ?? $0.y]
    }
    let xRange = x.extent(of: points.map(\.x), fromZero: false)
    let plot = Plot(
      size, text, x: .values(x, xRange), y: y,
      y.extent(of: ys, fromZero: form == .areas || y.unit == .count))
    let marks = series.enumerated().flatMap { index, series in
      draw(series, index, plot)
    }
    return plot.svg(
      title, isLinked: points.contains { $0.link != nil }, [open(plot)] + marks)
  }

  /// The last part, hatched from top to bottom.
  private func open(_ plot: Plot) -> Markup {
    let xs = Set(series.flatMap(\.points).map(\.x)).sorted()
    guard isLastOpen, let last = xs.last, let before = xs.dropLast().last else { return Markup() }
    return plot.hatching(
      from: plot.x(before), to: plot.x(last), top: plot.top, bottom: plot.bottom)
  }

  private func draw(_ series: ChartSeries, _ index: Int, _ plot: Plot) -> [Markup] {
    let style = Plot.style(index)
    var marks: [Markup] = []
    let points = series.points
    let ranges = points.compactMap { point in point.interval.map { (point.x, $0) } }
    if ranges.count > 1 {
      marks.append(
        plot.area(
          from: ranges.map { ($0.0, $0.1.lowerBound) }, to: ranges.map { ($0.0, $0.1.upperBound) },
          "band \(style)"))
    }
    switch form {
    case .lines: marks.append(plot.line(points, "line \(style)"))
    case .areas:
      marks.append(
        plot.area(
          from: points.map { ($0.x, 0) }, to: points.map { ($0.x, $0.y) }, "area \(style)"))
      marks.append(plot.line(points, "line \(style)"))
    }
    return marks + points.map { dot($0, series, index, plot) }
  }

  private func dot(
    _ point: ChartPoint, _ series: ChartSeries, _ index: Int, _ plot: Plot
  ) -> Markup {
    let words =
      "\(series.name), \(plot.text.text(point.x, x.unit)): \(plot.text.text(point.y, y.unit))"
    return Plot.mark(
      plot.marker(index, (plot.x(point.x), plot.y(point.y)), size: 2.6),
      words + plot.text.note(point.count, y.unit), link: point.link, count: point.count,
      "dot \(Plot.style(index))")
  }

  package func table(_ text: ChartText) -> ChartTable {
    let xs = Set(series.flatMap(\.points).map(\.x)).sorted()
    let hasIntervals = series.map { $0.points.contains { $0.interval != nil } }
    let columns = zip(series, hasIntervals).flatMap { series, hasInterval in
      [series.name] + (hasCounts(series) ? ["\(series.name), \(text.words.count)"] : [])
        + (hasInterval
          ? ["\(series.name), \(text.words.lower)", "\(series.name), \(text.words.upper)"] : [])
    }
    let byPlace = series.map { series in
      (Dictionary(series.points.map { ($0.x, $0) }) { first, _ in first }, hasCounts(series))
    }
    let rows = xs.map { place in
      let isOpen = isLastOpen && place == xs.last
      let head = text.text(place, x.unit) + (isOpen ? " (\(text.words.unfinished))" : "")
      return [ChartTable.Cell(head)]
        + zip(byPlace, hasIntervals).flatMap { points, hasInterval in
          cells(points.0[place], hasCount: points.1, hasInterval, text)
        }
    }
    return ChartTable(columns: [x.label] + columns, rows: rows)
  }

  /// Whether a column says how many things each value is of: values that are counts say it themselves.
  private func hasCounts(_ series: ChartSeries) -> Bool {
    y.unit != .count && series.points.contains { $0.count != nil }
  }

  private func cells(
    _ point: ChartPoint?, hasCount: Bool, _ hasInterval: Bool, _ text: ChartText
  ) -> [ChartTable.Cell] {
    let write = { (value: Double?) in value.map { text.text($0, y.unit) } ?? "" }
    let count = point?.count
    let values =
      hasCount
      ? [
        ChartTable.Cell(write(point?.y)),
        ChartTable.Cell(
          count.map { text.number(Double($0)) } ?? "", link: point?.link, count: count),
      ] : [ChartTable.Cell(write(point?.y), link: point?.link, count: count)]
    guard hasInterval else { return values }
    return values + [
      ChartTable.Cell(write(point?.interval?.lowerBound)),
      ChartTable.Cell(write(point?.interval?.upperBound)),
    ]
  }
}
