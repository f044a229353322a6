import Access
import FEEL
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import StoreConformance
import Testing

@Suite(.needsPostgres)
struct AuditTests {
  private static let start = Timestamp(microseconds: 1_795_253_400_000_000)

  private static func record(
    _ number: Int, actor: String = "anna", order: InstanceID? = nil, reference: String? = nil
  ) -> AuditRecord {
    AuditRecord(
      at: start.adding(.seconds(number / 2)), actor: actor, action: "task.claim", order: order,
      reference: reference, subject: "task \(number)", before: ["revision": .number(number)],
      after: number.isMultiple(of: 2) ? .null : ["assignee": .string(actor)],
      origin: Origin(
        address: "10.0.0.1", channel: .web, traceID: "0af7651916cd43dd8448eb211c80319c"))
  }

  @Test func `records are read back as they were, page by page, the newest first`() async throws {
    try await TestDatabase.with { database in
      let trail = PostgresAuditTrail(database.configuration)
      let order = Specimen.newOrder()
      let records = (0..<25).map {
        Self.record($0, actor: $0 < 5 ? "ben" : "anna", order: $0 == 7 ? order : nil)
      }
      try await trail.add(Array(records.prefix(1)))
      try await trail.add(Array(records.dropFirst()))
      var query = AuditQuery()
      query.limit = 10
      var found: [AuditRecord] = []
      repeat {
        let page = try await trail.records(query)
        found += page.items
        query.cursor = page.next
      } while query.cursor != nil
      #expect(found == records.reversed())

      query = AuditQuery()
      query.actor = "ben"
      #expect(try await trail.records(query).items == records.prefix(5).reversed())
      query.actor = nil
      query.order = order
      #expect(try await trail.records(query).items == [records[7]])
      query.order = nil
      query.from = Self.start.adding(.seconds(3))
      query.to = Self.start.adding(.seconds(4))
      #expect(try await trail.records(query).items == [records[7], records[6]])
      query.action = "task.claim"
      #expect(try await trail.records(query).items == [records[7], records[6]])
      query.action = "task"
      #expect(try await trail.records(query).items == [records[7], records[6]])
      for other in ["task.release", "task.", "tas", "order"] {
        query.action = other
        #expect(try await trail.records(query).items.isEmpty)
      }
      query.cursor = "nonsense"
      await #expect(throws: StoreError.invalidCursor) { try await trail.records(query) }
      await trail.close()
    }
  }

  /// The tests come as a superuser, whom rights do not bind: there it is the trigger that refuses.
  @Test(arguments: [
    "update audit set actor = 'nobody'", "delete from audit", "truncate audit",
    "update audit set actor = 'nobody' where false",
  ])
  func `nobody changes or removes what is recorded`(statement: String) async throws {
    try await TestDatabase.with { database in
      let trail = PostgresAuditTrail(database.configuration)
      try await trail.add([Self.record(1)])
      await #expect(throws: PostgreSQLError.self) {
        try await database.execute(Query(statement, prepared: false))
      }
      #expect(try await trail.records(AuditQuery()).items == [Self.record(1)])
      await trail.close()
    }
  }

  @Test func `the service's own role has no right to`() async throws {
    try await TestDatabase.with { database in
      let row = try await database.execute(
        """
        select bool_or(privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')),
          bool_or(privilege_type = 'INSERT')
        from pg_class, aclexplode(relacl) where relname = 'audit'
        """
      ).soleRow()
      let (mayChange, mayInsert) = try row.decode(Bool.self, Bool.self)
      #expect(!mayChange)
      #expect(mayInsert)
    }
  }

  @Test func `what somebody does is recorded with the step that does it, or not at all`()
    async throws
  {
    try await PostgresUnderTest.with { world in
      let trail = PostgresAuditTrail(world.database.configuration)
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      let record = Self.record(3, order: order)
      try await lane.step(on: [order]) { _ throws(StoreError) -> StepWrites in
        var writes = StepWrites()
        writes.audit = [record]
        return writes
      }
      // The order is known by now, and what people call it.
      let read = Self.record(3, order: order, reference: "PO-2026-00417")
      #expect(try await trail.records(AuditQuery()).items == [read])
      await #expect(throws: StoreError.self) {
        try await lane.step(on: [order]) { _ throws(StoreError) -> StepWrites in
          throw .broken("decided otherwise")
        }
      }
      #expect(try await trail.records(AuditQuery()).items.count == 1)
      await lane.close()
      await trail.close()
    }
  }
}
