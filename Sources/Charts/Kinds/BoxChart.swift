import SVG

/// Distributions side by side: quartiles with the whole range, and single values where they are few.
package struct BoxChart: Chart {
  package struct Quartiles: Hashable, Sendable {
    package let first: Double
    package let median: Double
    package let third: Double

    package init(_ first: Double, _ median: Double, _ third: Double) {
      self.first = first
      self.median = median
      self.third = third
    }
  }

  package struct Group: Hashable, Sendable {
    package let name: String
    package let count: Int
    package let minimum: Double
    /// Nil where the group is too small for them: it has no box then, but its values.
    package let quartiles: Quartiles?
    package let maximum: Double
    /// Leads to all of the group.
    package let link: String?
    /// Drawn as a strip beside the box.
    package let values: [ChartPoint]

    package init(
      _ name: String, count: Int, minimum: Double, _ quartiles: Quartiles?, maximum: Double,
      link: String? = nil, values: [ChartPoint] = []
    ) {
      self.name = name
      self.count = count
      self.minimum = minimum
      self.quartiles = quartiles
      self.maximum = maximum
      self.link = link
      self.values = values
    }
  }

  package let title: String
  package let label: String
  package let y: Axis
  package let groups: [Group]

  package init(_ title: String, _ label: String, y: Axis, _ groups: [Group]) {
    self.title = title
    self.label = label
    self.y = y
    self.groups = groups
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let plot = Plot(
      size, text, x: .names(label, groups.map { "\($0.name) (\(text.number(Double($0.count))))" }),
      y: y,
      y.extent(of: groups.flatMap { [$0.minimum, $0.maximum] }, fromZero: y.unit == .duration))
    return plot.svg(
      title,
      isLinked: groups.contains { $0.link != nil || $0.values.contains { $0.link != nil } },
      groups.enumerated().flatMap { draw($0.element, $0.offset, plot) })
  }

  private func draw(_ group: Group, _ index: Int, _ plot: Plot) -> [Markup] {
    let text = plot.text
    let middle = plot.x(Double(index))
    let width = min(34, (plot.right - plot.left) / Double(groups.count) * 0.4)
    // Beside the box, and beside each other where they would hide each other.
    let start = group.quartiles == nil ? middle - 8 : middle + width / 2 + 9
    let strip = group.values.enumerated().map { number, point in
      let place = (x: start + Double(number % 5) * 4, y: plot.y(point.y))
      return Plot.mark(
        Markup("circle", ["class": "mark", "cx": place.x, "cy": place.y, "r": 2.2]),
        "\(group.name): \(text.text(point.y, y.unit))", link: point.link, "dot s2")
    }
    guard let quartiles = group.quartiles else { return strip }
    let median = Markup(
      "path",
      [
        "class": "median",
        "d": "M\(String.at(middle - width / 2, plot.y(quartiles.median)))h\(width.attributeText)",
      ])
    let box =
      plot.whisker(group.minimum...max(group.minimum, group.maximum), at: middle)
      + plot.box(
        from: quartiles.first, to: quartiles.third, x: middle - width / 2, width: width, "mark")
      + median
    let values = group.numbers.compactMap(\.self).map { text.text($0, y.unit) }
    let words = "\(group.name): " + values.joined(separator: " – ")
    return [Plot.mark(box, words, link: group.link, count: group.count, "bar box s1")] + strip
  }

  package func table(_ text: ChartText) -> ChartTable {
    let words = text.words
    return ChartTable(
      columns: [
        label, words.count, words.minimum, words.quartile1, words.median, words.quartile3,
        words.maximum,
      ],
      rows: groups.map { group in
        [
          ChartTable.Cell(group.name, link: group.link, count: group.count),
          ChartTable.Cell(text.number(Double(group.count))),
        ]
          + group.numbers.map { ChartTable.Cell($0.map { text.text($0, y.unit) } ?? "–") }
      })
  }
}

extension BoxChart.Group {
  /// From the smallest to the greatest; nil for quartiles that are not told.
  fileprivate var numbers: [Double?] {
    [minimum, quartiles?.first, quartiles?.median, quartiles?.third, maximum]
  }
}
