/// One line of a screen, put together from pieces that each look their own way.
package struct TextLine: Hashable, Sendable {
  private var pieces: [Table.Cell]

  package init(_ pieces: Table.Cell...) { self.pieces = pieces }

  package init(_ pieces: [Table.Cell]) { self.pieces = pieces }

  package mutating func add(_ text: String, _ style: Style = .plain) {
    pieces.append(Table.Cell(text, style))
  }

  /// Spaces up to a column, counted from 0; what is beyond it is cut off.
  package mutating func fill(to column: Int) {
    pieces = fitted(to: column)
    let missing = column - width
    if missing > 0 { add(String(repeating: " ", count: missing)) }
  }

  /// Another line behind this one.
  package mutating func append(_ other: TextLine) { pieces += other.pieces }

  /// The same in one style, up to a column: what is chosen out of a list.
  package func restyled(_ style: Style, width: Int) -> TextLine {
    var line = TextLine(pieces.map { Table.Cell($0.text, style) })
    line.fill(to: width)
    line.pieces = line.pieces.map { Table.Cell($0.text, style) }
    return line
  }

  /// What is left without the first columns. Half a wide character becomes a space.
  package func dropped(columns: Int) -> TextLine {
    var rest = columns
    var kept: [Table.Cell] = []
    for piece in pieces {
      guard rest > 0 else {
        kept.append(piece)
        continue
      }
      var text = Substring(piece.text)
      while rest > 0, let first = text.popFirst() { rest -= first.displayWidth }
      kept.append(Table.Cell((rest < 0 ? " " : "") + text, piece.style))
      rest = max(0, rest)
    }
    return TextLine(kept)
  }

  /// At most so many columns of it; what is missing shows by `…`.
  package func cut(to columns: Int) -> TextLine { TextLine(fitted(to: columns)) }

  /// At most so many columns of it, without a sign that there is more: a part of a picture.
  package func cropped(to columns: Int) -> TextLine {
    var room = columns
    var kept: [Table.Cell] = []
    for piece in pieces where room > 0 {
      var text = ""
      for character in piece.text {
        guard character.displayWidth <= room else {
          room = 0
          break
        }
        text.append(character)
        room -= character.displayWidth
      }
      kept.append(Table.Cell(text, piece.style))
    }
    return TextLine(kept)
  }

  package var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

  package var isEmpty: Bool { pieces.allSatisfy(\.text.isEmpty) }

  /// At most `width` columns, without spaces at the end, but for those that are selected.
  package func rendered(width: Int, inColor: Bool) -> String {
    var fitted = fitted(to: width)
    while let last = fitted.last, last.style != .selected, last.text.allSatisfy({ $0 == " " }) {
      fitted.removeLast()
    }
    return fitted.map { $0.style.apply(to: $0.text, inColor: inColor) }.joined()
  }

  private func fitted(to limit: Int) -> [Table.Cell] {
    guard width > limit else { return pieces }
    var kept: [Table.Cell] = []
    var used = 0
    for piece in pieces {
      let text = piece.text.truncated(to: limit - used)
      kept.append(Table.Cell(text, piece.style))
      used += text.displayWidth
      if text != piece.text { break }
    }
    return kept
  }
}
