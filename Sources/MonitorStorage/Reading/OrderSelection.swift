import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Queries for the orders that a filter lets through, over `order_running` and `order_ended`.
///
/// Only the conditions that are in use are in the SQL, so that the server can plan for them; the parameters are always all
/// there. No text of a filter gets into the SQL.
struct OrderSelection {
  private enum Table: String {
    case running = "order_running"
    case ended = "order_ended"

    var columns: String {
      self == .running ? OrderCaseRow.runningColumns : OrderCaseRow.endedColumns
    }
  }

  private let filter: OrderFilter
  private let search: SearchText?
  private let variants: Set<VariantID>
  private let gone: [UUID]?

  /// - Parameters:
  ///   - variants: of which one of the sides has gone one, or both where the filter's way is negated.
  ///   - gone: orders that were at the filter's flow node at its time and are not any more; nil when it is not about that.
  init(_ filter: OrderFilter, variants: Set<VariantID> = [], gone: [UUID]? = nil) {
    self.filter = filter
    search = filter.text.map(SearchText.init)
    self.variants = variants
    self.gone = gone
  }

  /// Whether it is about how things were at some time, and not about how they are.
  private var isAboutThen: Bool { filter.openAt != nil }
  private var wasOnItsWay: Bool { isAboutThen && filter.finding == .unreceived }
  private var isHere: Bool { filter.element != nil && !isAboutThen }

  // MARK: Queries

  /// A page with what orders are sorted by behind the columns of `OrderCaseRow`.
  ///
  /// - Parameter areFew: then they are found by the filter and sorted afterwards. Otherwise the server may walk along the
  ///   order, and filter on the way.
  func page(_ query: OrderQuery, areFew: Bool) -> Query {
    let key = SortKey(query.sort)
    let direction = query.isDescending ? "desc" : "asc"
    let parts = tables(of: query.sort).map { table in
      let sorted = table == .running ? key.running : key.ended
      var conditions = self.conditions(table)
      if !areFew, table == .ended { conditions += neighbours(query.sort) }
      if query.after != nil {
        conditions.append(
          "(\(sorted), order_id) \(query.isDescending ? "<" : ">") ($19::\(key.type), $20::uuid)")
      }
      let found =
        "select \(table.columns), \(sorted) as sort_key from \(table.rawValue) those\(Self.whereClause(conditions))"
      return areFew
        ? "(select * from (\(found) offset 0) as few)"
        : "(\(found) order by \(sorted) \(direction), order_id \(direction) limit $21)"
    }
    let sql = """
      select *, sort_key::text as sort_text from (\(parts.joined(separator: " union all "))) as found
      order by sort_key \(direction), order_id \(direction) limit $21
      """
    return self.query(sql, after: query.after, limit: query.limit)
  }

  /// Where orders of the filter stand in an order that it says nothing about: without that, who walks along the order
  /// would begin far away from them.
  private func neighbours(_ sort: OrderQuery.Sort) -> [String] {
    let longest = "(select max(lead_time) * interval '1 microsecond' from order_ended)"
    switch sort {
    case .placed where filter.ended != nil:
      return ["placed_at >= $12 - \(longest)", "placed_at < $13 - \(Self.shortest)"]
    case .ended where filter.placed != nil:
      return ["ended_at >= $10 + \(Self.shortest)", "ended_at < $11 + \(longest)"]
    default: return []
    }
  }

  /// Less than nothing where a clock went back.
  private static let shortest =
    "(select least(0, min(lead_time)) * interval '1 microsecond' from order_ended)"

  /// Counts no further than one beyond the bound.
  func count() -> Query {
    let parts = tables(of: .placed).map { table in
      "(select 1 from \(table.rawValue) those\(Self.whereClause(conditions(table))) limit $21)"
    }
    let isCut =
      messages.map {
        "(select count(*) > \(filter.finding?.bound ?? 0) from (\($0)) as messages)"
      } ?? "false"
    return query(
      """
      select count(*), \(isCut)
      from (select 1 from (\(parts.joined(separator: " union all "))) as both_of limit $21) as found
      """, limit: BoundedCount.bound + 1)
  }

  /// Ids with their generation, by id.
  func identities(since generation: Int?, after order: InstanceID?, limit: Int) -> Query {
    let parts = tables(of: .placed).map { table in
      var conditions = self.conditions(table)
      if generation != nil { conditions.append("generation > $22") }
      if order != nil { conditions.append("order_id > $20::uuid") }
      let select =
        "select order_id, generation from \(table.rawValue) those\(Self.whereClause(conditions))"
      // Few have changed: they are found by their generation and sorted then.
      return generation == nil
        ? "(\(select) order by order_id limit $21)"
        : "(select * from (\(select) offset 0) as changed)"
    }
    return query(
      "select order_id, generation from (\(parts.joined(separator: " union all "))) as found order by order_id limit $21",
      after: order.map { OrderQuery.Cursor(key: "", order: $0) }, limit: limit, since: generation)
  }

