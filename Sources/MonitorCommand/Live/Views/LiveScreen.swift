import MonitorPages
import Terminal

/// Draws a model: a value in, lines out, exactly as many as the screen has rows.
struct LiveScreen {
  let model: LiveModel

  var lines: [TextLine] {
    let layout = model.layout
    guard !layout.isTooSmall else { return tooSmall }
    let body = model.isHelping ? HelpView.lines(model) : view
    var lines = HeadView(model: model).lines + body.prefix(layout.body.rows)
    while lines.count < model.size.rows - layout.foot { lines.append(TextLine()) }
    if let replay = model.replay { lines.append(ReplayBar.line(replay, width: model.size.columns)) }
    return (lines + [FootView.line(model)]).map { $0.cut(to: model.size.columns) }
  }

  private var view: [TextLine] {
    if let story = model.story {
      return Array(StoryView.lines(model).dropFirst(story.top))
    }
    switch model.view {
    case .process: return ProcessView(model: model).lines
    case .orders: return OrdersView(model: model).lines
    case .alerts: return AlertsView(model: model).lines
    case .activity: return ActivityView(model: model).lines
    }
  }

  private var tooSmall: [TextLine] {
    let smallest = LiveLayout.smallest
    let text =
      "This window is too small: \(smallest.columns) columns and \(smallest.rows) lines at least. q quits."
    var lines: [TextLine] = []
    var row = ""
    for word in text.split(separator: " ") {
      let longer = row.isEmpty ? String(word) : "\(row) \(word)"
      if longer.displayWidth > model.size.columns, !row.isEmpty {
        lines.append(TextLine(.init(row, .warning)))
        row = String(word)
      } else {
        row = longer
      }
    }
    lines.append(TextLine(.init(row, .warning)))
    while lines.count < model.size.rows { lines.append(TextLine()) }
    return lines.prefix(model.size.rows).map { $0.cut(to: model.size.columns) }
  }
}
