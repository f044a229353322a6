import FEEL
import Ordering
import Participant
import PostgreSQL

/// The tables `price_list`, `price_list_item` and `price_list_break`.
enum PriceListTable {
  /// How many versions are kept, the present one included.
  static let keptVersions = 20

  private static let present = "(select max(version) from price_list)"

  static let current: Query = """
    select version, imported_at, imported_by, item_count from price_list
    order by version desc limit 1
    """

  static func version(_ row: Row) throws -> PriceListVersion {
    let (number, time, user, count) = try row.decode(
      Int.self, PostgresTimestamp.self, String.self, Int.self)
    return PriceListVersion(
      number: number, importedAt: Timestamp(time), importedBy: user, itemCount: count)
  }

  // MARK: Writing

  /// One import at a time; readers are not held up.
  static let lock: Query = "lock table price_list in share row exclusive mode"

  static func insert(by user: String, at time: Timestamp, itemCount: Int) -> Query {
    Query(
      """
      insert into price_list (version, imported_at, imported_by, item_count)
      select coalesce(max(version), 0) + 1, $1, $2, $3 from price_list
      returning version, imported_at, imported_by, item_count
      """, PostgresTimestamp(time), user.storable, itemCount)
  }

  static func insert(_ items: [PriceListItem], version: Int) -> [Query] {
    var queries: [Query] = []
    // In portions, because a statement has a bound on its size.
    for start in stride(from: 0, to: items.count, by: 5_000) {
      let portion = items[start..<min(start + 5_000, items.count)]
      let numbered = zip((start + 1)..., portion).map { $0 }
      queries.append(insertItems(numbered, version: version))
      let breaks = numbered.flatMap { number, item in item.breaks.map { (number, $0) } }
      if !breaks.isEmpty { queries.append(insertBreaks(breaks, version: version)) }
    }
    return queries
  }

  private static func insertItems(_ items: [(Int, PriceListItem)], version: Int) -> Query {
    Query(
      """
      insert into price_list_item (version, item, sku, description, currency, unit_price, tax_rate,
        valid_from, valid_to)
      select $1, n.item, n.sku, n.description, n.currency, n.unit_price, n.tax_rate,
        n.valid_from::date, n.valid_to::date
      from unnest($2, $3, $4, $5, $6, $7, $8, $9)
        as n (item, sku, description, currency, unit_price, tax_rate, valid_from, valid_to)
      """,
      version, items.map(\.0), items.map(\.1.sku.storable), items.map(\.1.description.storable),
      items.map(\.1.unitPrice.currency.code), items.map(\.1.unitPrice.minorUnits),
      items.map(\.1.taxRate.millionths), items.map { $0.1.validFrom?.description },
      items.map { $0.1.validTo?.description })
  }

  private static func insertBreaks(_ breaks: [(Int, QuantityBreak)], version: Int) -> Query {
    Query(
      """
      insert into price_list_break (version, item, minimum, unit_price, discount)
      select $1, * from unnest($2, $3, $4, $5)
      """,
      version, breaks.map(\.0), breaks.map(\.1.minimum),
      breaks.map { entry -> Int64? in
        if case .unitPrice(let price) = entry.1.terms { price.minorUnits } else { nil }
      },
      breaks.map { entry -> Int64? in
        if case .discount(let fraction) = entry.1.terms { fraction.millionths } else { nil }
      })
  }

  static func forget(before version: Int) -> Query {
    Query("delete from price_list where version <= $1", version - keptVersions)
  }
}

// MARK: - Reading

extension PriceListTable {
  private static let itemColumns = """
    item, sku, description, currency, unit_price, tax_rate, to_char(valid_from, 'YYYY-MM-DD'),
    to_char(valid_to, 'YYYY-MM-DD')
    """

  static func items(skus: [String]) -> Query {
    Query(
      """
      select \(itemColumns) from price_list_item
      where version = \(present) and sku = any ($1)
      order by sku, item
      """, skus.map(\.storable))
  }

  static func breaks(skus: [String]) -> Query {
    Query(
      """
      select item, minimum, price_list_break.unit_price, discount
      from price_list_item join price_list_break using (version, item)
      where version = \(present) and sku = any ($1)
      """, skus.map(\.storable))
  }

  /// All items of so many SKUs.
  private static let page = """
    select version, item from price_list_item
    where version = \(present) and sku in (
      select distinct sku from price_list_item
      where version = \(present) and ($1 is null or sku > $1)
      order by sku limit $2)
    """

  static func items(after sku: String?, limit: Int) -> Query {
    Query(
      """
      select \(itemColumns)
      from (\(page)) as page join price_list_item using (version, item)
      order by sku, item
      """, sku?.storable, limit)
  }

  static func breaks(after sku: String?, limit: Int) -> Query {
    Query(
      """
      select item, minimum, unit_price, discount
      from (\(page)) as page join price_list_break using (version, item)
      """, sku?.storable, limit)
  }

  static func read(items: QueryResult, breaks: QueryResult) throws -> [PriceListItem] {
    var breaksByItem: [Int: [Row]] = [:]
    for row in breaks { breaksByItem[try row.value(at: 0), default: []].append(row) }
    return try items.map { row in
      let (item, sku, description, code, unitPrice, taxRate, validFrom, validTo) = try row.decode(
        Int.self, String.self, String.self, String.self, Int64.self, Int64.self, String?.self,
        String?.self)
      guard let currency = Currency(code) else {
        throw StoreError.broken("the price of \(sku) is in the unknown currency \(code)")
      }
      return PriceListItem(
        sku: sku, description: description,
        unitPrice: Money(minorUnits: unitPrice, currency: currency),
        taxRate: Fraction(millionths: taxRate),
        breaks: try (breaksByItem[item] ?? []).map { try quantityBreak($0, currency) },
        validFrom: try validFrom.map { try CalendarDate($0) },
        validTo: try validTo.map { try CalendarDate($0) })
    }
  }

  private static func quantityBreak(_ row: Row, _ currency: Currency) throws -> QuantityBreak {
    let (_, minimum, unitPrice, discount) = try row.decode(
      Int.self, Int.self, Int64?.self, Int64?.self)
    guard let unitPrice else {
      // The table's check sees to it that there is one or the other.
      return QuantityBreak(
        minimum: minimum, terms: .discount(Fraction(millionths: discount ?? 0)))
    }
    return QuantityBreak(
      minimum: minimum, terms: .unitPrice(Money(minorUnits: unitPrice, currency: currency)))
  }
}
