import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// Lists of tasks, over the table `task`.
enum TaskList {
  private static let columns = """
    task.order_id, listing.reference, listing.buyer, listing.total, listing.currency,
      task.task, task.state, task.decided_by, task.closed_at, task.data
    """

  static func one(_ order: InstanceID, _ key: Key) -> Query {
    Query(
      """
      select \(columns) from task left join listing using (order_id)
      where task.order_id = $1 and task.key = $2
      """, order.uuid, key)
  }

  /// One page and one row more.
  ///
  /// - Throws: `.invalidCursor`.
  static func page(_ query: TaskQuery) throws(StoreError) -> Query {
    let start = try query.start()
    let direction = query.descending ? "desc" : "asc"
    let (column, parameter) = sorting(query.effectiveSort)
    var conditions = [states(query.states)] + conditions(query)
    if start != nil {
      let beyond = query.descending ? "<" : ">"
      conditions.append("(\(column), task.order_id, task.key) \(beyond) (\(parameter), $18, $19)")
    }
    func select(_ more: [String], _ limit: String) -> String {
      """
      select task.order_id, task.key, \(column) as rank from task\((conditions + more).whereClause)
      order by \(column) \(direction), task.order_id \(direction), task.key \(direction)
      limit \(limit)
      """
    }
    let places =
      found(query)?.page(limit: "$20", column: "task.order_id", select: select)
      ?? select([], "$20")
    return self.query(
      """
      select \(columns)
      from (\(places)) as place join task using (order_id, key) left join listing using (order_id)
      order by rank \(direction), order_id \(direction), key \(direction)
      """, query, candidate: query.candidate, start)
  }

  /// A state is written out, so that the planner sees which index holds it.
  private static func states(_ states: Set<TaskQuery.State>) -> String {
    let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
    switch states.count {
    case 0: return "false"
    case 1: return "task.state = \(names)"
    default: return "task.state in (\(names))"
    }
  }

  /// The column of a sort, and the parameter to compare it with.
  private static func sorting(_ sort: TaskQuery.Sort) -> (column: String, parameter: String) {
    switch sort {
    case .due: ("task.due", "$16")
    case .priority: ("task.priority", "$17")
    case .created: ("task.created_at", "$16")
    case .closed: ("task.closed_at", "$16")
    }
  }

  static let isClaimable = """
    ($1 <> all (task.excluded_users)
      and ($1 = any (task.candidate_users) or task.candidate_groups && $2
        or task.candidate_users = '{}' and task.candidate_groups = '{}'))
    """

  /// The orders that are searched for, by words or by how the reference begins; nil when none are.
  static func found(_ query: TaskQuery) -> FoundOrders? {
    let words = query.search?.found(all: "$14", wholes: "$15", ids: ("$21", "$22"))
    if query.reference == nil { return words }
    return FoundOrders(references: ("$12", "$12 || $13"), among: words)
  }

  /// Only the filters that are asked for, the states and what finds orders left out.
  static func conditions(_ query: TaskQuery) -> [String] {
    var conditions: [String] = []
    if query.order != nil { conditions.append("task.order_id = $3") }
    if query.assignee != nil { conditions.append("task.assignee = $4") }
    if query.candidate != nil {
      conditions.append("(task.assignee = $1 or task.assignee is null and \(isClaimable))")
    }
    if query.unassigned { conditions.append("task.assignee is null") }
    if query.element != nil { conditions.append("task.element = $5") }
    if !query.groups.isEmpty {
      conditions.append(
        """
        (task.candidate_groups && $6
          or task.candidate_groups = '{}' and task.candidate_users = '{}')
        """)
    }
    if query.delegatedBy != nil { conditions.append("task.delegated_by = $7") }
    if query.decidedBy != nil { conditions.append("task.decided_by = $8") }
    if query.overdue != nil { conditions.append("task.due <= $9") }
    if query.dueBefore != nil { conditions.append("task.due < $10") }
    if query.minimumPriority != nil { conditions.append("task.priority >= $11") }
    return conditions
  }

  /// Each filter has its own place, whether it is asked for or not. Planned for these values only.
  static func query(
    _ sql: String, _ query: TaskQuery, candidate: Actor?,
    _ start: (cursor: ListCursor, key: Int64)? = nil
  ) -> Query {
    let search = query.search
    let groups = (candidate?.groups ?? []).map(\.storable)
    let overdue = query.overdue.map { PostgresTimestamp($0) }
    let dueBefore = query.dueBefore.map { PostgresTimestamp($0) }
    let startTime = start.map { PostgresTimestamp(Timestamp(microseconds: $0.key)) }
    let ids = search?.ids?.range
    return Query(
      sql, candidate?.user.storable, groups, query.order?.uuid, query.assignee?.indexable,
      query.element?.storable, query.groups.map(\.storable), query.delegatedBy?.storable,
      query.decidedBy?.indexable, overdue, dueBefore, query.minimumPriority,
      query.reference?.indexable, String.greatestEnd, search?.tsquery(withBeginnings: true),
      search?.tsquery(withBeginnings: false), startTime, start?.key, start?.cursor.order.uuid,
      start?.cursor.task, query.limit + 1, ids?.lowerBound, ids?.upperBound, prepared: false)
  }

  static func read(_ row: Row) throws -> TaskRow {
    let (
      order, reference, buyer, total, currency, task, state, decidedBy, closedAt, data
    ) = try row.decode(
      UUID.self, String?.self, String?.self, PostgresNumeric?.self, String?.self,
      PostgresJSON.self, String.self, String?.self, PostgresTimestamp?.self, PostgresJSON?.self)
    guard let state = TaskQuery.State(rawValue: state) else {
      throw StoreError.broken("a task is in the unknown state \(state)")
    }
    return TaskRow(
      order: InstanceID(order),
      summary: OrderSummary(
        listed: reference ?? "", buyer: buyer, total: total ?? .noTotal, currency: currency),
      task: try UserTask(record: Record(try task.value())), state: state, decidedBy: decidedBy,
      closedAt: closedAt.map(Timestamp.init),
      data: try data.map { try Context(json: $0.utf8) } ?? Context())
  }
}
