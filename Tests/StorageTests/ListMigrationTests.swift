import FEEL
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import StoreConformance
import Testing

/// Orders from before there were lists of their own.
@Suite(.needsPostgres)
struct ListMigrationTests {
  @Test func `orders from before are listed and found like those placed since`() async throws {
    let orders = [Specimen.newOrder(), Specimen.newOrder()]
    let (written, tasks) = try await rows { database in
      let store = PostgresStore(database.configuration)
      let lane = try await store.openLane()
      for order in orders { try await lane.begin([order], at: Specimen.time()) }
      try await lane.advance(orders[1], ending, at: Specimen.time(9))
      await lane.close()
      await store.close()
    }
    let migrated = try await rows(version: 5) { database in
      for order in orders {
        let begun = Specimen.instance(
          Specimen.beginning(order, at: Specimen.time()), at: Specimen.time())
        try await insert(begun, into: database, at: Specimen.time())
      }
      var ended = Specimen.instance(
        Specimen.beginning(orders[1], at: Specimen.time()), at: Specimen.time())
      for event in ending { ended.apply(event, at: Specimen.time(9)) }
      try await database.execute(
        Query(
          """
          update instance set state = $2, outcome = 'Done', updated_at = $3 where order_id = $1
          """, orders[1].uuid, PostgresJSON(utf8: ended.record.json()),
          PostgresTimestamp(microseconds: Specimen.time(9).microseconds)))
      try await database.execute(
        Query(
          "update task set state = 'withdrawn', closed_at = now(), data = '{}' where order_id = $1",
          orders[1].uuid))
    }
    #expect(written.count == 2)
    #expect(migrated.orders == written)
    #expect(migrated.tasks == tasks)
  }

  private let ending: [Event] =
    [
      .taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder"),
      .elementTerminated(key: 2, element: "Task_VerifyOrder"),
    ] + Specimen.ending(outcome: "Done")

  /// What lists read, after all migrations.
  private func rows(
    version: Int? = nil, _ fill: (TestDatabase) async throws -> Void
  ) async throws -> (orders: [String], tasks: [String]) {
    var found: (orders: [String], tasks: [String]) = ([], [])
    try await TestDatabase.with(version: version) { database in
      try await fill(database)
      try await database.migrate()
      found.orders = try await database.execute(
        """
        select concat_ws(' ', listing::text, search.words::text)
        from listing join search using (order_id) order by order_id
        """
      ).map { try $0.value(at: 0, as: String.self) }
      found.tasks = try await database.execute(
        """
        select concat_ws(' ', order_id, key, state, priority, created_at, delegated_by, excluded_users)
        from task order by order_id, key
        """
      ).map { try $0.value(at: 0, as: String.self) }
    }
    return found
  }

  /// As the program wrote it before.
  private func insert(
    _ instance: Instance, into database: TestDatabase, at time: Timestamp
  ) async throws {
    let summary = OrderSummary(instance.variables)
    let at = PostgresTimestamp(microseconds: time.microseconds)
    try await database.execute(
      Query(
        """
        insert into instance (order_id, process, definition, state, sent, received, step, reference,
          buyer, total, currency, elements, started_at, updated_at)
        values ($1, 'p', 'd', $2, 0, 1, 1, $3, $4, $5, $6, '{}', $7, $7)
        """, instance.id.uuid, PostgresJSON(utf8: instance.record.json()), summary.reference,
        summary.buyer, summary.total, summary.currency, at))
    for task in instance.tasks {
      try await database.execute(
        Query(
          """
          insert into task (order_id, key, element, candidate_users, candidate_groups, due, task)
          values ($1, $2, $3, '{}', $4, 'infinity', $5)
          """, instance.id.uuid, task.key, task.element, task.candidateGroups,
          PostgresJSON(utf8: task.record.json())))
    }
  }
}
