/// A statistical chart: a picture of numbers, and the same numbers as a table.
///
/// It is SVG text without scripts. What it shows is said in classes (`s1` … `s8` for series, `line`, `mark`, `band`, …), so
/// that the style sheet gives it the colours of light, dark and print; series differ by dashes and markers as well as by
/// colour. Every mark has a `<title>`, and can lead to what it counts.
package protocol Chart: Sendable {
  /// What is shown, for those who cannot see it.
  var title: String { get }

  /// The same numbers, row by row.
  func table(_ text: ChartText) -> ChartTable

  /// The `<svg>` element.
  func svg(_ size: ChartSize, _ text: ChartText) -> String

  /// The series by name and class, for a key beside the picture; empty when there is one only.
  var key: [KeyEntry] { get }
}

extension Chart {
  package var key: [KeyEntry] { [] }
}

package struct KeyEntry: Hashable, Sendable {
  package let name: String
  /// `s1` … `s8`.
  package let style: String
}

/// In units of the picture: about pixels.
package struct ChartSize: Hashable, Sendable {
  package let width: Double
  package let height: Double

  package init(width: Double = 640, height: Double = 260) {
    self.width = width
    self.height = height
  }
}

/// A chart's numbers, as they are written.
package struct ChartTable: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    package let text: String
    package let link: String?
    /// How many things the link leads to; nil when that is not said.
    package let count: Int?

    package init(_ text: String, link: String? = nil, count: Int? = nil) {
      self.text = text
      self.link = link
      self.count = count
    }
  }

  /// The first names the rows; the others are numbers.
  package let columns: [String]
  package let rows: [[Cell]]

  package init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }
}

/// One value at one place.
package struct ChartPoint: Hashable, Sendable {
  package let x: Double
  package let y: Double
  /// The ends of the interval that is drawn around `y`.
  package let interval: ClosedRange<Double>?
  package let link: String?
  /// How many things it is of, where its value is another: those that the link leads to.
  package let count: Int?

  package init(
    _ x: Double, _ y: Double, interval: ClosedRange<Double>? = nil, link: String? = nil,
    count: Int? = nil
  ) {
    self.x = x
    self.y = y
    self.interval = interval
    self.link = link
    self.count = count
  }
}

package struct ChartSeries: Hashable, Sendable {
  package let name: String
  /// By ascending x.
  package let points: [ChartPoint]

  package init(_ name: String, _ points: [ChartPoint]) {
    self.name = name
    self.points = points
  }
}

extension [ChartSeries] {
  var key: [KeyEntry] {
    count < 2
      ? [] : enumerated().map { KeyEntry(name: $0.element.name, style: Plot.style($0.offset)) }
  }
}
