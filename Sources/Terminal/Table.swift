/// Aligned columns of text.
///
///     var table = Table([.init("ORDER"), .init("QUANTITY", alignment: .right)])
///     table.add(["PO-1", "20"])
///     output.write(table.rendered(width: output.columns, inColor: output.usesColor))
package struct Table: Sendable {
  package enum Alignment: Sendable { case left, right }

  package struct Column: Sendable {
    package let title: String
    package let alignment: Alignment
    /// The fewest columns of the terminal that it may be squeezed to; nil when it is never cut off.
    package let minimum: Int?

    /// - Parameter minimum: lets the column shrink to this width when the terminal is too narrow.
    package init(_ title: String, alignment: Alignment = .left, minimum: Int? = nil) {
      self.title = title
      self.alignment = alignment
      self.minimum = minimum
    }
  }

  package struct Cell: Hashable, Sendable, ExpressibleByStringLiteral,
    ExpressibleByStringInterpolation
  {
    package let text: String
    package let style: Style

    /// - Parameter text: what could steer a terminal is taken out of it.
    package init(_ text: String, _ style: Style = .plain) {
      self.text = text.harmless
      self.style = style
    }

    package init(stringLiteral value: String) { self.init(value) }
  }

  package let columns: [Column]
  package private(set) var rows: [[Cell]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; cells that are missing at its end are empty.
  package mutating func add(_ cells: [Cell]) {
    precondition(cells.count <= columns.count, "a row has more cells than the table has columns")
    rows.append(cells)
  }

  /// The heading and all rows, each with a line feed.
  ///
  /// - Parameter width: how many columns fit; nil when nothing may be cut off.
  package func rendered(width: Int?, inColor: Bool) -> String {
    lines(width: width, inColor: inColor).map { $0 + "\n" }.joined()
  }

  /// The heading and all rows, without line feeds.
  package func lines(width: Int?, inColor: Bool) -> [String] {
    textLines(width: width).map { $0.rendered(width: .max, inColor: inColor) }
  }

  /// The heading and all rows, as lines of a screen.
  package func textLines(width: Int?) -> [TextLine] {
    let widths = widths(within: width)
    let heading = columns.map { Cell($0.title, .heading) }
    return ([heading] + rows).map { line(of: $0, widths: widths) }
  }

  private static let gap = 2

  private func line(of cells: [Cell], widths: [Int]) -> TextLine {
    var line = TextLine()
    var pending = 0
    for (index, cell) in cells.enumerated() {
      let text = cell.text.truncated(to: widths[index])
      let padding = widths[index] - text.displayWidth
      if columns[index].alignment == .right { pending += padding }
      if !text.isEmpty {
        line.add(String(repeating: " ", count: pending))
        line.add(text, cell.style)
        pending = 0
      }
      pending += (columns[index].alignment == .left ? padding : 0) + Self.gap
    }
    return line
  }

  private func widths(within limit: Int?) -> [Int] {
    var widths = columns.map(\.title.displayWidth)
    for row in rows {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], cell.text.displayWidth)
      }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) - limit
    while excess > 0, let widest = widestShrinkable(widths) {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func widestShrinkable(_ widths: [Int]) -> Int? {
    widths.indices
      .filter { index in columns[index].minimum.map { widths[index] > $0 } ?? false }
      .max { widths[$0] < widths[$1] }
  }
}
