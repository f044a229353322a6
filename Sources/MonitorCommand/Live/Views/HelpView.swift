import MonitorPages
import Terminal

/// All keys, and what a filter may say.
enum HelpView {
  static func lines(_ model: LiveModel) -> [TextLine] {
    let columns = model.size.columns
    let left = keys(model)
    let right = filter
    // Side by side where there is room, else what does not fit is left out.
    let width = columns / 2
    return (0..<max(left.count, right.count)).map { row in
      var line = row < left.count ? left[row] : TextLine()
      line.fill(to: width)
      if row < right.count { line.append(right[row]) }
      return line
    }
  }

  private static func keys(_ model: LiveModel) -> [TextLine] {
    var lines = section(
      "Everywhere",
      [
        ("1 2 3 4, Tab", "views"), ("↑ ↓ j k, PgUp PgDn", "move"), ("g G, Home End", "first, last"),
        ("Enter", "open"), ("Esc", "back"), ("/", "filter orders"), ("q, Ctrl-C", "quit"),
        ("Ctrl-Z", "to the shell; fg comes back"),
      ])
    lines += section("Process", [("m", "map or lists"), ("h j k l", "move the map")])
    lines += section("Orders", [("s S", "sort by the next, previous"), ("r", "reverse")])
    lines += section("One order", [("e", "every step"), ("n p", "next, previous order")])
    if model.replay != nil {
      lines += section(
        "Replay",
        [
          ("space", "pause"), ("+ −", "speed"), ("← →", "seek"), (", .", "step"),
          ("< >", "begin, end"),
        ])
    }
    return lines
  }

  private static var filter: [TextLine] {
    section("Filter: words, and field:value", OrderTerms.fields.map { ("\($0.name):", $0.meaning) })
      + [
        TextLine(.init("A value with spaces is \"quoted\".", .quiet)),
        TextLine(.init("✗ stuck  ! late", .quiet)),
      ]
  }

  private static func section(_ title: String, _ entries: [(String, String)]) -> [TextLine] {
    let width = (entries.map(\.0.displayWidth).max() ?? 0) + 2
    return [TextLine(.init(title, .heading))]
      + entries.map { key, meaning in
        var line = TextLine(.init("  \(key)", .active))
        line.fill(to: width + 2)
        line.add(meaning)
        return line
      }
  }
}
