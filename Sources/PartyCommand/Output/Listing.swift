import FEEL
import Terminal

/// Prints what a command found, in the format that was asked for.
struct Listing: Sendable {
  private let columns: [Table.Column]
  /// An item, and what the items that are shown with it are called.
  private let row: @Sendable (Value, WorkNames) -> [Table.Cell]
  /// What is told when there is nothing.
  let whenEmpty: String
  /// The option that goes on where a list ended.
  private let continuation: String

  init(
    columns: [Table.Column], row: @escaping @Sendable (Value) -> [Table.Cell], whenEmpty: String,
    continuation: String = "--cursor"
  ) {
    self.init(
      columns: columns, namedRow: { item, _ in row(item) }, whenEmpty: whenEmpty,
      continuation: continuation)
  }

  init(
    columns: [Table.Column], namedRow: @escaping @Sendable (Value, WorkNames) -> [Table.Cell],
    whenEmpty: String, continuation: String = "--cursor"
  ) {
    self.columns = columns
    row = namedRow
    self.whenEmpty = whenEmpty
    self.continuation = continuation
  }

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
    guard format == .jsonl else {
      var call = call
      call.query += [("limit", "\(limit ?? Self.usualLimit)"), ("cursor", cursor)]
      let answer = try await client.send(call)
      print(answer, as: format, console: console)
      return answer
    }
    return try await Self.pages(call, of: client, from: cursor, upTo: limit ?? .max) {
      print($0, as: format, console: console)
    }
  }

  /// Asks for a list page after page, until it ends or has given `limit` items.
  ///
  /// - Returns: the last page.
  static func pages(
    _ call: ServiceClient.Call, of client: ServiceClient, from cursor: String?, upTo limit: Int,
    _ take: (Value) -> Void
  ) async throws -> Value {
    var cursor = cursor
    var left = limit
    while true {
      var call = call
      call.query += [("limit", "\(min(left, pageLimit))"), ("cursor", cursor)]
      let answer = try await client.send(call)
      take(answer)
      left -= answer["items"].list?.count ?? 0
      cursor = answer["next"].string
      guard cursor != nil, left > 0 else { return answer }
    }
  }

  func table(of items: [Value]) -> Table {
    var table = Table(columns)
    let names = WorkNames(of: items)
    for item in items { table.add(row(item, names)) }
    return table
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
        console.print(table(of: items))
      }
      if let next = answer["next"].string {
        console.tell("There are more: \(continuation) \(next)")
      }
    }
  }
}
