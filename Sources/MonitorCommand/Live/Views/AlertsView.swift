import FEEL
import MonitorPages
import Monitoring
import Terminal

/// What somebody should look at, the serious things first.
struct AlertsView {
  let model: LiveModel

  var lines: [TextLine] {
    guard let look = model.look else { return [TextLine(.init("Reading …", .quiet))] }
    guard !look.alerts.isEmpty else {
      return [TextLine(), TextLine(.init("  Nothing is stuck, nothing is overdue.", .good))]
    }
    let width = model.size.columns
    let rows = table(look).textLines(width: width - 2)
    let cursor = model.cursor(of: .alerts)
    let shown = rows.dropFirst().enumerated().dropFirst(cursor.first).prefix(model.layout.rows)
    return [head(look), SelectableRow.heading(rows[0])]
      + shown.map {
        SelectableRow.line($0.element, isSelected: $0.offset == cursor.index, width: width)
      }
  }

  private func head(_ look: LiveLook) -> TextLine {
    var line = TextLine()
    for kind in Set(look.alerts.map(\.kind)).sorted(by: { $0.rawValue < $1.rawValue }) {
      let alerts = look.alerts.filter { $0.kind == kind }
      line.add(line.isEmpty ? "" : "  ")
      line.add("\(LiveText.count(alerts.count)) \(alerts[0].word)", alerts[0].style)
    }
    return line
  }

  private func table(_ look: LiveLook) -> Table {
    var table = Table([
      .init("ALERT"), .init("FOR", alignment: .right), .init("ORDER", minimum: 8), .init("POOL"),
      .init("WHAT", minimum: 20),
    ])
    for alert in look.alerts {
      let age = alert.since.map { RelativeTime.length(max(.zero, look.overview.at - $0)) }
      table.add([
        .init(alert.word, alert.style), .init(age ?? "", .quiet),
        .init(alert.reference ?? alert.order.map(LiveText.short) ?? "", .strong),
        .init(alert.party), .init(alert.detail),
      ])
    }
    return table
  }
}
