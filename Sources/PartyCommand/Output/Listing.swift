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

  /// How many a page has, if nobody says otherwise.
  static let usualLimit = 50
  /// The most that the service gives at once.
  private static let pageLimit = 500

  /// Asks for a list and prints it: one page; or, as lines for programs, page after page all that there is.
  ///
  /// - Parameters:
  ///   - call: without the parameters that say which page.
  ///   - cursor: where an earlier list ended.
  ///   - limit: how many at most.
  /// - Returns: the last page.
  @discardableResult
  func print(
    _ call: ServiceClient.Call, of client: ServiceClient, from cursor: String?, limit: Int?,
    as format: OutputFormat, console: Console
  ) async throws -> Value {
    var cursor = cursor
    var left = limit ?? (format == .jsonl ? .max : Self.usualLimit)
    while true {
      var call = call
      let wanted = format == .jsonl ? min(left, Self.pageLimit) : left
      call.query += [("limit", "\(wanted)"), ("cursor", cursor)]
      let answer = try await client.send(call)
      print(answer, as: format, console: console)
      left -= answer["items"].list?.count ?? 0
      cursor = answer["next"].string
      guard format == .jsonl, cursor != nil, left > 0 else { return answer }
    }
  }

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
