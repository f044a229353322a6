import SVG

/// Single values in their order with the limits that the process sets itself (XmR): what lies beyond, or stays on one side
/// for long, is a signal and no noise.
package struct ProcessBehaviourChart: Chart {
  /// The centre and the natural limits of some of the values, in their order.
  package struct Segment: Hashable, Sendable {
    package let from: Double
    package let to: Double
    package let center: Double
    package let limits: ClosedRange<Double>

    package init(from: Double, to: Double, center: Double, limits: ClosedRange<Double>) {
      self.from = from
      self.to = to
      self.center = center
      self.limits = limits
    }
  }

  package let title: String
  package let x: Axis
  package let y: Axis
  package let points: [ChartPoint]
  /// The x of those that are signals.
  package let signals: Set<Double>
  package let segments: [Segment]

  package init(
    _ title: String, x: Axis, y: Axis, _ points: [ChartPoint], signals: Set<Double>,
    _ segments: [Segment]
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.points = points
    self.signals = signals
    self.segments = segments
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let values =
      points.map(\.y) + segments.flatMap { [$0.limits.lowerBound, $0.limits.upperBound] }
    let plot = Plot(
      size, text, x: .values(x, x.extent(of: points.map(\.x), fromZero: false)), y: y,
      y.extent(of: values, fromZero: false))
    let levels = segments.flatMap { segment in
      [
        level(segment.center, segment, "center", plot),
        level(segment.limits.lowerBound, segment, "limit", plot),
        level(segment.limits.upperBound, segment, "limit", plot),
      ]
    }
    let dots = points.map { point in
      let isSignal = signals.contains(point.x)
      let place = (x: plot.x(point.x), y: plot.y(point.y))
      // A signal has another shape as well as another colour.
      return Plot.mark(
        plot.marker(isSignal ? 3 : 0, place, size: isSignal ? 4.2 : 2.6),
        "\(text.text(point.x, x.unit)): \(text.text(point.y, y.unit))"
          + text.note(point.count, y.unit) + (isSignal ? " (\(text.words.signal))" : ""),
        link: point.link, count: point.count,
        isSignal ? "dot signal" : "dot s1")
    }
    return plot.svg(
      title, isLinked: points.contains { $0.link != nil },
      levels + [plot.line(points, "line thin s1")] + dots)
  }

  private func level(
    _ value: Double, _ segment: Segment, _ name: String, _ plot: Plot
  ) -> Markup {
    Markup(
      "path",
      [
        "class": name,
        "d":
          "M\(String.at(plot.x(segment.from), plot.y(value)))H\(plot.x(segment.to).attributeText)",
      ])
  }

  package func table(_ text: ChartText) -> ChartTable {
    let words = text.words
    let hasCounts = points.contains { $0.count != nil }
    return ChartTable(
      columns: [x.label, y.label] + (hasCounts ? [words.count] : [])
        + [words.lower, words.upper, words.signal],
      rows: points.map { point in
        let limits = segments.last { $0.from <= point.x }?.limits
        let count = ChartTable.Cell(
          point.count.map { text.number(Double($0)) } ?? "", link: point.link, count: point.count)
        return [
          ChartTable.Cell(text.text(point.x, x.unit), link: hasCounts ? nil : point.link),
          ChartTable.Cell(text.text(point.y, y.unit)),
        ] + (hasCounts ? [count] : []) + [
          ChartTable.Cell(limits.map { text.text($0.lowerBound, y.unit) } ?? ""),
          ChartTable.Cell(limits.map { text.text($0.upperBound, y.unit) } ?? ""),
          ChartTable.Cell(signals.contains(point.x) ? "●" : ""),
        ]
      })
  }
}
