import Terminal

/// Which part of the drawing is on the screen.
struct Pan: Hashable, Sendable {
  private(set) var column = 0
  private(set) var row = 0

  private static let stepColumns = 8
  private static let stepRows = 2

  /// - Returns: whether the key moves the drawing.
  mutating func press(_ key: Keystroke, _ window: Screen.Size) -> Bool {
    switch key {
    case .left, .character("h"): column -= Self.stepColumns
    case .right, .character("l"): column += Self.stepColumns
    case .character("k"): row -= Self.stepRows
    case .character("j"): row += Self.stepRows
    default: return false
    }
    let canvas = TextMapCanvas.size(for: window)
    column = max(0, min(column, canvas.columns - window.columns))
    row = max(0, min(row, canvas.rows - window.rows))
    return true
  }
}

/// The paper that the drawing is drawn on: as large as the window, but not smaller than what it needs to be read.
enum TextMapCanvas {
  private static let least = Screen.Size(columns: 150, rows: 40)
  /// From here on the drawing is the better picture.
  static let enough = Screen.Size(columns: 132, rows: 36)

  static func fits(_ window: Screen.Size) -> Bool {
    window.columns >= enough.columns && window.rows >= enough.rows
  }

  static func size(for window: Screen.Size) -> Screen.Size {
    if fits(window) { return window }
    return Screen.Size(
      columns: max(least.columns, window.columns), rows: max(least.rows, window.rows))
  }
}
