package import FEEL
package import Participant
import PostgreSQL

extension PostgresRecords: Workloads {
  package func workload(at now: Timestamp) async throws(StoreError) -> Workload {
    try await storing {
      let found = try await pool.withConnection { connection in
        try await connection.pipeline(WorkloadQueries.all(at: now))
      }
      return try WorkloadQueries.read(found)
    }
  }
}

/// What counts the open work: each query reads an index of what is open, not of everything.
private enum WorkloadQueries {
  static let tasks = """
    select element, count(*), count(*) filter (where due < $1) from task where state = 'open' group by element
    """
  static let timers = "select count(*) from timer where due < $1"
  static let incidents: Query = "select count(*) from incident"
  // By the database's clock, which `parked_at` is of.
  static let parked: Query = """
    select count(*), coalesce(extract(epoch from now() - min(parked_at)), 0)::float8 from parked
    """
  static let running: Query = "select count(*) from listing where outcome is null"

  /// A timer is late when it should have fired longer ago than the timekeeper takes to look.
  static let grace = Duration.seconds(5)

  static func all(at now: Timestamp) -> [Query] {
    [
      Query(tasks, PostgresTimestamp(now)), Query(timers, PostgresTimestamp(now + (.zero - grace))),
      incidents,
      parked, running,
    ]
  }

  static func read(_ found: [QueryResult]) throws -> Workload {
    var workload = Workload()
    for row in found[0] {
      let (element, open, overdue) = try row.decode(String.self, Int.self, Int.self)
      workload.tasks[element] = Workload.Tasks(open: open, overdue: overdue)
    }
    workload.overdueTimers = try found[1].soleRow().value(at: 0)
    workload.openIncidents = try found[2].soleRow().value(at: 0)
    let (parked, seconds) = try found[3].soleRow().decode(Int.self, Double.self)
    workload.parkedMessages = parked
    workload.oldestParked = .seconds(seconds)
    workload.runningOrders = try found[4].soleRow().value(at: 0)
    return workload
  }
}
