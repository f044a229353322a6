import FEEL
import Terminal

/// Prints what a command found, in the format that was asked for.
struct Listing: Sendable {
  let columns: [Table.Column]
  let row: @Sendable (Value) -> [Table.Cell]
  /// What is told when there is nothing.
  let whenEmpty: String
  /// The option that goes on where a list ended.
  var continuation = "--cursor"

  func print(_ answer: Value, as format: OutputFormat, console: Console) {
    let items = answer["items"].list ?? []
    switch format {
    case .json: console.print(json: answer)
    case .jsonl: for item in items { console.print(json: item) }
    case .table:
      if items.isEmpty {
        console.tell(whenEmpty)
      } else {
        var table = Table(columns)
        for item in items { table.add(row(item)) }
        console.print(table)
      }
      if let next = answer["next"].string {
        console.tell("There are more: \(continuation) \(next)")
      }
    }
  }
}
