import Terminal

/// A heading, what is to be said, and a table.
struct StatsSection {
  let heading: String
  var lines: [String] = []
  var table: Terminal.Table?

  func print(to console: Console) {
    console.print([TextLine(Terminal.Table.Cell(heading, .heading))])
    console.print(lines.map { TextLine(Terminal.Table.Cell($0)) })
    if let table, !table.rows.isEmpty { console.print(table) }
    console.print("")
  }
}
