import SVG

/// The frame of a chart with two axes: where the data are drawn, the axes, their ticks and labels.
struct Plot {
  let size: ChartSize
  let text: ChartText
  let x: Scale
  let y: Scale
  private let xAxis: XAxis
  private let yAxis: Axis
  private let yTicks: Ticks
  /// Where the data are drawn.
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// An axis of values, or names side by side.
  enum XAxis {
    case values(Axis, ClosedRange<Double>)
    case names(String, [String])
  }

  static let fontSize = 11.0

  init(
    _ size: ChartSize, _ text: ChartText, x: XAxis, y: Axis, _ range: ClosedRange<Double>,
    rightMargin: Double = 14
  ) {
    self.size = size
    self.text = text
    xAxis = x
    yAxis = y
    yTicks = Ticks(
      from: range.lowerBound, to: range.upperBound, unit: y.unit,
      most: max(2, Int(size.height / 44)))
    let widest = yTicks.values.map {
      TextMeasure.width(of: text.text($0, y.unit), size: Self.fontSize)
    }.max()
    left = max(34, (widest ?? 0) + 14)
    right = size.width - rightMargin
    top = 24
    bottom = size.height - 42
    self.y = Scale(values: range, start: bottom, end: top)
    switch x {
    case .values(_, let values): self.x = Scale(values: values, start: left, end: right)
    case .names(_, let names):
      self.x = Scale(values: -0.5...max(0.5, Double(names.count) - 0.5), start: left, end: right)
    }
  }

  static func style(_ index: Int) -> String { "s\(index % 8 + 1)" }

  /// The whole picture: grid, data, axes.
  func svg(_ title: String, isLinked: Bool, _ marks: [Markup]) -> String {
    Self.picture(size, title, isLinked: isLinked, grid + marks + axes)
  }

  static func picture(
    _ size: ChartSize, _ title: String, isLinked: Bool, _ content: [Markup]
  ) -> String {
    Markup(
      "svg",
      [
        "class": "plot", "role": isLinked ? "group" : "img", "aria-label": isLinked ? title : nil,
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(size.width.attributeText) \(size.height.attributeText)",
        "width": size.width, "height": size.height,
      ], [Markup("title", [:], Markup(words: title))] + content
    ).text
  }

  // MARK: Axes

  private var grid: [Markup] {
    yTicks.values.map { value in
      Markup(
        "path", ["class": "grid", "d": "M\(String.at(left, y(value)))H\(right.attributeText)"])
    }
  }

  private var axes: [Markup] {
    let base = Markup(
      "path", ["class": "axis", "d": "M\(String.at(left, bottom))H\(right.attributeText)"])
    let yLabels = yTicks.values.map { value in
      label(text.text(value, yAxis.unit), x: left - 7, y: y(value) + 3.8, "end")
    }
    let yTitle = label(yAxis.label, x: 4, y: 13, "start", "axis-title")
    return [base] + yLabels + xLabels + [yTitle]
  }

  private var xLabels: [Markup] {
    switch xAxis {
    case .values(let axis, let range):
      let ticks = Ticks(
        from: range.lowerBound, to: range.upperBound, unit: axis.unit,
        most: max(2, Int((right - left) / 84)))
      let labels = ticks.values.flatMap { value in
        [
          Markup("path", ["class": "axis", "d": "M\(String.at(x(value), bottom))v4"]),
          xLabel(text.text(value, axis.unit, step: ticks.timeStep), at: x(value)),
        ]
      }
      return labels + [label(axis.label, x: right, y: size.height - 6, "end", "axis-title")]
    case .names(let title, let names):
      let step = (right - left) / Double(max(1, names.count))
      let labels = names.enumerated().map { index, name in
        xLabel(shortened(name, to: step - 4), at: x(Double(index)))
      }
      return labels + [label(title, x: right, y: size.height - 6, "end", "axis-title")]
    }
  }

  /// Under its place, but never beyond the edge of the picture.
  private func xLabel(_ words: String, at place: Double) -> Markup {
    let half = TextMeasure.width(of: words, size: Self.fontSize) / 2
    let x = min(max(place, half + 1), size.width - half - 1)
    return label(words, x: x, y: bottom + 17, "middle")
  }

  func label(
    _ words: String, x: Double, y: Double, _ anchor: String, _ name: String = "tick"
  ) -> Markup {
    guard !words.isEmpty else { return Markup() }
    return Markup("text", ["class": "\(name) \(anchor)", "x": x, "y": y], Markup(words: words))
  }

  private func shortened(_ name: String, to width: Double) -> String {
    if TextMeasure.width(of: name, size: Self.fontSize) <= width { return name }
    var kept = name
    while !kept.isEmpty, TextMeasure.width(of: kept + "…", size: Self.fontSize) > width {
      kept.removeLast()
    }
    return kept.isEmpty ? "" : kept + "…"
  }
}
