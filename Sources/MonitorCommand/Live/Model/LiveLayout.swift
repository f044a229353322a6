import Terminal

/// How the height is shared: a head, the view, and the keys at the bottom.
struct LiveLayout: Hashable, Sendable {
  static let smallest = Screen.Size(columns: 60, rows: 16)

  let size: Screen.Size
  let isReplay: Bool

  /// Title, numbers, and the names of the views.
  static let head = 3

  /// The keys, and in a replay how far it is.
  var foot: Int { isReplay ? 2 : 1 }

  var isTooSmall: Bool {
    size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
  }

  /// What a view has.
  var body: Screen.Size {
    Screen.Size(columns: size.columns, rows: max(1, size.rows - Self.head - foot))
  }

  /// How many rows a list has under its heading and the line about it.
  var rows: Int { max(1, body.rows - 2) }

  /// How many rows the newest steps have under the drawing, with their heading; 0 where there is no room.
  var steps: Int {
    let body = body
    if body.columns >= TextMapCanvas.enough.columns, body.rows >= TextMapCanvas.enough.rows {
      let rest = body.rows - TextMapCanvas.enough.rows
      return rest >= 4 ? min(rest, Self.mostSteps) : 0
    }
    return body.rows >= Self.listRows + 4 ? min(body.rows - Self.listRows, Self.mostSteps) : 0
  }

  /// What the drawing has.
  var drawing: Screen.Size { Screen.Size(columns: body.columns, rows: body.rows - steps) }

  private static let mostSteps = 12
  /// Both pools as lists are well readable in so many rows.
  private static let listRows = 26
}
