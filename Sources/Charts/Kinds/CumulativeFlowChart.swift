import SVG

/// How many things are in each state over time, stacked: what has arrived, what is under way, what has left.
///
/// The distance between two lines upwards is the work in progress, and sideways about the lead time.
package struct CumulativeFlowChart: Chart {
  package let title: String
  package let x: Axis
  package let y: Axis
  /// From the bottom to the top: what is furthest along comes first. All have the same x.
  package let series: [ChartSeries]
  package let isLastOpen: Bool

  package init(
    _ title: String, x: Axis, y: Axis, _ series: [ChartSeries], isLastOpen: Bool = false
  ) {
    precondition(
      series.allSatisfy { $0.points.map(\.x) == series[0].points.map(\.x) },
      "every state is counted at the same times")
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.isLastOpen = isLastOpen
  }

  package var key: [KeyEntry] { series.key }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let xs = series.first?.points.map(\.x) ?? []
    let totals = xs.indices.map { index in series.reduce(0) { $0 + $1.points[index].y } }
    let plot = Plot(
      size, text, x: .values(x, x.extent(of: xs, fromZero: false)), y: y,
      y.extent(of: totals, fromZero: true))
    var below = xs.map { _ in 0.0 }
    var marks: [Markup] = []
    for (index, series) in series.enumerated() {
      let above = zip(below, series.points).map { $0 + $1.y }
      let area = plot.area(
        from: Array(zip(xs, below)).map { ($0.0, $0.1) },
        to: Array(zip(xs, above)).map { ($0.0, $0.1) }, "area \(Plot.style(index))")
      let edge = plot.line(zip(xs, above).map { ChartPoint($0, $1) }, "line \(Plot.style(index))")
      let last = series.points.last
      marks.append(
        Plot.mark(
          area + edge, "\(series.name): \(text.text(last?.y ?? 0, y.unit))", link: last?.link,
          count: last?.count, "layer"))
      below = above
    }
    if isLastOpen, xs.count > 1 {
      marks.append(
        plot.hatching(
          from: plot.x(xs[xs.count - 2]), to: plot.x(xs[xs.count - 1]), top: plot.top,
          bottom: plot.bottom))
    }
    return plot.svg(
      title, isLinked: series.contains { $0.points.last?.link != nil }, marks)
  }

  package func table(_ text: ChartText) -> ChartTable {
    LineChart(title, x: x, y: y, series, isLastOpen: isLastOpen).table(text)
  }
}
