import Charts
import WebPages

/// One part of the page: what is to be said, drawn and listed.
struct AnalysisSection {
  let id: String
  let title: String
  var notes: [String] = []
  /// Somewhere else to look at it.
  var link: (text: String, href: String)?
  var charts: [ChartModel] = []
  var tables: [TableModel] = []

  /// Of a chart that has a row for itself.
  static let wide = ChartSize(width: 1_080, height: 280)

  var model: [String: Any] {
    [
      "id": id, "title": title, "notes": notes.map { ["text": $0] },
      "link": link.map { ["text": $0.text, "href": $0.href] } ?? false as Any,
      "charts": charts.map(\.model), "hasCharts": !charts.isEmpty, "isPair": charts.count > 1,
      "tables": tables.filter { !$0.rows.isEmpty }.map {
        ["caption": $0.caption, "table": $0.model]
      },
    ]
  }
}
