import Exchange
import FEEL
import Foundation
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import StoreConformance
import Testing

/// What only a server does to its clients.
@Suite(.needsPostgres)
struct FaultTests {
  @Test func `a session that ends in the middle of a step costs another attempt`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let postgresLane = try #require(lane as? PostgresLane)
      let order = Specimen.newOrder()
      var attempts = 0
      try await lane.step(on: [order]) { loaded throws(StoreError) in
        attempts += 1
        #expect(loaded.cases.isEmpty)
        if attempts == 1 { try await world.terminate(postgresLane) }
        var draft = await Draft(for: lane)
        draft.begin(order, at: Specimen.time())
        return draft.writes
      }
      #expect(attempts == 2)
      #expect(try await lane.load([order]).cases[order]?.step == 1)
      #expect(await lane.last == 1)
      await lane.close()
    }
  }

  @Test func `a lane comes back by itself after its idle session was ended`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      try await lane.begin([Specimen.newOrder()], at: Specimen.time())
      try await world.killHolder(of: lane)
      try await lane.begin([Specimen.newOrder()], at: Specimen.time())
      #expect(await lane.last == 2)
      await lane.close()
    }
  }

  @Test func `a commit whose answer is lost is looked up and not done again`() async throws {
    try await withProxy { world, proxy in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      var decisions = 0
      let (decided, watcher) = AsyncStream.makeStream(of: Void.self)
      async let cutting: Void = cutAfterCommit(of: order, step: 2, decided, world, proxy)
      try await lane.step(on: [order]) { loaded throws(StoreError) in
        decisions += 1
        guard let stored = loaded.cases[order] else { throw .broken("not found") }
        var draft = await Draft(for: lane)
        draft.advance(stored, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
        if decisions == 1 {
          proxy.loseAnswers()
          watcher.yield()
          watcher.finish()
        }
        return draft.writes
      }
      try await cutting
      #expect(decisions == 1)
      #expect(await lane.last == 2)
      #expect(try await lane.load([order]).cases[order]?.step == 2)
      #expect(try await world.database.journalNumbers() == [1, 2])
      await lane.close()
    }
  }

  @Test func `a quarantined message whose commit is lost is not kept twice`() async throws {
    try await withProxy { world, proxy in
      let lane = try await world.store.openLane()
      let message = QuarantinedMessage.specimen
      let (decided, watcher) = AsyncStream.makeStream(of: Void.self)
      async let cutting: Void = cut(proxy, after: decided) {
        try await world.database.count("quarantine") == 1
      }
      try await lane.step(on: []) { _ in
        proxy.loseAnswers()
        watcher.yield()
        watcher.finish()
        var writes = StepWrites()
        writes.quarantined = [message]
        return writes
      }
      try await cutting
      #expect(try await world.database.count("quarantine") == 1)
      await lane.close()
    }
  }

  @Test func `a connection that breaks before the commit costs another attempt`() async throws {
    try await withProxy { world, proxy in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      var attempts = 0
      try await lane.step(on: [order]) { _ in
        attempts += 1
        if attempts == 1 { proxy.cut() }
        var draft = await Draft(for: lane)
        draft.begin(order, at: Specimen.time())
        return draft.writes
      }
      #expect(attempts == 2)
      #expect(try await world.database.journalNumbers() == [1])
      await lane.close()
    }
  }

  @Test func `while the database is away calls fail, and afterwards they work`() async throws {
    try await withProxy { world, proxy in
      let lane = try await world.store.openLane()
      try await lane.begin([Specimen.newOrder()], at: Specimen.time())
      proxy.setDown(true)
      for _ in 0..<2 {
        await #expect(throws: StoreError.self) {
          try await lane.begin([Specimen.newOrder()], at: Specimen.time())
        }
        await #expect(throws: StoreError.self) {
          try await world.store.dueTimers(at: Specimen.time(), limit: 1)
        }
        await #expect(throws: StoreError.self) { try await world.records.position() }
      }
      proxy.setDown(false)
      try await lane.begin([Specimen.newOrder()], at: Specimen.time())
      #expect(await lane.last == 2)
      #expect(try await world.store.dueTimers(at: Specimen.time(), limit: 1).isEmpty)
      #expect(try await world.records.position().lanes.values.map(\.self) == [2])
      await lane.close()
    }
  }

  @Test func `an unknown outcome is told when the database stays away`() async throws {
    try await withProxy(retries: RetryPolicy(attempts: 1)) { world, proxy in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let (decided, watcher) = AsyncStream.makeStream(of: Void.self)
      async let cutting: Void = cut(proxy, after: decided, staysDown: true) {
        try await world.database.journalNumbers() == [1]
      }
      do throws(StoreError) {
        try await lane.step(on: [order]) { _ in
          proxy.loseAnswers()
          watcher.yield()
          watcher.finish()
          var draft = await Draft(for: lane)
          draft.begin(order, at: Specimen.time())
          return draft.writes
        }
        Issue.record("the step did not fail")
      } catch {
        guard case .outcomeUnknown = error else { throw error }
      }
      try await cutting
      proxy.setDown(false)
      #expect(try await lane.load([order]).cases[order]?.step == 1)
      #expect(await lane.last == 1)
      await lane.close()
    }
  }

  @Test func `a deadlock costs another attempt`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let (held, wanted) = (Specimen.newOrder(), Specimen.newOrder())
      try await lane.begin([held, wanted], at: Specimen.time())
      var attempts = 0
      let rival = try await Connection.open(world.database.configuration)
      // The server finds deadlocks after a second; who has waited longer than that is the one to fail.
      try await rival.runScript("set deadlock_timeout = '60s'")
      try await lane.step(on: [held]) { loaded throws(StoreError) in
        attempts += 1
        guard let stored = loaded.cases[held] else { throw .broken("not found") }
        var draft = await Draft(for: lane)
        draft.advance(stored, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
        if attempts == 1 { try await world.block(rival, held: held, table: "task") }
        return draft.writes
      }
      #expect(attempts == 2)
      #expect(await lane.last == 3)
      await rival.close()
      await lane.close()
    }
  }

  @Test func `a lane on which somebody else has written is lost`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      try await world.database.execute(
        Query(
          """
          insert into journal (lane, number, order_id, step, at, entry)
          values ($1, 1, gen_random_uuid(), 1, now(), '{}')
          """, lane.id))
      let order = Specimen.newOrder()
      await #expect(throws: StoreError.laneLost) {
        try await lane.begin([order], at: Specimen.time())
      }
      await #expect(throws: StoreError.laneLost) { try await lane.confirm(upTo: 1) }
      await lane.close()
    }
  }

  @Test func `a step that was cancelled leaves nothing and the lane usable`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let step = Task {
        try await lane.step(on: [order]) { _ in
          withUnsafeCurrentTask { $0?.cancel() }
          var draft = await Draft(for: lane)
          draft.begin(order, at: Specimen.time())
          return draft.writes
        }
      }
      await #expect(throws: StoreError.self) { try await step.value }
      #expect(try await lane.load([order]).cases.isEmpty)
      #expect(await lane.last == 0)
      await lane.close()
    }
  }
}

