import Diagram
import MonitorPages
import Monitoring
import Terminal

/// Both pools as the file draws them, with what is where; under it the newest steps where there is room.
struct ProcessView {
  let model: LiveModel

  var lines: [TextLine] {
    let layout = model.layout
    guard let look = model.look else { return [TextLine(.init("Reading …", .quiet))] }
    var lines = drawing(look)
    if layout.steps > 0 {
      lines += ActivityView.table(look.overview, model.process.map, width: layout.body.columns)
        .prefix(layout.steps)
    }
    return lines
  }

  private func drawing(_ look: LiveLook) -> [TextLine] {
    let window = model.layout.drawing
    guard let drawing = model.process.drawing else { return tokens(look) }
    let canvas = model.pan == nil ? window : TextMapCanvas.size(for: window)
    let text = TextDrawing(
      drawing, model.process.marks(of: look.overview), columns: canvas.columns, rows: canvas.rows,
      form: model.pan == nil ? .list : .map, selected: model.selectedPlace,
      width: { $0.displayWidth })
    let lines = text.rows.map { row in
      TextLine(row.map { Table.Cell($0.text, Self.style(of: $0.role)) })
    }
    guard let pan = model.pan, canvas != window else { return lines }
    // What is panned over keeps the legend in its last row.
    let part = lines.dropLast().dropFirst(pan.row).prefix(window.rows - 1)
      .map { $0.dropped(columns: pan.column).cropped(to: window.columns) }
    return part + lines.suffix(1)
  }

  private static func style(of role: TextDrawing.Role) -> Style {
    switch role {
    case .border, .line, .legend: .quiet
    case .message: .active
    case .heading, .count: .strong
    case .sign, .name: .plain
    case .overdue: .warning
    case .incident: .bad
    case .selected: .selected
    }
  }

  /// For a file that draws nothing.
  private func tokens(_ look: LiveLook) -> [TextLine] {
    var table = Table([.init("POOL"), .init("AT", minimum: 20), .init("TOKENS", alignment: .right)])
    for place in look.overview.elements {
      table.add([
        .init(place.party), .init(model.process.map.label(of: place.element)), "\(place.tokens)",
      ])
    }
    return table.textLines(width: model.size.columns)
  }
}
