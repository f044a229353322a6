import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `search`.
///
/// Its index finds each lexeme that begins in some way apart, and many long words begin alike, as the references of a year do.
/// So the first characters of a longer word are a lexeme, shared by all of these words, and the whole of it is another with a
/// mark in front: a short beginning is looked for among the former, a long one among the latter.
enum SearchTable {
  /// How many characters of a longer word are a lexeme.
  private static let headLength = 8
  /// In front of the whole of a longer word. No word begins so.
  private static let longMark = ">"

  /// What is stored of a word.
  static func lexemes(of word: String) -> [String] {
    if SearchWords.isWhole(word) || !isLong(word) { return [word] }
    return [String(word.unicodeScalars.prefix(headLength)), longMark + word]
  }

  /// How the lexemes begin of the words that begin so.
  fileprivate static func start(of beginning: String) -> String {
    isLong(beginning) ? longMark + beginning : beginning
  }

  private static func isLong(_ word: String) -> Bool {
    word.unicodeScalars.count > headLength
  }

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
      rows.map { PackedList.pack(Set($0.words.words.flatMap(lexemes)).sorted()) })
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
    let begun =
      withBeginnings ? beginnings.map { SearchTable.start(of: $0).lexeme + ":*" } : []
    return (wholes.map(\.lexeme) + begun).joined(separator: " & ")
  }

  /// The orders in which all of it is.
  ///
  /// - Parameters:
  ///   - all: the parameter with everything that is looked for.
  ///   - wholes: the parameter without what an id would be found instead of.
  ///   - ids: the parameters with the first and the last id.
  func found(all: String, wholes: String, ids: (String, String)) -> FoundOrders {
    FoundOrders(table: "search", condition: condition(all: all, wholes: wholes, ids: ids))
  }

  private func condition(all: String, wholes: String, ids: (String, String)) -> String {
    if isHopeless { return "false" }
    let hasWords = "search.words @@ \(all)::tsquery"
    guard self.ids != nil else { return hasWords }
    let isAmong = "search.order_id between \(ids.0) and \(ids.1)"
    if self.wholes.isEmpty { return "(\(hasWords) or \(isAmong))" }
    return "(\(hasWords) or \(isAmong) and search.words @@ \(wholes)::tsquery)"
  }
}

extension String {
  /// Quoted as a lexeme of a `tsquery`.
  fileprivate var lexeme: String {
    "'" + replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
  }
}
