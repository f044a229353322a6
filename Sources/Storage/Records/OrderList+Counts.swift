import Participant
import PostgreSQL
import ProcessEngine

extension OrderList {
  /// How many orders there are by outcome: rows of whether all outcomes are among them, an outcome, how many orders have it,
  /// and whether those are all.
  static func counts(_ query: OrderQuery) -> Query {
    guard let found = found(query) else {
      return self.query(
        "select true, outcome, number, is_exact from (\(eachCounted(query))) as counted", query)
    }
    return self.query(
      """
      with \(found.counted(upTo: query.countLimit))
      select few.yes, counted.outcome, counted.number, counted.is_exact
      from few left join (
        \(gathered(query))
        union all
        \(sampled(query, found))
      ) as counted on true
      """, query)
  }

  /// Counts each outcome as far as the limit, by the index of it.
  private static func eachCounted(_ query: OrderQuery) -> String {
    func counted(_ name: String, _ condition: String, from tables: String) -> String {
      """
      select \(name) as outcome, counted.number, counted.number <= \(query.countLimit) as is_exact
      from \(tables) (
        select count(*) as number from (
          select from listing\((conditions(query) + [condition]).whereClause)
          limit \(query.countLimit + 1)) as bounded) as counted
      """
    }
    let running = counted("null::text", "listing.outcome is null", from: "")
    let ended = counted(
      "outcome.name", "listing.outcome = outcome.name",
      from: "(\(outcomes(query))) as outcome cross join lateral")
    switch query.element == nil ? query.status : .running {
    case .running: return running
    case .ended: return ended
    case nil: return query.outcome == nil ? "\(running) union all \(ended)" : ended
    }
  }

  /// The outcomes that there are: jumps from one to the next in their index.
  private static func outcomes(_ query: OrderQuery) -> String {
    if query.outcome != nil { return "select $1::text as name" }
    return """
      with recursive outcome as (
        (select outcome as name from listing where outcome is not null order by outcome limit 1)
        union all
        select (select outcome from listing where outcome > name order by outcome limit 1)
        from outcome where name is not null)
      select name from outcome where name is not null
      """
  }

  /// Counts all that is found, if that is little.
  private static func gathered(_ query: OrderQuery) -> String {
    let conditions =
      conditions(query) + [FoundOrders.isFew, "listing.order_id in (\(FoundOrders.all))"]
    return """
      select outcome, count(*) as number, true as is_exact
      from listing\(conditions.whereClause) group by outcome
      """
  }

  /// If not, counts among the newest running orders, and by outcome among some of those that are found. These are looked up
  /// one by one: the planner would rather read all orders for them.
  private static func sampled(_ query: OrderQuery, _ found: FoundOrders) -> String {
    let running = conditions(query) + [FoundOrders.isMany, "listing.outcome is null"]
    let ended =
      conditions(query) + ["listing.outcome is not null", "listing.order_id = sample.order_id"]
    return """
      select null, count(*) filter (where \(found.has("newest.order_id"))),
        count(*) <= \(FoundOrders.looks)
      from (
        select listing.order_id from listing\(running.whereClause)
        order by placed_at desc, order_id desc limit \(FoundOrders.looks + 1)) as newest
      union all
      select outcome, count(*), false
      from (\(FoundOrders.examples)) as sample
        cross join lateral (
          select listing.outcome from listing\(ended.whereClause) offset 0) as one
      group by outcome
      """
  }

  static func readCounts(_ rows: QueryResult, of query: OrderQuery) throws -> OrderCounts {
    let limit = query.countLimit
    var running = (number: 0, isExact: true)
    var ended: [String: BoundedCount] = [:]
    var isExact = true
    for row in rows {
      let (hasAll, outcome, number, isWhole) = try row.decode(
        Bool.self, String?.self, Int?.self, Bool?.self)
      isExact = isExact && hasAll
      guard let number, let isWhole else { continue }
      if let outcome {
        guard number > 0 else { continue }
        ended[outcome] = BoundedCount(number, isExact: isWhole, limit: limit)
      } else {
        running = (running.number + number, running.isExact && isWhole)
      }
    }
    // What is searched for alone has found more than the limit.
    return OrderCounts(
      running: BoundedCount(running.number, isExact: running.isExact, limit: limit), ended: ended,
      isExact: isExact, least: isExact || !conditions(query).isEmpty ? nil : limit, limit: limit)
  }
}
