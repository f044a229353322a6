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

  /// A place with too few values for the one that stands for all of them.
  package struct Sparse: Hashable, Sendable {
    package let x: Double
    /// Drawn one by one.
    package let values: [Double]
    package let link: String?
    /// Why there is no value, for the table.
    package let note: String

    package init(_ x: Double, _ values: [Double], link: String? = nil, note: String) {
      self.x = x
      self.values = values
      self.link = link
      self.note = note
    }
  }

  package let title: String
  package let x: Axis
  package let y: Axis
  package let points: [ChartPoint]
  /// The x of those that are signals.
  package let signals: Set<Double>
  package let segments: [Segment]
  /// By ascending x, none of which is that of a point.
  package let sparse: [Sparse]

  package init(
    _ title: String, x: Axis, y: Axis, _ points: [ChartPoint], signals: Set<Double>,
    _ segments: [Segment], sparse: [Sparse] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.points = points
    self.signals = signals
    self.segments = segments
    self.sparse = sparse
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let values =
      points.map(\.y) + sparse.flatMap(\.values)
      + segments.flatMap { [$0.limits.lowerBound, $0.limits.upperBound] }
    let plot = Plot(
      size, text,
      x: .values(x, x.extent(of: points.map(\.x) + sparse.map(\.x), fromZero: false)), y: y,
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
    let singles = sparse.flatMap { place in
      place.values.map { value in
        Plot.mark(
          plot.marker(1, (plot.x(place.x), plot.y(value)), size: 1.8),
          "\(text.text(place.x, x.unit)): \(text.text(value, y.unit))", link: place.link,
          count: place.values.count, "dot s2")
      }
    }
    return plot.svg(
      title,
      isLinked: points.contains { $0.link != nil } || sparse.contains { $0.link != nil },
      levels + [plot.line(points, "line thin s1")] + singles + dots)
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
    let hasCounts = !sparse.isEmpty || points.contains { $0.count != nil }
    func row(
      _ place: Double, _ value: String, _ link: String?, _ count: Int?, _ rest: [String]
    ) -> (x: Double, cells: [ChartTable.Cell]) {
      let number = ChartTable.Cell(
        count.map { text.number(Double($0)) } ?? "", link: link, count: count)
      return (
        place,
        [
          ChartTable.Cell(text.text(place, x.unit), link: hasCounts ? nil : link),
          ChartTable.Cell(value),
        ] + (hasCounts ? [number] : []) + rest.map { ChartTable.Cell($0) }
      )
    }
    let told = points.map { point in
      let limits = segments.last { $0.from <= point.x }?.limits
      return row(
        point.x, text.text(point.y, y.unit), point.link, point.count,
        [
          limits.map { text.text($0.lowerBound, y.unit) } ?? "",
          limits.map { text.text($0.upperBound, y.unit) } ?? "",
          signals.contains(point.x) ? "●" : "",
        ])
    }
    let untold = sparse.map { row($0.x, $0.note, $0.link, $0.values.count, ["", "", ""]) }
    return ChartTable(
      columns: [x.label, y.label] + (hasCounts ? [words.count] : [])
        + [words.lower, words.upper, words.signal],
      rows: (told + untold).sorted { $0.x < $1.x }.map(\.cells))
  }
}
