import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `task`.
enum TaskTable {
  static func write(_ tasks: [Owned<UserTask>]) -> Query {
    Query(
      one: writeOne, many: writeMany, tasks.map(\.order.uuid), tasks.map(\.work.key),
      tasks.map(\.work.element.storable), tasks.map { $0.work.assignee?.indexable },
      tasks.map { PackedList.pack($0.work.candidateUsers) },
      tasks.map { PackedList.pack($0.work.candidateGroups) },
      tasks.map { $0.work.due.map(PostgresTimestamp.init) ?? .infinity },
      tasks.map { PostgresJSON($0.work.record) })
  }

  private static let writeOne = """
    insert into task (order_id, key, element, assignee, candidate_users, candidate_groups, due, task)
    values ($1, $2, $3, $4, string_to_array($5, e'\\x1f'), string_to_array($6, e'\\x1f'), $7, $8)
    \(orUpdate)
    """

  private static let writeMany = """
    insert into task (order_id, key, element, assignee, candidate_users, candidate_groups, due, task)
    select n.order_id, n.key, n.element, n.assignee, string_to_array(n.users, e'\\x1f'),
      string_to_array(n.groups, e'\\x1f'), n.due, n.task
    from unnest($1, $2, $3, $4, $5, $6, $7, $8)
      as n (order_id, key, element, assignee, users, groups, due, task)
    \(orUpdate)
    """

  private static let orUpdate = """
    on conflict on constraint task_pkey
    do update set assignee = excluded.assignee, candidate_users = excluded.candidate_users,
      candidate_groups = excluded.candidate_groups, due = excluded.due, task = excluded.task
    """

  static func close(_ tasks: [Owned<CaseWrite.ClosedTask>]) -> Query {
    Query(
      one: closeOne, many: closeMany, tasks.map(\.order.uuid), tasks.map(\.work.key),
      tasks.map { ($0.work.decidedBy == nil ? TaskQuery.State.withdrawn : .completed).rawValue },
      tasks.map { $0.work.decidedBy?.storable }, tasks.map { PostgresTimestamp($0.work.at) },
      tasks.map { PostgresJSON($0.work.data) })
  }

  private static let closeOne = """
    update task set state = $3, decided_by = $4, closed_at = $5, data = $6
    where order_id = $1 and key = $2
    """

  private static let closeMany = """
    update task
    set state = n.state, decided_by = n.decided_by, closed_at = n.closed_at, data = n.data
    from unnest($1, $2, $3, $4, $5, $6) as n (order_id, key, state, decided_by, closed_at, data)
    where task.order_id = n.order_id and task.key = n.key
    """
}

extension TaskTable {
  private static let selectFrom = """
    select task.order_id, instance.reference, task.task, task.state, task.decided_by,
      task.closed_at, task.data
    from task left join instance using (order_id)
    """

  static func one(_ order: InstanceID, _ key: Key) -> Query {
    Query(selectFrom + " where task.order_id = $1 and task.key = $2", order.uuid, key)
  }

  /// One page and one row more.
  static func list(_ query: TaskQuery, after cursor: TaskCursor?) -> Query {
    var conditions: [String] = []
    if query.state != nil { conditions.append("task.state = $1") }
    if query.order != nil { conditions.append("task.order_id = $2") }
    if query.element != nil { conditions.append("task.element = $3") }
    if query.assignee != nil { conditions.append("task.assignee = $4") }
    if !query.groups.isEmpty {
      conditions.append(
        """
        (task.candidate_groups && $5
          or task.candidate_groups = '{}' and task.candidate_users = '{}')
        """)
    }
    if cursor != nil { conditions.append("(task.due, task.order_id, task.key) > ($6, $7, $8)") }
    return Query(
      selectFrom + conditions.whereClause + " order by task.due, task.order_id, task.key limit $9",
      query.state?.rawValue, query.order?.uuid, query.element?.storable, query.assignee?.indexable,
      query.groups.map(\.storable), cursor?.due, cursor?.order, cursor?.key, query.limit + 1)
  }

  static func read(_ row: Row) throws -> TaskRow {
    let (order, reference, task, state, decidedBy, closedAt, data) = try row.decode(
      UUID.self, String?.self, PostgresJSON.self, String.self, String?.self,
      PostgresTimestamp?.self, PostgresJSON?.self)
    guard let state = TaskQuery.State(rawValue: state) else {
      throw StoreError.broken("a task is in the unknown state \(state)")
    }
    return TaskRow(
      order: InstanceID(order), reference: reference,
      task: try UserTask(record: Record(try task.value())), state: state, decidedBy: decidedBy,
      closedAt: closedAt.map(Timestamp.init),
      data: try data.map { try Context(json: $0.utf8) } ?? Context())
  }
}

extension [String] {
  /// All of the conditions, or nothing when there are none.
  var whereClause: String { isEmpty ? "" : " where " + joined(separator: " and ") }
}
