import Exchange
import FEEL
import Participant
import PostgreSQL
import ProcessEngine
import Storage
import StoreConformance
import Testing

extension QuarantinedMessage {
  static let specimen = QuarantinedMessage(
    reason: .undecodable, detail: "no JSON", receivedAt: Specimen.time(), body: [1, 2, 3])
}

/// How things lie in the tables.
@Suite(.needsPostgres)
struct StoredTextTests {
  @Test func `state and entry are kept byte for byte`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      try await lane.advance(
        order, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
      let stored = try #require(try await lane.load([order]).cases[order])
      let entries = try await lane.entries(after: 0, limit: 10)
      await lane.close()

      let state: String = try await world.database.execute("select state::text from instance")
        .soleRow().value(at: 0)
      #expect(state == stored.instance.record.jsonString)
      let texts = try await world.database.execute(
        "select entry::text from journal order by number"
      ).map { try $0.value(at: 0, as: String.self) }
      let written = entries.map { entry in
        JournalEntry(
          party: entry.party, lane: entry.lane, number: entry.number, order: entry.order,
          step: entry.step, at: entry.at, stimulus: entry.stimulus, events: entry.events,
          messages: entry.messages
        ).text
      }
      #expect(texts == written.map { String(decoding: $0, as: UTF8.self) })
    }
  }

  @Test func `the stored state is the replay of the stored history`() async throws {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      try await lane.advance(
        order, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
      try await lane.advance(order, Specimen.ending(outcome: "Done"), at: Specimen.time(2))
      let stored = try #require(try await lane.load([order]).cases[order])
      await lane.close()
      var replay: Instance?
      for entry in try await world.records.history(order) {
        for event in entry.events {
          if replay == nil {
            replay = Instance(beginning: event, at: entry.at)
          } else {
            replay?.apply(event, at: entry.at)
          }
        }
      }
      #expect(replay == stored.instance)
    }
  }

  @Test func `most updates of an instance touch no index, and few steps touch what lists read`()
    async throws
  {
    try await PostgresUnderTest.with { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      for minute in 1...20 {
        try await lane.advance(
          order, [.flowTaken(flow: "Flow_\(minute)")], at: Specimen.time(minute))
      }
      try await lane.advance(
        order,
        [.variablesSet(scope: 1, variables: ["quote": ["total": "99.00", "currency": "EUR"]])],
        at: Specimen.time(21))
      try await lane.advance(
        order,
        [
          .taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder"),
          .elementTerminated(key: 2, element: "Task_VerifyOrder"),
        ] + Specimen.ending(outcome: "Done"), at: Specimen.time(22))
      await lane.close()
      let row = try await world.database.execute(
        """
        select pg_stat_get_tuples_updated('instance'::regclass),
          pg_stat_get_tuples_hot_updated('instance'::regclass),
          pg_stat_get_tuples_updated('listing'::regclass),
          pg_stat_get_tuples_updated('search'::regclass)
        """
      ).soleRow()
      let (updated, hot, listed, searched) = try row.decode(
        Int.self, Int.self, Int.self, Int.self)
      #expect(updated == 22)
      // A few find no room, until the server tidies the page.
      #expect(hot >= 16)
      #expect(listed == 2)
      #expect(searched == 0)
    }
  }

  @Test func `a cursor that no list gave is refused`() async throws {
    try await PostgresUnderTest.with { world in
      for text in ["", "x", "1_2", "1_00000000-0000-0000-0000-00000000000g"] {
        var orders = OrderQuery()
        orders.cursor = text
        await #expect(throws: StoreError.self) { try await world.records.orders(orders) }
        var tasks = TaskQuery()
        tasks.cursor = text
        await #expect(throws: StoreError.self) { try await world.records.tasks(tasks) }
      }
    }
  }

  @Test func `every lane can be held, and not one more`() async throws {
    try await PostgresUnderTest.with { world in
      try await world.database.execute(
        """
        insert into lane (id, epoch) select id, 1 from generate_series(1, 64) as id
        """)
      let holder = try await Connection.open(world.database.configuration)
      for lane in 1...63 {
        _ = try await holder.tryAdvisoryLock(0x6475_6574_3A6C_6E00 | Int64(lane))
      }
      let last = try await world.store.openLane()
      #expect(last.id == 64)
      await #expect(throws: StoreError.self) { try await world.store.openLane() }
      await last.close()
      await holder.close()
    }
  }
}
