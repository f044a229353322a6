import SVG

/// Values of things side by side; several series are stacked.
package struct BarChart: Chart {
  package let title: String
  /// What the things are.
  package let label: String
  package let names: [String]
  package let y: Axis
  /// Of each series a value for every name, in their order; `x` of the points does not count.
  package let series: [ChartSeries]
  /// The last bar counts a time that is not over yet.
  package let isLastOpen: Bool

  package init(
    _ title: String, _ label: String, _ names: [String], y: Axis, _ series: [ChartSeries],
    isLastOpen: Bool = false
  ) {
    precondition(series.allSatisfy { $0.points.count == names.count }, "a value for every name")
    self.title = title
    self.label = label
    self.names = names
    self.y = y
    self.series = series
    self.isLastOpen = isLastOpen
  }

  package var key: [KeyEntry] { series.key }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let totals = names.indices.map { index in series.reduce(0) { $0 + $1.points[index].y } }
    let ends = series.count == 1 ? series[0].points.compactMap { $0.interval?.upperBound } : []
    let plot = Plot(
      size, text, x: .names(label, names), y: y, y.extent(of: totals + ends, fromZero: true))
    var marks: [Markup] = []
    for index in names.indices { marks += bar(index, plot) }
    return plot.svg(
      title, isLinked: series.contains { $0.points.contains { $0.link != nil } }, marks)
  }

  private func bar(_ index: Int, _ plot: Plot) -> [Markup] {
    let step = (plot.right - plot.left) / Double(names.count)
    let width = min(step * 0.72, 46)
    let x = plot.x(Double(index)) - width / 2
    var marks: [Markup] = []
    var below = 0.0
    for (number, series) in series.enumerated() {
      let point = series.points[index]
      let name = self.series.count > 1 ? "\(names[index]), \(series.name)" : names[index]
      marks.append(
        Plot.mark(
          plot.box(from: below, to: below + point.y, x: x, width: width, "mark"),
          "\(name): \(plot.text.text(point.y, y.unit))", link: point.link,
          count: point.count, "bar \(Plot.style(number))"))
      below += point.y
      if self.series.count == 1, let interval = point.interval {
        marks.append(plot.whisker(interval, at: x + width / 2))
      }
    }
    if isLastOpen, index == names.count - 1 {
      marks.append(
        plot.hatching(
          from: x, to: x + width, top: plot.y(below), bottom: plot.bottom, isFilled: true))
    }
    return marks
  }

  package func table(_ text: ChartText) -> ChartTable {
    let hasInterval = series.count == 1 && series[0].points.contains { $0.interval != nil }
    let rows = names.enumerated().map { index, name in
      let isOpen = isLastOpen && index == names.count - 1
      var cells = [ChartTable.Cell(name + (isOpen ? " (\(text.words.unfinished))" : ""))]
      for series in series {
        let point = series.points[index]
        cells.append(
          ChartTable.Cell(text.text(point.y, y.unit), link: point.link, count: point.count))
        if hasInterval {
          cells.append(
            ChartTable.Cell(point.interval.map { text.text($0.lowerBound, y.unit) } ?? ""))
          cells.append(
            ChartTable.Cell(point.interval.map { text.text($0.upperBound, y.unit) } ?? ""))
        }
      }
      return cells
    }
    return ChartTable(
      columns: [label] + series.map(\.name)
        + (hasInterval ? [text.words.lower, text.words.upper] : []), rows: rows)
  }
}
