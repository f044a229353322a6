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
      tasks.map { PostgresJSON($0.work.record) }, tasks.map(\.work.priority),
      tasks.map { PostgresTimestamp($0.work.createdAt) },
      tasks.map { $0.work.delegatedBy?.storable },
      tasks.map { PackedList.pack($0.work.excludedUsers) })
  }

  private static let writeOne = """
    insert into task (order_id, key, element, assignee, candidate_users, candidate_groups, due, task,
      priority, created_at, delegated_by, excluded_users)
    values ($1, $2, $3, $4, string_to_array($5, e'\\x1f'), string_to_array($6, e'\\x1f'), $7, $8,
      $9, $10, $11, string_to_array($12, e'\\x1f'))
    \(orUpdate)
    """

  private static let writeMany = """
    insert into task (order_id, key, element, assignee, candidate_users, candidate_groups, due, task,
      priority, created_at, delegated_by, excluded_users)
    select n.order_id, n.key, n.element, n.assignee, string_to_array(n.users, e'\\x1f'),
      string_to_array(n.groups, e'\\x1f'), n.due, n.task, n.priority, n.created_at, n.delegated_by,
      string_to_array(n.excluded, e'\\x1f')
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      as n (order_id, key, element, assignee, users, groups, due, task, priority, created_at,
        delegated_by, excluded)
    \(orUpdate)
    """

  private static let orUpdate = """
    on conflict on constraint task_pkey
    do update set assignee = excluded.assignee, candidate_users = excluded.candidate_users,
      candidate_groups = excluded.candidate_groups, due = excluded.due, task = excluded.task,
      priority = excluded.priority, delegated_by = excluded.delegated_by
    """

  static func close(_ tasks: [Owned<CaseWrite.ClosedTask>]) -> Query {
    Query(
      one: closeOne, many: closeMany, tasks.map(\.order.uuid), tasks.map(\.work.key),
      tasks.map { ($0.work.decidedBy == nil ? TaskQuery.State.withdrawn : .completed).rawValue },
      tasks.map { $0.work.decidedBy?.indexable }, tasks.map { PostgresTimestamp($0.work.at) },
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
