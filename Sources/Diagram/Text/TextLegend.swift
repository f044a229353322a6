/// What the signs mean, in the last row.
enum TextLegend {
  static func draw(_ request: TextDrawing.Request, on grid: inout TextGrid) {
    let words = request.words
    let entries: [(String, TextDrawing.Role, String)] = [
      ("12", .count, words.here), ("!2", .overdue, words.overdue),
      ("✗1", .incident, words.incident), ("▣", .sign, words.person), ("◎", .sign, words.wait),
      ("□", .sign, words.task), ("◇", .sign, words.decision), ("○", .sign, words.start),
      ("●", .sign, words.end),
    ]
    var x = 1
    for (sign, role, word) in entries {
      let length = request.width(of: sign) + 1 + request.width(of: word)
      if x + length > request.columns { return }
      grid.put(sign, x, request.rows - 1, role)
      grid.put(word, x + request.width(of: sign) + 1, request.rows - 1, .legend)
      x += length + 2
    }
  }
}
