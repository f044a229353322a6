import MonitorPages
import Terminal

/// The keys that mean something now; while a filter is typed, the filter.
enum FootView {
  static func line(_ model: LiveModel) -> TextLine {
    if let editing = model.editing { return filter(editing, width: model.size.columns) }
    // Help and the way out are there in every width.
    let last = text(of: [("?", "help"), ("q", "quits")], width: model.size.columns)
    var line = text(of: keys(model), width: model.size.columns - last.width)
    line.append(last)
    return line
  }

  private static func text(of keys: Keys, width: Int) -> TextLine {
    var line = TextLine()
    for (key, meaning) in keys {
      let next = TextLine(.init(key, .strong), .init(" \(meaning)", .quiet), .init("  "))
      guard line.width + next.width <= width + 2 else { break }
      line.append(next)
    }
    return line
  }

  private typealias Keys = [(key: String, meaning: String)]

  private static func keys(_ model: LiveModel) -> Keys {
    if model.isHelping { return [("any key", "back")] }
    if let story = model.story {
      var keys: Keys = [("Esc", "back"), ("↑↓", "scroll")]
      keys.append(("e", story.everyStep ? "fewer steps" : "every step"))
      if model.view == .orders { keys.append(("n p", "next, previous")) }
      return keys
    }
    var keys: Keys = []
    switch model.view {
    case .process:
      keys = [("Tab", "views"), ("↑↓", "element"), ("⏎", "its orders")]
      if model.pan != nil { keys.append(("hjkl", "move")) }
      keys += [("m", model.pan == nil ? "map" : "lists"), ("/", "filter")]
    case .orders:
      keys = [("↑↓", "select"), ("⏎", "open"), ("/", "filter")]
      if !model.table.terms.isEmpty { keys.append(("Esc", "all")) }
      keys += [("s", "sort"), ("r", "reverse"), ("Tab", "views")]
    case .alerts, .activity:
      keys = [("Tab", "views"), ("↑↓", "select"), ("⏎", "open the order"), ("/", "filter")]
    }
    return keys
  }

  /// The part of the line around the cursor, and what is wrong with it.
  private static func filter(_ editing: LiveModel.Editing, width: Int) -> TextLine {
    var line = TextLine(.init("/", .strong))
    let characters = editing.line.characters
    let cursor = editing.line.cursor
    let mistake = editing.mistake.map { "  \($0)" } ?? ""
    let room = max(20, width - 3 - min(mistake.displayWidth, width / 2))
    let first = max(0, cursor - room)
    line.add(String(characters[first..<cursor]))
    line.add(cursor < characters.count ? String(characters[cursor]) : " ", .selected)
    line.add(String(characters[min(cursor + 1, characters.count)...].prefix(room)))
    if mistake.isEmpty {
      line.fill(to: max(line.width, width - hint.displayWidth - 1))
      if line.width + hint.displayWidth < width { line.add(hint, .quiet) }
    } else {
      line.add(mistake, .bad)
    }
    return line
  }

  private static let hint = "state: at: partner: ref: sku: is: … words   ⏎ ok  Esc no"
}

/// How far a replay is.
enum ReplayBar {
  static func line(_ status: ReplayStatus, width: Int) -> TextLine {
    let sign = status.isPaused ? "‖" : status.isOver ? "■" : "▶"
    var line = TextLine(.init("\(sign) ", status.isPaused ? .warning : .active))
    line.add("\(LiveText.decimal(status.speed))×", .strong)
    line.add("  \(LiveText.time(status.position))  ")
    let percent = " \(Int(status.share * 100)) %"
    let keys = "  space pause  +− speed  ←→ seek  ,. step"
    let counts = "  \(status.entries)/\(status.totalEntries)"
    let room = width - line.width - percent.count
    let rest = room - keys.displayWidth >= 8 ? keys : ""
    let more = room - rest.displayWidth - counts.count >= 16 ? counts : ""
    let length = max(1, room - rest.displayWidth - more.count)
    let done = Int((Double(length) * status.share).rounded())
    line.add(String(repeating: "━", count: done), .active)
    line.add(String(repeating: "─", count: length - done), .quiet)
    line.add(percent)
    line.add(more, .quiet)
    line.add(rest, .quiet)
    return line
  }
}
