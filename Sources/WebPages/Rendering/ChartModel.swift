package import Charts

/// A chart with its key and its table, for the piece `chart`.
package struct ChartModel {
  private let id: String
  private let chart: any Chart
  private let size: ChartSize
  private let text: ChartText

  /// - Parameter id: tells the chart from others of the same page; it stays the same when the numbers change.
  package init(_ id: String, _ chart: any Chart, _ size: ChartSize = ChartSize(), _ text: ChartText)
  {
    self.id = id
    self.chart = chart
    self.size = size
    self.text = text
  }

  package var model: [String: Any] {
    let table = chart.table(text)
    return [
      "id": id, "title": chart.title, "picture": chart.svg(size, text),
      "legend": chart.key.isEmpty
        ? false as Any
        : ["entries": chart.key.map { ["text": $0.name, "style": $0.style] }],
      "table": TableModel(
        caption: chart.title,
        columns: table.columns.enumerated().map {
          TableModel.Column($0.element, isRight: $0.offset > 0)
        },
        rows: table.rows.map { row in
          row.map { TableModel.Cell($0.text, link: $0.link, count: $0.count) }
        }
      ).model,
    ]
  }
}
