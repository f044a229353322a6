import SVG

/// One mark per thing, by two numbers.
package struct ScatterChart: Chart {
  package let title: String
  package let x: Axis
  package let y: Axis
  package let series: [ChartSeries]
  package let rules: [LineChart.Rule]

  package init(
    _ title: String, x: Axis, y: Axis, _ series: [ChartSeries], rules: [LineChart.Rule] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.rules = rules
  }

  package var key: [KeyEntry] { series.key }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let points = series.flatMap(\.points)
    let plot = Plot(
      size, text, x: .values(x, x.extent(of: points.map(\.x), fromZero: false)), y: y,
      y.extent(of: points.map(\.y) + rules.map(\.value), fromZero: false))
    let marks = series.enumerated().flatMap { index, series in
      series.points.map { point in
        let name = point.name ?? series.name
        return Plot.mark(
          plot.marker(index, (plot.x(point.x), plot.y(point.y))),
          "\(name): \(text.text(point.x, x.unit)), \(text.text(point.y, y.unit))",
          link: point.link, "dot \(Plot.style(index))")
      }
    }
    return plot.svg(
      title, isLinked: points.contains { $0.link != nil },
      rules.map { plot.rule($0.value, $0.name, "rule") } + marks)
  }

  package func table(_ text: ChartText) -> ChartTable {
    let rows = series.flatMap { series in
      series.points.map { point in
        [
          ChartTable.Cell(point.name ?? series.name, link: point.link),
          ChartTable.Cell(text.text(point.x, x.unit)), ChartTable.Cell(text.text(point.y, y.unit)),
        ]
      }
    }
    return ChartTable(columns: [title, x.label, y.label], rows: rows)
  }
}