  // MARK: Conditions

  /// Where orders of the filter can be at all.
  private func tables(of sort: OrderQuery.Sort) -> [Table] {
    let needsRunning =
      filter.status == .running || isHere || filter.onlyIncidents
      || filter.overdueAt != nil || filter.dueSoonAt != nil || sort == .due
    switch (needsRunning, needsEnded) {
    case (true, false): return [.running]
    case (false, true): return [.ended]
    case (false, false): return [.running, .ended]
    case (true, true): return [.running]
    }
  }

  private var needsEnded: Bool {
    filter.status == .ended || filter.ended != nil || filter.leadTimes != nil || filter.mark != nil
  }

  private func conditions(_ table: Table) -> [String] {
    var all = shared
    switch table {
    case .running:
      if needsEnded { all.append("false") }
      if filter.outcome != nil { all.append("$1 = any(outcomes)") }
      if isHere { all.append("$2 = any(token_elements)") }
      if filter.onlyIncidents {
        all.append("incidents > 0")
        if filter.element != nil {
          all.append(TokenColumns.contain { "\($0.element) = $2 and \($0.incident) > 0" })
        }
      }
      if filter.overdueAt != nil {
        all.append("next_task_due < $14")
        if filter.element != nil {
          all.append(TokenColumns.contain { "\($0.element) = $2 and \($0.due) < $27" })
        }
      }
      if filter.dueSoonAt != nil {
        let isAnywhere = filter.element == nil
        all.append(
          TokenColumns.contain { token in
            (isAnywhere ? "" : "\(token.element) = $2 and ")
              + "\(token.due) >= $28 and 4 * ($28 - \(token.entered)) >= 3 * (\(token.due) - \(token.entered))"
          })
      }
      if filter.openAt != nil { all.append("placed_at <= $25") }
      if gone != nil {
        let isStillThere = TokenColumns.contain {
          "\($0.element) = $2 and \($0.entered) <= $33"
        }
        all.append("(\(isStillThere) or order_id = any($32))")
      }
      if wasOnItsWay {
        // An order without a step since then has taken in nothing since: what was on its way still is.
        all.append("(updated_at > $25 and \(hadOneOnItsWay) or order_id = any(array(\(onItsWay))))")
      }
      if filter.finding == .disputed { all.append("false") }
    case .ended:
      if filter.outcome != nil { all.append("outcome collate \"C\" = $1") }
      if filter.ended != nil { all.append("ended_at >= $12 and ended_at < $13") }
      if filter.leadTimes != nil { all.append("lead_time between $29 and $30") }
      if filter.mark != nil { all.append("words @@ $31::tsquery") }
      if filter.openAt != nil {
        all.append("tstzrange(placed_at, greatest(placed_at, ended_at)) @> $25::timestamptz")
      }
      if gone != nil { all.append("order_id = any($32)") }
      if wasOnItsWay { all.append(hadOneOnItsWay) }
      if filter.finding == .disputed { all.append("outcome collate \"C\" = ''") }
    }
    return all
  }

  private var shared: [String] {
    var all: [String] = []
    if filter.reference != nil { all.append("reference collate \"C\" = $3") }
    if filter.buyer != nil { all.append("buyer collate \"C\" = $4") }
    if filter.sku != nil { all.append("words @@ $5::tsquery") }
    if let way = filter.way {
      let sides = way.isNegated ? "and" : "or"
      all.append("(first_variant = any($6) \(sides) second_variant = any($6))")
    }
    if filter.totals != nil { all.append("coalesce(total, -1) between $7 and $8") }
    if filter.currency != nil { all.append("currency = $9") }
    if filter.placed != nil { all.append("placed_at >= $10 and placed_at < $11") }
    if filter.text != nil { all.append(text) }
    if let found = messages { all.append("order_id = any(array(\(found)))") }
    return all
  }

  /// The orders of the messages with which the filter's finding is; nil when it is about none.
  private var messages: String? {
    guard let finding = filter.finding, finding != .disputed, !wasOnItsWay else { return nil }
    return filter.message == nil
      ? MessageFindings.ofAnyName(finding) : MessageFindings.of(finding, name: "$18")
  }

