import MonitorPages
import Monitoring
import Terminal

/// Both pools in numbers, the messages between them, and the newest steps.
struct ActivityView {
  let model: LiveModel

  var lines: [TextLine] {
    guard let look = model.look else { return [TextLine(.init("Reading …", .quiet))] }
    let width = model.size.columns
    let cursor = model.cursor(of: .activity)
    let rows = Self.table(look.overview, model.process.map, width: width)
    guard rows.count > 1 else { return [TextLine(), TextLine(.init("  Nothing yet.", .quiet))] }
    let shown = rows.dropFirst().enumerated().dropFirst(cursor.first).prefix(model.layout.rows)
    return [rates(look.overview), rows[0]]
      + shown.map {
        SelectableRow.line(
          $0.element.dropped(columns: 2), isSelected: $0.offset == cursor.index, width: width)
      }
  }

  private func rates(_ overview: Overview) -> TextLine {
    var line = TextLine()
    for party in overview.parties {
      line.add(line.isEmpty ? "" : "   ")
      line.add("\(party.party) ", .heading)
      line.add(LiveText.rates(of: party))
    }
    return line
  }

  /// The newest steps under their heading, indented by the width of a mark.
  static func table(_ overview: Overview, _ map: ProcessMap, width: Int) -> [TextLine] {
    var table = Table([
      .init("NEWEST"), .init("POOL"), .init("ORDER", minimum: 8), .init("WHAT", minimum: 20),
    ])
    for step in overview.transitions {
      table.add([
        .init(LiveText.clock(step.at), .quiet), .init(step.party),
        .init(step.reference ?? LiveText.short(step.order), .strong), .init(step.text),
      ])
    }
    return table.textLines(width: width - 2).map(SelectableRow.heading)
  }
}
