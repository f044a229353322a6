/// Cells of a terminal, each with one character.
struct TextGrid {
  private struct Cell {
    /// Nil behind a character that takes two columns.
    var character: Character? = " "
    var role = TextDrawing.Role.line
    /// Which neighbours a drawn line leads to; nil for all but lines.
    var line: Ways?
  }

  struct Ways: OptionSet {
    let rawValue: Int
    static let up = Ways(rawValue: 1)
    static let down = Ways(rawValue: 2)
    static let left = Ways(rawValue: 4)
    static let right = Ways(rawValue: 8)
  }

  let columns: Int
  let height: Int
  private var cells: [Cell]
  private let width: (Character) -> Int

  init(columns: Int, rows: Int, width: @escaping (Character) -> Int) {
    self.columns = columns
    height = rows
    self.width = width
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  private func index(_ x: Int, _ y: Int) -> Int? {
    0..<columns ~= x && 0..<height ~= y ? y * columns + x : nil
  }

  func isFree(_ x: Int, _ y: Int) -> Bool {
    index(x, y).map { cells[$0].character == " " && cells[$0].line == nil } ?? false
  }

  /// Whether a number of cells in a row are free, or have nothing but a line.
  func isOpen(_ xs: Range<Int>, _ y: Int) -> Bool {
    xs.allSatisfy { x in
      index(x, y).map { cells[$0].line != nil || cells[$0].character == " " } ?? false
    }
  }

  /// Writes over what is there; what is beyond the edges is left out.
  mutating func put(_ text: String, _ x: Int, _ y: Int, _ role: TextDrawing.Role) {
    var x = x
    for character in text {
      let taken = width(character)
      if taken == 0 { continue }
      guard let index = index(x, y), taken == 1 || self.index(x + 1, y) != nil else { return }
      cells[index] = Cell(character: character, role: role)
      if taken == 2 { cells[index + 1] = Cell(character: nil, role: role) }
      x += taken
    }
  }

  /// A straight line from one cell to another, which joins those that it meets. Of one that is not upright or level, the
  /// level part comes first.
  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ role: TextDrawing.Role
  ) {
    if start.x != end.x && start.y != end.y {
      line(from: start, to: (end.x, start.y), role)
      line(from: (end.x, start.y), to: end, role)
    } else if start.x != end.x {
      for x in min(start.x, end.x)..<max(start.x, end.x) {
        join(x, start.y, .right, role)
        join(x + 1, start.y, .left, role)
      }
    } else {
      for y in min(start.y, end.y)..<max(start.y, end.y) {
        join(start.x, y, .down, role)
        join(start.x, y + 1, .up, role)
      }
    }
  }

  private mutating func join(_ x: Int, _ y: Int, _ way: Ways, _ role: TextDrawing.Role) {
    guard let index = index(x, y) else { return }
    var ways = cells[index].line ?? []
    ways.insert(way)
    // What crosses a border shows as the line.
    let isBorder = cells[index].line != nil && role == .border
    cells[index].line = ways
    cells[index].role = isBorder ? cells[index].role : role
    cells[index].character = Self.character(ways, cells[index].role)
  }

  mutating func box(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int, _ role: TextDrawing.Role)
  {
    line(from: (left, top), to: (right, top), role)
    line(from: (left, bottom), to: (right, bottom), role)
    line(from: (left, top), to: (left, bottom), role)
    line(from: (right, top), to: (right, bottom), role)
  }

  private static func character(_ ways: Ways, _ role: TextDrawing.Role) -> Character {
    let isMessage = role == .message
    switch ways {
    case [.left, .right], .left, .right: return isMessage ? "┄" : "─"
    case [.up, .down], .up, .down: return isMessage ? "┆" : "│"
    case [.down, .right]: return "┌"
    case [.down, .left]: return "┐"
    case [.up, .right]: return "└"
    case [.up, .left]: return "┘"
    case [.up, .down, .right]: return "├"
    case [.up, .down, .left]: return "┤"
    case [.left, .right, .down]: return "┬"
    case [.left, .right, .up]: return "┴"
    default: return "┼"
    }
  }

  /// Each row by pieces of the same role.
  var rows: [[TextDrawing.Piece]] {
    (0..<height).map { y in
      var pieces: [TextDrawing.Piece] = []
      var (text, role) = ("", TextDrawing.Role.line)
      for cell in cells[y * columns..<(y + 1) * columns] {
        guard let character = cell.character else { continue }
        // A space has no colour; it goes with what is before it.
        if cell.role != role && character != " " {
          if !text.isEmpty { pieces.append(TextDrawing.Piece(text: text, role: role)) }
          (text, role) = ("", cell.role)
        }
        text.append(character)
      }
      return pieces + [TextDrawing.Piece(text: text, role: role)]
    }
  }
}
