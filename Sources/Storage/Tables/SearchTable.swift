import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `search`.
enum SearchTable {
  /// A row to be written.
  struct Row {
    let order: InstanceID
    let words: SearchWords

    /// Nil when the write leaves the words of the order as they were.
    init?(_ write: CaseWrite) {
      let source = write.after.instance.variables["order"] ?? .null
      if let before = write.before, (before.variables["order"] ?? .null) == source { return nil }
      order = write.after.instance.id
      words = SearchWords(order: source)
    }
  }

  static func write(_ rows: [Row]) -> Query {
    Query(
      one: writeOne, many: writeMany, rows.map(\.order.uuid),
      rows.map { PackedList.pack($0.words.words.sorted()) })
  }

  private static let writeOne = """
    insert into search (order_id, words)
    values ($1, array_to_tsvector(string_to_array($2, e'\\x1f')))
    \(orUpdate)
    """

  private static let writeMany = """
    insert into search (order_id, words)
    select n.order_id, array_to_tsvector(string_to_array(n.words, e'\\x1f'))
    from unnest($1, $2) as n (order_id, words)
    \(orUpdate)
    """

  private static let orUpdate = """
    on conflict on constraint search_pkey do update set words = excluded.words
    """
}

extension SearchTerms {
  /// As `tsquery` reads it.
  func tsquery(withBeginnings: Bool) -> String {
    let terms =
      wholes.map(\.lexeme) + (withBeginnings ? beginnings.map { $0.lexeme + ":*" } : [])
    return terms.joined(separator: " & ")
  }

  /// The condition on the column with the id of an order.
  ///
  /// - Parameters:
  ///   - column: with its table.
  ///   - all: the parameter with everything that is looked for.
  ///   - wholes: the parameter without what an id would be found instead of.
  ///   - ids: the parameters with the first and the last id.
  func condition(on column: String, all: String, wholes: String, ids: (String, String)) -> String {
    if isHopeless { return "false" }
    let found = "\(column) in (\(Self.orders(all)))"
    guard self.ids != nil else { return found }
    let isAmong = "\(column) between \(ids.0) and \(ids.1)"
    if self.wholes.isEmpty { return "(\(found) or \(isAmong))" }
    return """
      (\(found) or \(isAmong) and \(column) in (\(Self.orders(wholes))))
      """
  }

  /// Searches once, by the index, whatever the list is sorted by: without `offset` the planner would rather look into the
  /// words of one order after the other.
  private static func orders(_ words: String) -> String {
    "select order_id from search where words @@ \(words)::tsquery offset 0"
  }
}

extension String {
  /// Quoted as a lexeme of a `tsquery`.
  fileprivate var lexeme: String {
    "'" + replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
  }
}