  /// That a message of the order was on its way at the filter's time.
  private var hadOneOnItsWay: String {
    """
    exists (select from message m where m.order_id = those.order_id and \(isNamed) and m.sent_at <= $25
      and coalesce(m.received_at, m.quarantined_at, 'infinity') > $25)
    """
  }

  /// The orders of the messages that were on their way then and are so still.
  private var onItsWay: String {
    """
    select m.order_id from message m
    where m.received_at is null and m.quarantined_at is null and \(isNamed) and m.sent_at <= $25
    """
  }

  private var isNamed: String { filter.message == nil ? "true" : "m.name = $18" }

  /// Anything that people type in.
  private var text: String {
    var ways: [String] = []
    if words != nil { ways.append("words @@ $23::tsquery") }
    if search?.orders != nil { ways.append("order_id between $16 and $17") }
    if search?.message != nil {
      ways.append(
        """
        order_id = any(array(
          select m.order_id from message m where m.message_id = $15
          union all select q.order_id from quarantined q where q.message_id = $15))
        """)
    }
    if let search, !search.amounts.isEmpty {
      let isAlike = search.currency == nil ? "" : " and currency = $35"
      ways.append("coalesce(total, -1) = any($34)\(isAlike)")
    }
    return ways.isEmpty ? "false" : "(\(ways.joined(separator: " or ")))"
  }

  private static func whereClause(_ conditions: [String]) -> String {
    conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and ")
  }

  // MARK: Parameters

  private var words: String? {
    let terms = search?.beginnings ?? []
    return terms.isEmpty ? nil : terms.map { Self.quoted($0) + ":*" }.joined(separator: " & ")
  }

  private var amounts: [PostgresNumeric] {
    (search?.amounts ?? []).sorted().compactMap { PostgresNumeric("\($0)") }
  }

  private func query(
    _ sql: String, after: OrderQuery.Cursor? = nil, limit: Int, since: Int? = nil
  ) -> Query {
    Query(
      sql, filter.outcome?.storable, filter.element?.storable, filter.reference?.indexable,
      filter.buyer?.indexable, filter.sku.map { Self.quoted(OrderWords.mark(sku: $0)) },
      variants.map(\.value).sorted(),
      filter.totals.flatMap { PostgresNumeric("\($0.lowerBound)") },
      filter.totals.flatMap { PostgresNumeric("\($0.upperBound)") }, filter.currency?.storable,
      filter.placed?.lowerBound.postgres, filter.placed?.upperBound.postgres,
      filter.ended?.lowerBound.postgres, filter.ended?.upperBound.postgres,
      filter.overdueAt?.postgres, search?.message, search?.orders?.lowerBound,
      search?.orders?.upperBound,
      filter.message?.storable, after?.key.storable, after?.order.uuid, limit, since, words,
      filter.messagesSentBefore?.postgres, filter.openAt?.postgres,
      filter.lateAfter / .seconds(1), filter.overdueAt?.microseconds,
      filter.dueSoonAt?.microseconds,
      filter.leadTimes.flatMap { DayTimeDuration($0.lowerBound)?.microseconds },
      filter.leadTimes.flatMap { DayTimeDuration($0.upperBound)?.microseconds },
      filter.mark.map { Self.quoted(OrderWords.mark($0)) }, gone, filter.openAt?.microseconds,
      amounts, search?.currency, prepared: false)
  }

  /// A lexeme as `tsquery` reads it.
  private static func quoted(_ word: String) -> String {
    var quoted = "'"
    for character in word.storable {
      if character == "'" || character == "\\" { quoted.append(character) }
      quoted.append(character)
    }
    return quoted + "'"
  }
}

/// What orders are sorted by, in SQL.
private struct SortKey {
  let running: String
  let ended: String
  let type: String

  init(_ sort: OrderQuery.Sort) {
    switch sort {
    case .placed: self.init(both: "placed_at", "timestamptz")
    case .updated: self.init(both: "updated_at", "timestamptz")
    case .ended: self.init("'infinity'::timestamptz", "ended_at", "timestamptz")
    case .leadTime: self.init("9223372036854775807::bigint", "lead_time", "bigint")
    case .total: self.init(both: "coalesce(total, -1)", "numeric")
    case .reference: self.init(both: "reference collate \"C\"", "text")
    case .buyer: self.init(both: "buyer collate \"C\"", "text")
    case .outcome: self.init(both: "outcome collate \"C\"", "text")
    case .due:
      self.init(
        "coalesce(next_task_due, 'infinity')", "'infinity'::timestamptz", "timestamptz")
    }
  }

  private init(_ running: String, _ ended: String, _ type: String) {
    self.running = running
    self.ended = ended
    self.type = type
  }

  private init(both: String, _ type: String) { self.init(both, both, type) }
}
