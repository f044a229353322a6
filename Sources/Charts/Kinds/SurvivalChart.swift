import SVG

/// What share is still under way after a time, with its confidence band, and a tick for each that is only known until then.
package struct SurvivalChart: Chart {
  package struct Curve: Hashable, Sendable {
    package let name: String
    /// The share from each time on, with its interval; it begins at time 0 with 1, or, of a growing share, with 0.
    package let steps: [ChartPoint]
    /// The times at which some left without having ended.
    package let censored: [Double]

    package init(_ name: String, _ steps: [ChartPoint], censored: [Double] = []) {
      self.name = name
      self.steps = steps
      self.censored = censored
    }
  }

  package let title: String
  package let x: Axis
  package let y: Axis
  package let curves: [Curve]

  package init(_ title: String, x: Axis, y: Axis, _ curves: [Curve]) {
    self.title = title
    self.x = x
    self.y = y
    self.curves = curves
  }

  /// For the key and the table, which are those of lines.
  private var lines: LineChart {
    LineChart(title, x: x, y: y, curves.map { ChartSeries($0.name, $0.steps) })
  }

  package var key: [KeyEntry] { lines.key }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let steps = curves.flatMap(\.steps)
    let plot = Plot(
      size, text,
      x: .values(
        x, x.extent(of: steps.map(\.x) + curves.flatMap(\.censored), fromZero: true)),
      y: y, 0...1)
    let marks = curves.enumerated().flatMap { draw($0.element, Plot.style($0.offset), plot) }
    return plot.svg(title, isLinked: steps.contains { $0.link != nil }, marks)
  }

  private func draw(_ curve: Curve, _ style: String, _ plot: Plot) -> [Markup] {
    let ranges = curve.steps.compactMap { step in step.interval.map { (step.x, $0) } }
    let band = plot.area(
      from: ranges.map { ($0.0, $0.1.lowerBound) }, to: ranges.map { ($0.0, $0.1.upperBound) },
      "band \(style)", inSteps: true)
    let ticks = curve.censored.map { time in
      let share = curve.steps.last { $0.x <= time }?.y ?? curve.steps.first?.y ?? 0
      return "M\(String.at(plot.x(time), plot.y(share) - 4))v8"
    }
    return [
      band,
      Plot.mark(
        plot.steps(curve.steps, "line \(style)"),
        curve.name + plot.text.note(curve.steps.last?.count, y.unit), link: curve.steps.last?.link,
        count: curve.steps.last?.count, "curve"),
      ticks.isEmpty
        ? Markup() : Markup("path", ["class": "censored \(style)", "d": ticks.joined()]),
    ]
  }

  package func table(_ text: ChartText) -> ChartTable { lines.table(text) }
}
