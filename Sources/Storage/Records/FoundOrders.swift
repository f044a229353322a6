import Participant

/// The orders that something besides the columns of a list finds: words, or how the reference begins.
///
/// What finds most orders is best asked row by row in the order of the list, and what finds few of them first. Which it is does
/// the planner not know: it has no idea how many words begin in some way. So the statements try it out, and only the part that
/// fits is executed.
struct FoundOrders {
  /// Where it is looked, each table with the column `order_id`.
  private let tables: String
  private let condition: String
  /// Whether that is one table.
  private let isInOneTable: Bool

  init(table: String, condition: String) {
    tables = table
    self.condition = condition
    isInOneTable = true
  }

  /// Those whose reference lies between two parameters, of the ones that something else finds too.
  init(references range: (first: String, last: String), among others: FoundOrders?) {
    let isBetween = "listing.reference between \(range.first) and \(range.last)"
    tables = others.map { "\($0.tables) join listing using (order_id)" } ?? "listing"
    condition = (others.map { "\($0.condition) and " } ?? "") + isBetween
    isInOneTable = others == nil
  }

  /// How many rows are looked at one by one, which takes some microseconds each.
  static let looks = 1_000
  /// How many ended orders are looked at where no more than a lower bound is wanted.
  private static let samples = 250
  /// How many orders are gathered at most before the list is looked at instead.
  private static let few = 2_000
  /// How far what is searched for is counted: to find an order costs more than to count one in a list.
  static func bound(_ limit: Int) -> Int { min(limit, few) }

  /// Common table expressions: all of them, read as far as they are wanted and once however often; and whether they are no
  /// more than so many. The planner takes it that all are wanted, and so an index that finds them.
  ///
  /// - Parameter needed: without it none are found and nothing is read for it, and they do not count as few.
  private func tables(few limit: Int, if needed: String) -> String {
    """
    found as materialized (select order_id from \(tables) where \(condition) and \(needed)),
    few as materialized (
      select \(needed) and count(*) <= \(limit) as yes
      from (\(Self.all) limit \(limit + 1)) as counted)
    """
  }

  static let all = "select order_id from found"

  /// Common table expressions for counts up to a limit: as for a page, and some of them where they are more.
  ///
  /// That many orders have something shows in the first rows of the table, without its index, which would gather all of them.
  func counted(upTo limit: Int) -> String {
    """
    common as materialized (select \(isCommon(beyond: limit)) as yes),
    \(tables(few: limit, if: "not (select common.yes from common)")),
    examples as materialized (
      (select order_id from \(first(Self.looks)) where \(condition) and (select common.yes from common)
        limit \(Self.samples))
      union all (\(Self.all) where \(Self.isMany) limit \(Self.samples)))
    """
  }

  /// Where more is found than is counted: some of it.
  static let examples = "select order_id from examples"

  /// Whether each fifth of the first rows has it, and more orders than a limit for sure.
  private func isCommon(beyond limit: Int) -> String {
    if !isInOneTable { return "false" }
    func count(among rows: Int, upTo most: Int) -> String {
      "(select count(*) from (select from \(first(rows)) where \(condition) limit \(most)) as seen)"
    }
    let (often, rows) = (Self.looks / 5, 6 * limit)
    return """
      case when \(count(among: Self.looks, upTo: often)) < \(often) then false
        else \(count(among: rows, upTo: limit + 1)) > \(limit) end
      """
  }

  /// So many rows of the one table, whichever come first.
  private func first(_ rows: Int) -> String {
    isInOneTable ? "(select * from \(tables) limit \(rows)) as \(tables)" : tables
  }

  /// Whether the order of a row is one of them.
  func has(_ column: String) -> String {
    "exists (select from \(tables) where order_id = \(column) and \(condition) offset 0)"
  }

  static let isFew = "(select few.yes from few)"
  static let isMany = "not (select few.yes from few)"

  /// Whether the order of a row is one of few. As an array they are looked up one by one, where the planner would rather read
  /// all rows for what it takes for many.
  static func isOne(_ column: String) -> String { "\(column) = any (array(\(all)))" }

  /// A page of a list among them.
  ///
  /// - The first rows of the list are looked at one by one, until the page is full: what many orders have needs no more.
  /// - If they do not fill it, all that are found are gathered. Few are joined and sorted.
  /// - Among many, all of which lie far behind, the list is gone through until the page is full.
  ///
  /// - Parameters:
  ///   - limit: how many rows, as a parameter.
  ///   - column: the one with the id of the order.
  ///   - select: the list under further conditions, with the column `order_id`, sorted, and at most so many rows of it.
  func page(limit: String, column: String, select: ([String], String) -> String) -> String {
    """
    with looked as materialized (\(select([], "\(Self.looks)"))),
    near as materialized (
      -- In the order of the list, because a table expression is read as it was made; none beyond the last that is wanted.
      select * from looked where \(has("looked.order_id")) limit \(limit)),
    enough as materialized (
      select (select count(*) from near) = \(limit)
        or (select count(*) from looked) < \(Self.looks) as yes),
    \(tables(few: Self.few, if: Self.isWanted))
    select * from near where (select enough.yes from enough)
    union all
    select * from (\(select([Self.isWanted, Self.isFew, Self.isOne(column)], limit))) as gathered
    union all
    select * from (\(select(
      [
        Self.isWanted, Self.isMany,
        // Compared with true it is not made a join, and the rows still come in order.
        "(\(column) in (\(Self.all))) is true",
      ], limit))) as far
    """
  }

  private static let isWanted = "not (select enough.yes from enough)"
}
