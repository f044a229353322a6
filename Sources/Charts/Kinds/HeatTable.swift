import SVG

/// A number for every pair of two things, such as a weekday and an hour, by five steps of heat.
package struct HeatTable: Chart {
  package let title: String
  /// What stands at the side and at the top.
  package let rowLabel: String
  package let rowNames: [String]
  package let columnNames: [String]
  package let unit: Axis.Unit
  /// Row by row; nil where nothing is known.
  package let values: [[Double?]]
  /// To what a cell counts, by row and column.
  package let links: [[String?]]

  package init(
    _ title: String, _ rowLabel: String, rows: [String], columns: [String], unit: Axis.Unit,
    _ values: [[Double?]], links: [[String?]] = []
  ) {
    precondition(
      values.count == rows.count && values.allSatisfy { $0.count == columns.count },
      "a value for every pair")
    self.title = title
    self.rowLabel = rowLabel
    rowNames = rows
    columnNames = columns
    self.unit = unit
    self.values = values
    self.links = links
  }

  private func link(_ row: Int, _ column: Int) -> String? {
    links.indices.contains(row) && links[row].indices.contains(column) ? links[row][column] : nil
  }

  package func svg(_ size: ChartSize, _ text: ChartText) -> String {
    let widest = rowNames.map { TextMeasure.width(of: $0, size: Plot.fontSize) }.max() ?? 0
    let (left, top) = (widest + 12, 22.0)
    let width = (size.width - left - 4) / Double(max(1, columnNames.count))
    let height = (size.height - top - 4) / Double(max(1, rowNames.count))
    let greatest = values.joined().compactMap(\.self).max() ?? 0
    var marks: [Markup] = []
    for (row, name) in rowNames.enumerated() {
      let y = top + Double(row) * height
      marks.append(tick(name, x: left - 7, y: y + height / 2 + 4, "end"))
      for column in columnNames.indices {
        let box = (x: left + Double(column) * width, y: y, width: width - 1.5, height: height - 1.5)
        marks.append(cell(row, column, box, greatest, text))
      }
    }
    // As many names as have room.
    let widestName = columnNames.map { TextMeasure.width(of: $0, size: Plot.fontSize) }.max() ?? 1
    let every = max(1, Int((widestName + 6) / width) + 1)
    for (column, name) in columnNames.enumerated() where column % every == 0 {
      marks.append(tick(name, x: left + (Double(column) + 0.5) * width, y: 14, "middle"))
    }
    return Plot.picture(size, title, isLinked: links.joined().contains { $0 != nil }, marks)
  }

  private func tick(_ words: String, x: Double, y: Double, _ anchor: String) -> Markup {
    Markup("text", ["class": "tick \(anchor)", "x": x, "y": y], Markup(words: words))
  }

  private func cell(
    _ row: Int, _ column: Int, _ box: (x: Double, y: Double, width: Double, height: Double),
    _ greatest: Double, _ text: ChartText
  ) -> Markup {
    let value = values[row][column]
    let share = greatest > 0 ? (value ?? 0) / greatest : 0
    let step = share > 0 ? min(5, Int((share * 5).rounded(.up))) : 0
    let number = value.map { text.text($0, unit) } ?? "–"
    var shape = Markup(
      "rect",
      [
        "class": "mark", "x": box.x, "y": box.y, "width": box.width, "height": box.height,
        "rx": 2,
      ])
    // Heat is told by its number as well, where there is room for one.
    if TextMeasure.width(of: number, size: 10) < box.width - 3, box.height > 13, value != nil {
      shape += Markup(
        "text",
        [
          "class": "cell-text middle", "x": box.x + box.width / 2,
          "y": box.y + box.height / 2 + 3.5,
        ], Markup(words: number))
    }
    return Plot.mark(
      shape, "\(rowNames[row]), \(columnNames[column]): \(number)", link: link(row, column),
      "cell heat-\(step)")
  }

  package func table(_ text: ChartText) -> ChartTable {
    ChartTable(
      columns: [rowLabel] + columnNames,
      rows: rowNames.enumerated().map { row, name in
        [ChartTable.Cell(name)]
          + columnNames.indices.map { column in
            ChartTable.Cell(
              values[row][column].map { text.text($0, unit) } ?? "–", link: link(row, column))
          }
      })
  }
}
