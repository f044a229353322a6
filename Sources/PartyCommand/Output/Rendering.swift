import FEEL
import Terminal

/// How parts of an answer read in a table.
enum Rendering {
  /// `2026-11-21 09:30:05`, in UTC; empty for no time.
  static func time(_ value: Value) -> Table.Cell {
    let text = value.string ?? ""
    return Table.Cell(String(text.prefix(19)).replacing("T", with: " "), .quiet)
  }

  static func text(_ value: Value) -> Table.Cell {
    Table.Cell(value == .null ? "" : value.text)
  }

  /// What an order is at, or how it ended.
  static func state(_ order: Value) -> Table.Cell {
    order["outcome"].string.map { Table.Cell($0, .good) } ?? Table.Cell("running", .active)
  }

  static func list(_ value: Value) -> Table.Cell {
    Table.Cell((value.list ?? []).map(\.text).joined(separator: ", "))
  }

  static func amount(_ order: Value) -> Table.Cell {
    guard let total = order["total"].string else { return "" }
    return Table.Cell("\(total) \(order["currency"].string ?? "")")
  }

  /// The beginning of an id that people can type.
  static func name(ofOrder order: Value) -> String {
    order["reference"].string ?? order["id"].string ?? ""
  }

  /// A table without headings: names and what they are.
  static func facts(_ facts: [(String, Table.Cell)], console: Console) {
    let facts = facts.filter { !$0.1.text.isEmpty }
    let width = facts.map(\.0.displayWidth).max() ?? 0
    for (name, cell) in facts {
      let padding = String(repeating: " ", count: width - name.displayWidth + 2)
      console.print(
        Style.quiet.apply(to: name, inColor: console.usesColor) + padding
          + cell.style.apply(to: cell.text, inColor: console.usesColor))
    }
  }
}