// MARK: - Helpers

extension FaultTests {
  /// Gives a test a store that reaches its database through a proxy.
  private func withProxy(
    retries: RetryPolicy = RetryPolicy(),
    _ body: (ProxiedWorld, Proxy) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      let proxy = try Proxy(to: database.configuration.port)
      var configuration = database.configuration
      configuration.host = "127.0.0.1"
      configuration.port = proxy.port
      let store = PostgresStore(configuration, retries: retries)
      let records = PostgresRecords(configuration)
      let failure: (any Error)?
      do {
        try await body(ProxiedWorld(database: database, store: store, records: records), proxy)
        failure = nil
      } catch {
        failure = error
      }
      await store.close()
      await records.close()
      proxy.close()
      if let failure { throw failure }
    }
  }

  private func cutAfterCommit(
    of order: InstanceID, step: Int, _ decided: AsyncStream<Void>, _ world: ProxiedWorld,
    _ proxy: Proxy
  ) async throws {
    try await cut(proxy, after: decided) {
      let row = try await world.database.execute(
        Query(
          "select exists (select from journal where order_id = $1 and step = $2)", order.uuid, step)
      ).soleRow()
      return try row.value(at: 0)
    }
  }

  /// Cuts the connections as soon as the step was decided and its commit has arrived.
  private func cut(
    _ proxy: Proxy, after decided: AsyncStream<Void>, staysDown: Bool = false,
    isCommitted: () async throws -> Bool
  ) async throws {
    for await _ in decided {}
    while try await !isCommitted() {}
    if staysDown { proxy.setDown(true) } else { proxy.cut() }
  }
}

private struct ProxiedWorld: Sendable {
  /// Reached without the proxy.
  let database: TestDatabase
  let store: any Store
  let records: any Records

  init(database: TestDatabase, store: PostgresStore, records: PostgresRecords) {
    self.database = database
    self.store = store
    self.records = records
  }
}

extension TestDatabase {
  fileprivate func journalNumbers() async throws -> [Int] {
    try await execute("select number from journal order by lane, number").map {
      try $0.value(at: 0)
    }
  }

  fileprivate func count(_ table: String) async throws -> Int {
    try await execute(Query("select count(*) from \(table)")).soleRow().value(at: 0)
  }
}

extension PostgresUnderTest {
  fileprivate func terminate(_ lane: PostgresLane) async throws(StoreError) {
    do {
      try await database.terminate(process: await lane.backendProcess)
    } catch {
      throw .broken("\(error)")
    }
  }

  /// Lets a rival lock a table's rows of an order, then wait for the instance that the step holds, then give up both.
  fileprivate func block(
    _ rival: Connection, held: InstanceID, table: String
  ) async throws(StoreError) {
    do {
      try await rival.pipeline([
        "begin", Query("select key from \(table) where order_id = $1 for update", held.uuid),
      ])
      let process = await rival.backendProcess
      Task {
        try await rival.execute(
          Query("select step from instance where order_id = $1 for update", held.uuid))
        try await rival.execute("rollback")
      }
      let isWaiting = Query(
        "select coalesce(wait_event_type = 'Lock', false) from pg_stat_activity where pid = $1",
        process)
      while try await database.execute(isWaiting).soleRow().value(at: 0, as: Bool.self) == false {}
    } catch {
      throw .broken("\(error)")
    }
  }
}
