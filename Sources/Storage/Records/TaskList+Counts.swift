import Participant
import PostgreSQL
import ProcessEngine

extension TaskList {
  /// What each view of a person shows: one row of four numbers, each followed by whether those are all.
  static func counts(_ query: TaskQuery, for actor: Actor) -> Query {
    var filter = query
    filter.assignee = nil
    filter.candidate = nil
    filter.unassigned = false
    filter.decidedBy = nil
    let conditions = conditions(filter)
    filter.assignee = actor.user
    return self.query(
      """
      with \(found(filter).map { "\($0.counted(upTo: query.countLimit)), " } ?? "")\
      mine as (\(mine(filter, conditions))),
      open as (\(open(filter, conditions))),
      done as (\(done(filter, conditions)))
      select mine.number, mine.is_exact, open.groups, open.is_exact, open.number, open.is_exact,
        done.number, done.is_exact
      from mine cross join open cross join done
      """, filter, candidate: actor)
  }

  /// Tasks that the person has are few: each is looked at.
  private static func mine(_ query: TaskQuery, _ conditions: [String]) -> String {
    let found = found(query)
    let limit = found == nil ? query.countLimit : FoundOrders.looks
    let own = conditions + ["task.state = 'open'", "task.assignee = $4"]
    return """
      select count(*)\(found.map { " filter (where \($0.has("own.order_id")))" } ?? "") as number,
        count(*) <= \(limit) as is_exact
      from (select task.order_id from task\(own.whereClause) limit \(limit + 1)) as own
      """
  }

  /// Counts the tasks of all views of open tasks in one go.
  private static func open(_ query: TaskQuery, _ conditions: [String]) -> String {
    let open = conditions + ["task.state = 'open'"]
    let columns = "task.order_id, (task.assignee is null and \(isClaimable)) as is_claimable"
    func first(_ more: [String], _ limit: Int) -> String {
      """
      select \(columns) from task\((open + more).whereClause)
      order by task.due, task.order_id, task.key limit \(limit + 1)
      """
    }
    guard let found = found(query) else {
      return """
        select count(*) filter (where is_claimable) as groups, count(*) as number,
          count(*) <= \(query.countLimit) as is_exact
        from (\(first([], query.countLimit))) as first
        """
    }
    let gathered = [FoundOrders.isFew, "task.order_id in (\(FoundOrders.all))"]
    return """
      select count(*) filter (where is_claimable and is_found) as groups,
        count(*) filter (where is_found) as number, bool_and(is_exact) as is_exact
      from (
        select is_claimable, true as is_found, count(*) over () <= \(query.countLimit) as is_exact
        from (\(first(gathered, query.countLimit))) as gathered
        union all
        select is_claimable, \(found.has("looked.order_id")),
          count(*) over () <= \(FoundOrders.looks)
        from (\(first([FoundOrders.isMany], FoundOrders.looks))) as looked
        union all select false, false, true) as seen
      """
  }

  /// Counts completed tasks; if many orders are found, those of some of the orders.
  private static func done(_ query: TaskQuery, _ conditions: [String]) -> String {
    let done = conditions + ["task.state = 'completed'"]
    func some(_ more: [String]) -> String {
      "select from task\((done + more).whereClause) limit \(query.countLimit + 1)"
    }
    if found(query) == nil {
      return """
        select count(*) as number, count(*) <= \(query.countLimit) as is_exact
        from (\(some([]))) as seen
        """
    }
    return """
      select count(*) as number, count(*) <= \(query.countLimit) and \(FoundOrders.isFew) as is_exact
      from (
        (\(some([FoundOrders.isFew, "task.order_id in (\(FoundOrders.all))"])))
        union all
        (\(some(
          [FoundOrders.isMany, "task.order_id = any (array(\(FoundOrders.examples)))"])))) as seen
      """
  }

  static func readCounts(_ row: Row, limit: Int) throws -> TaskCounts {
    let (mine, allMine, groups, allGroups, all, allOpen, done, allDone) = try row.decode(
      Int.self, Bool.self, Int.self, Bool.self, Int.self, Bool.self, Int.self, Bool.self)
    return TaskCounts(
      mine: BoundedCount(mine, isExact: allMine, limit: limit),
      groups: BoundedCount(groups, isExact: allGroups, limit: limit),
      all: BoundedCount(all, isExact: allOpen, limit: limit),
      done: BoundedCount(done, isExact: allDone, limit: limit))
  }
}
