import SVG

/// How many values lie in each interval, with marks such as percentiles.
package struct Histogram: Chart {
  package struct Bin: Hashable, Sendable {
    package let from: Double
    package let to: Double
    package let count: Int
    package let link: String?

    package init(from: Double, to: Double, count: Int, link: String? = nil) {
      self.from = from
      self.to = to
      self.count = count
      self.link = link
    }
  }

  /// A value with a name, such as the median.
  package struct Mark: Hashable, Sendable {
    package let name: String
    package let value: Double

    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  package let title: String
  package let x: Axis
  /// The name of the numbers: `Orders`.
  package let label: String
  /// Side by side, ascending.
  package let bins: [Bin]
  package let marks: [Mark]

  package init(
    _ title: String, x: Axis, _ label: String, _ bins: [Bin], marks: [Mark] = []
  ) {
    self.title = title
    self.x = x
    self.label = label
    self.bins = bins
    self.marks = marks
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let y = Axis(label, .count)
    let low = bins.first?.from ?? 0
    let range = low...max(low + 1e-9, bins.last?.to ?? 1)
    let plot = Plot(
      size, text, x: .values(x, range), y: y,
      y.extent(of: bins.map { Double($0.count) }, fromZero: true))
    let bars = bins.map { bin in
      Plot.mark(
        plot.box(
          from: 0, to: Double(bin.count), x: plot.x(bin.from),
          width: plot.x(bin.to) - plot.x(bin.from) - 1, "mark"),
        "\(text.text(bin.from, x.unit)) – \(text.text(bin.to, x.unit)): \(text.number(Double(bin.count)))",
        link: bin.link, count: bin.count, "bar s1")
    }
    return plot.svg(
      title, isLinked: bins.contains { $0.link != nil },
      bars + marks.map { plot.upright($0.value, $0.name, "rule") })
  }

  package func table(_ text: ChartText) -> ChartTable {
    ChartTable(
      columns: [text.words.from, text.words.to, label],
      rows: bins.map { bin in
        [
          ChartTable.Cell(text.text(bin.from, x.unit)), ChartTable.Cell(text.text(bin.to, x.unit)),
          ChartTable.Cell(text.number(Double(bin.count)), link: bin.link, count: bin.count),
        ]
      })
  }
}
