import SVG

/// Distributions side by side: quartiles with the whole range, and single values where they are few.
package struct BoxChart: Chart {
  package struct Group: Hashable, Sendable {
    package let name: String
    package let count: Int
    package let minimum: Double
    package let quartile1: Double
    package let median: Double
    package let quartile3: Double
    package let maximum: Double
    package let link: String?
    /// How many things the link leads to, where they are not all of the group.
    package let linked: Int?
    /// Drawn as a strip beside the box.
    package let values: [ChartPoint]

    package init(
      _ name: String, count: Int, minimum: Double, quartile1: Double, median: Double,
      quartile3: Double, maximum: Double, link: String? = nil, linked: Int? = nil,
      values: [ChartPoint] = []
    ) {
      self.name = name
      self.count = count
      self.minimum = minimum
      self.quartile1 = quartile1
      self.median = median
      self.quartile3 = quartile3
      self.maximum = maximum
      self.link = link
      self.linked = linked
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
    let values = [group.minimum, group.quartile1, group.median, group.quartile3, group.maximum]
    let words = "\(group.name): " + values.map { text.text($0, y.unit) }.joined(separator: " – ")
    let median = Markup(
      "path",
      [
        "class": "median",
        "d": "M\(String.at(middle - width / 2, plot.y(group.median)))h\(width.attributeText)",
      ])
    let box =
      plot.whisker(group.minimum...max(group.minimum, group.maximum), at: middle)
      + plot.box(
        from: group.quartile1, to: group.quartile3, x: middle - width / 2, width: width, "mark")
      + median
    let strip = group.values.enumerated().map { number, point in
      // Beside the box, and beside each other where they would hide each other.
      let place = (x: middle + width / 2 + 9 + Double(number % 5) * 4, y: plot.y(point.y))
      return Plot.mark(
        Markup("circle", ["class": "mark", "cx": place.x, "cy": place.y, "r": 2.2]),
        "\(point.name ?? group.name): \(text.text(point.y, y.unit))", link: point.link, "dot s2")
    }
    return [Plot.mark(box, words, link: group.link, count: group.linked, "bar box s1")] + strip
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
          ChartTable.Cell(group.name, link: group.link, count: group.linked),
          ChartTable.Cell(text.number(Double(group.count))),
        ]
          + [group.minimum, group.quartile1, group.median, group.quartile3, group.maximum].map {
            ChartTable.Cell(text.text($0, y.unit))
          }
      })
  }
}
