import SVG

/// A line without axes, beside a number: how it came there.
package struct Sparkline: Chart {
  package let title: String
  package let x: Axis
  package let y: Axis
  package let points: [ChartPoint]

  package init(_ title: String, x: Axis, y: Axis, _ points: [ChartPoint]) {
    self.title = title
    self.x = x
    self.y = y
    self.points = points
  }

  package func svg(_ size: ChartSize = ChartSize(width: 120, height: 28), _ text: ChartText)
    -> String
  {
    let values = points.map(\.y)
    let (low, high) = (min(values.min() ?? 0, 0), values.max() ?? 1)
    let across = Scale(
      values: (points.first?.x ?? 0)...max(points.first?.x ?? 0, points.last?.x ?? 1), start: 3,
      end: size.width - 5)
    let up = Scale(
      values: low...max(high, low + 1e-9), start: size.height - 3, end: 4)
    let path = points.map { String.at(across($0.x), up($0.y)) }.joined(separator: "L")
    let last = points.last.map { point in
      Markup("circle", ["class": "mark", "cx": across(point.x), "cy": up(point.y), "r": 2.4])
    }
    return Plot.picture(
      size, title, isLinked: false,
      [
        points.count > 1 ? Markup("path", ["class": "line s1", "d": "M" + path]) : Markup(),
        Markup("g", ["class": "dot s1"], last ?? Markup()),
      ])
  }

  package func table(_ text: ChartText) -> ChartTable {
    LineChart(title, x: x, y: y, [ChartSeries(y.label, points)]).table(text)
  }
}
