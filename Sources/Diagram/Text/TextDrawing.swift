/// A drawing with its marks on the character grid of a terminal: both pools, what is where, and what is under way between
/// them.
///
/// Where there is room for it (132 × 36) the elements stand where the file has them; in less, each pool is a list in
/// the order of the flow. It has exactly as many rows as were asked for, none wider than the columns.
package struct TextDrawing: Hashable, Sendable {
  /// What a piece of text is, for whoever gives it a colour.
  package enum Role: Hashable, Sendable {
    case border, line, message, heading, sign, name, count, overdue, incident, legend
    /// The name of the element that keys act on.
    case selected
  }

  package struct Piece: Hashable, Sendable {
    package let text: String
    package let role: Role
  }

  /// How the elements are laid out.
  package enum Form: Hashable, Sendable {
    /// Where the file has them.
    case map
    /// Each pool a list in the order of the flow.
    case list
  }

  /// What stands in the legend and beside numbers, in the reader's language.
  package struct Words: Hashable, Sendable {
    package var start = "start"
    package var wait = "waits"
    package var end = "end"
    package var decision = "decision"
    package var person = "person"
    package var task = "step"
    package var here = "here now"
    package var overdue = "overdue"
    package var incident = "incident"
    /// How many elements had no room.
    package var more = "+{count}"

    package init() {}
  }

  /// From top to bottom.
  package let rows: [[Piece]]

  /// What the terminal is asked to show.
  struct Request {
    let drawing: Drawing
    let marks: Marks
    let columns: Int
    let rows: Int
    let words: Words
    let selected: String?
    let width: (Character) -> Int

    func width(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + width($1) } }
  }

  private static let mapColumns = 132
  private static let mapRows = 36

  /// - Parameters:
  ///   - columns: At least 40.
  ///   - rows: At least 10.
  ///   - form: nil to take what suits the room.
  ///   - selected: the id of the element whose name stands out.
  ///   - width: How many columns a character takes on this terminal.
  package init(
    _ drawing: Drawing, _ marks: Marks, columns: Int, rows: Int, form: Form? = nil,
    selected: String? = nil, words: Words = Words(),
    width: @escaping (Character) -> Int = { _ in 1 }
  ) {
    let request = Request(
      drawing: drawing, marks: marks, columns: max(columns, 40), rows: max(rows, 10), words: words,
      selected: selected, width: width)
    let suitable = columns >= Self.mapColumns && rows >= Self.mapRows ? Form.map : .list
    var grid =
      switch form ?? suitable {
      case .map: TextMap.draw(request)
      case .list: TextList.draw(request)
      }
    TextLegend.draw(request, on: &grid)
    self.rows = grid.rows
  }

  /// As plain text, for those who see no colours.
  package var text: String {
    rows.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
