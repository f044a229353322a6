import SVG

/// Causes from the greatest to the smallest, and what they make together.
package struct ParetoChart: Chart {
  package struct Cause: Hashable, Sendable {
    package let name: String
    package let value: Double
    package let link: String?
    /// How many things the link leads to.
    package let count: Int?

    package init(_ name: String, _ value: Double, link: String? = nil, count: Int? = nil) {
      self.name = name
      self.value = value
      self.link = link
      self.count = count
    }
  }

  package let title: String
  package let label: String
  package let y: Axis
  package let causes: [Cause]

  /// - Parameter causes: in any order.
  package init(_ title: String, _ label: String, y: Axis, _ causes: [Cause]) {
    self.title = title
    self.label = label
    self.y = y
    self.causes = causes.sorted { $0.value > $1.value }
  }

  /// The share of each cause and all that are greater.
  private var shares: [Double] {
    let total = causes.reduce(0) { $0 + $1.value }
    var sum = 0.0
    return causes.map { cause in
      sum += cause.value
      return total > 0 ? sum / total : 0
    }
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let plot = Plot(
      size, text, x: .names(label, causes.map(\.name)), y: y,
      y.extent(of: causes.map(\.value), fromZero: true), rightMargin: 48)
    let width = min(52, (plot.right - plot.left) / Double(max(1, causes.count)) * 0.72)
    let share = Scale(values: 0...1, start: plot.bottom, end: plot.top)
    let bars = zip(causes, shares).enumerated().map { index, pair in
      Plot.mark(
        plot.box(
          from: 0, to: pair.0.value, x: plot.x(Double(index)) - width / 2, width: width, "mark"),
        "\(pair.0.name): \(text.text(pair.0.value, y.unit)), \(text.words.cumulative): \(text.percent(pair.1))"
          + text.note(pair.0.count, y.unit), link: pair.0.link, count: pair.0.count, "bar s1")
    }
    let points = shares.enumerated().map { String.at(plot.x(Double($0.offset)), share($0.element)) }
    let line = Markup(
      "path", ["class": "line s2", "d": points.isEmpty ? nil : "M" + points.joined(separator: "L")])
    let dots = shares.enumerated().map { index, value in
      plot.marker(1, (plot.x(Double(index)), share(value)), size: 2.6)
    }
    let ticks = [0, 0.5, 0.8, 1].map { value in
      plot.label(text.percent(value), x: size.width - 44, y: share(value) + 4, "start")
    }
    return plot.svg(
      title, isLinked: causes.contains { $0.link != nil },
      bars + [line, Markup("g", ["class": "dot s2"], dots)] + ticks)
  }

  package func table(_ text: ChartText) -> ChartTable {
    let hasCounts = causes.contains { $0.count != nil }
    return ChartTable(
      columns: [label, y.label, text.words.cumulative] + (hasCounts ? [text.words.count] : []),
      rows: zip(causes, shares).map { cause, share in
        let cells = [
          ChartTable.Cell(cause.name, link: hasCounts ? nil : cause.link),
          ChartTable.Cell(text.text(cause.value, y.unit)), ChartTable.Cell(text.percent(share)),
        ]
        guard hasCounts else { return cells }
        let count = cause.count.map { text.number(Double($0)) } ?? ""
        return cells + [ChartTable.Cell(count, link: cause.link, count: cause.count)]
      })
  }
}
