import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// A piece of open work together with its instance.
struct Owned<Work> {
  let order: InstanceID
  let work: Work

  init(_ order: InstanceID, _ work: Work) {
    self.order = order
    self.work = work
  }
}

/// The table `timer`.
enum TimerRow {
  static func write(_ timers: [Owned<ScheduledTimer>]) -> Query {
    Query(
      one: """
        insert into timer (order_id, key, due) values ($1, $2, $3)
        on conflict on constraint timer_pkey do update set due = excluded.due
        """,
      many: """
        insert into timer (order_id, key, due) select * from unnest($1, $2, $3)
        on conflict on constraint timer_pkey do update set due = excluded.due
        """,
      timers.map(\.order.uuid), timers.map(\.work.key),
      timers.map { PostgresTimestamp($0.work.due) })
  }

  static func delete(_ keys: [Owned<Key>]) -> Query { Query(deleting: keys, from: "timer") }

  static func due(at now: Timestamp, limit: Int) -> Query {
    Query(
      "select order_id, key from timer where due <= $1 order by due, order_id, key limit $2",
      PostgresTimestamp(now), limit)
  }
}

/// The table `job`: a job without attempts left has no row.
enum JobRow {
  static func write(_ jobs: [Owned<Job>]) -> Query {
    Query(
      one: """
        insert into job (order_id, key, not_before) values ($1, $2, $3)
        on conflict on constraint job_pkey do update set not_before = excluded.not_before
        """,
      many: """
        insert into job (order_id, key, not_before) select * from unnest($1, $2, $3)
        on conflict on constraint job_pkey do update set not_before = excluded.not_before
        """,
      jobs.map(\.order.uuid), jobs.map(\.work.key),
      jobs.map { PostgresTimestamp($0.work.notBefore) })
  }

  static func delete(_ keys: [Owned<Key>]) -> Query { Query(deleting: keys, from: "job") }

  static func due(at now: Timestamp, limit: Int) -> Query {
    Query(
      """
      select order_id, key from job where not_before <= $1 order by not_before, order_id, key limit $2
      """, PostgresTimestamp(now), limit)
  }
}

/// The table `incident`.
enum IncidentTable {
  static func write(_ incidents: [Owned<Incident>]) -> Query {
    Query(
      """
      insert into incident (order_id, key, raised_at, incident) select * from unnest($1, $2, $3, $4)
      on conflict on constraint incident_pkey
      do update set raised_at = excluded.raised_at, incident = excluded.incident
      """,
      incidents.map(\.order.uuid), incidents.map(\.work.key),
      incidents.map { PostgresTimestamp($0.work.raisedAt) },
      incidents.map { PostgresJSON($0.work.record) })
  }

  static func delete(_ keys: [Owned<Key>]) -> Query { Query(deleting: keys, from: "incident") }

  static func oldest(limit: Int) -> Query {
    Query(
      """
      select incident.order_id, nullif(listing.reference, ''), incident.incident
      from incident left join listing using (order_id)
      order by incident.raised_at, incident.order_id, incident.key limit $1
      """, limit)
  }

  static func read(_ row: Row) throws -> IncidentRow {
    let (order, reference, incident) = try row.decode(UUID.self, String?.self, PostgresJSON.self)
    return IncidentRow(
      order: InstanceID(order), reference: reference,
      incident: try Incident(record: Record(try incident.value())))
  }
}

extension Query {
  /// Deletes rows by order and key.
  init(deleting keys: [Owned<Key>], from table: String) {
    self.init(
      one: "delete from \(table) where order_id = $1 and key = $2",
      many: """
        delete from \(table) using unnest($1, $2) as gone (order_id, key)
        where \(table).order_id = gone.order_id and \(table).key = gone.key
        """,
      keys.map(\.order.uuid), keys.map(\.work))
  }
}
