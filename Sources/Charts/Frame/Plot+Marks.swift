import SVG

/// The marks of which charts consist.
extension Plot {
  /// Straight from point to point.
  func line(_ points: [ChartPoint], _ name: String) -> Markup {
    path(points.map { .at(x($0.x), y($0.y)) }, name)
  }

  /// Level until the next point.
  func steps(_ points: [ChartPoint], _ name: String) -> Markup {
    Markup("path", ["class": name, "d": stepPath(points.map { ($0.x, $0.y) }), "fill": nil])
  }

  private func stepPath(_ points: [(x: Double, y: Double)]) -> String {
    guard let first = points.first else { return "" }
    return "M\(String.at(x(first.x), y(first.y)))"
      + points.dropFirst().map { "H\(x($0.x).attributeText)V\(y($0.y).attributeText)" }.joined()
  }

  /// Between two lines.
  func area(
    from lower: [(x: Double, y: Double)], to upper: [(x: Double, y: Double)], _ name: String,
    inSteps: Bool = false
  ) -> Markup {
    guard upper.count > 1 else { return Markup() }
    if inSteps {
      return Markup(
        "path", ["class": name, "d": stepPath(upper) + backSteps(lower) + "Z"])
    }
    return path(
      upper.map { .at(x($0.x), y($0.y)) } + lower.reversed().map { .at(x($0.x), y($0.y)) }, name,
      isClosed: true)
  }

  private func backSteps(_ points: [(x: Double, y: Double)]) -> String {
    guard let last = points.last else { return "" }
    var path = "L\(String.at(x(last.x), y(last.y)))"
    for index in points.indices.dropLast().reversed() {
      path += "V\(y(points[index].y).attributeText)H\(x(points[index].x).attributeText)"
    }
    return path
  }

  private func path(_ points: [String], _ name: String, isClosed: Bool = false) -> Markup {
    guard points.count > 1 else { return Markup() }
    return Markup(
      "path", ["class": name, "d": "M" + points.joined(separator: "L") + (isClosed ? "Z" : "")])
  }

  /// A mark with its words, in a link where it leads somewhere.
  ///
  /// - Parameter count: how many things the link leads to.
  static func mark(
    _ shape: Markup, _ words: String, link: String?, count: Int? = nil, _ name: String
  ) -> Markup {
    let group = Markup(
      "g", ["class": name], Markup("title", [:], Markup(words: words)), shape)
    guard let link else { return group }
    return Markup(
      "a", ["href": link, "aria-label": words, "data-count": count.map { "\($0)" }], group)
  }

  /// The marker of a series: each has a shape of its own.
  func marker(_ index: Int, _ place: (x: Double, y: Double), size: Double = 3.4) -> Markup {
    let (x, y, r) = (place.x, place.y, size)
    let path: String? =
      switch index % 5 {
      case 1: "M\(String.at(x - r, y - r))h\(2 * r)v\(2 * r)h\(-2 * r)Z"
      case 2:
        "M\(String.at(x, y - r * 1.2))l\(String.at(r * 1.2, r * 2.1))h\((-2.4 * r).attributeText)Z"
      case 3:
        "M\(String.at(x, y - r * 1.3))l\(String.at(r * 1.3, r * 1.3))l\(String.at(-r * 1.3, r * 1.3))l\(String.at(-r * 1.3, -r * 1.3))Z"
      case 4:
        "M\(String.at(x - r, y))h\((2 * r).attributeText)M\(String.at(x, y - r))v\((2 * r).attributeText)"
      default: nil
      }
    // The second shape is for fingers and pointers.
    return Markup("circle", ["class": "touch", "cx": x, "cy": y, "r": 8.0])
      + (path.map { Markup("path", ["class": "mark", "d": $0]) }
        ?? Markup("circle", ["class": "mark", "cx": x, "cy": y, "r": r]))
  }

  func box(from low: Double, to high: Double, x left: Double, width: Double, _ name: String)
    -> Markup
  {
    let (top, bottom) = (y(max(low, high)), y(min(low, high)))
    return Markup(
      "rect",
      [
        "class": name, "x": left, "y": top, "width": max(width, 0.5),
        "height": max(bottom - top, 0),
      ])
  }

  /// A bar with ends, for an interval.
  func whisker(_ range: ClosedRange<Double>, at x: Double) -> Markup {
    let (top, bottom) = (y(range.upperBound), y(range.lowerBound))
    return Markup(
      "path",
      [
        "class": "whisker",
        "d":
          "M\(String.at(x, top))V\(bottom.attributeText)M\(String.at(x - 4, top))h8M\(String.at(x - 4, bottom))h8",
      ])
  }

  /// Lines across a part of the plot: it is not over yet.
  func hatching(from x0: Double, to x1: Double, top: Double, bottom: Double) -> Markup {
    guard x1 > x0, bottom > top else { return Markup() }
    var path = ""
    var offset = x0 - (bottom - top)
    while offset < x1 {
      // From the lower left to the upper right, cut off at the sides.
      let (start, end) = (max(offset, x0), min(offset + bottom - top, x1))
      if end > start {
        path +=
          "M\(String.at(start, bottom - (start - offset)))L\(String.at(end, bottom - (end - offset)))"
      }
      offset += 6
    }
    return Self.mark(
      Markup("path", ["class": "hatch", "d": path]), text.words.unfinished, link: nil, "open")
  }

  /// From top to bottom, with its name at the top.
  func upright(_ value: Double, _ name: String, _ style: String) -> Markup {
    Markup("path", ["class": style, "d": "M\(String.at(x(value), top))V\(bottom.attributeText)"])
      + label(name, x: x(value) + 4, y: top + 9, "start", "note")
  }
}
