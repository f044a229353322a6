import Exchange
import FEEL
import FoundationEssentials
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

/// What PostgreSQL answers is what the projection in memory answers.
@Suite(.needsPostgres) struct ReadModelTests {
  private static let end = SyntheticJournal.start + .seconds(400_000)

  /// Orders of all courses, at different paces, some with a lost, repeated or late message.
  private static let entries: [JournalEntry] = {
    var journal = SyntheticJournal()
    for index in 0..<40 {
      let course = SyntheticJournal.Course.allCases[index % 4]
      journal.add(
        index, course, at: SyntheticJournal.start + .seconds(index * 4_003),
        pace: .microseconds(250_000 + index * 6_700_004))
    }
    // A step that nobody has heard, and messages that the receiver has not.
    return journal.entries.filter { entry in
      !(entry.order == SyntheticJournal.order(8) && entry.step == 4)
        && !(entry.order == SyntheticJournal.order(12) && entry.party == SyntheticJournal.supplier)
    }
  }()

  /// The supplier could not read a message that the client has sent, nor say of which order it was.
  private static let lost: OrderMessage? = entries.first {
    $0.order == SyntheticJournal.order(12) && !$0.messages.isEmpty
  }?.outgoing.first

  private static let reports: [TransportReport] = {
    let told = SyntheticJournal.quarantine(
      of: "Supplier", number: 1, order: SyntheticJournal.order(3))
    let row = QuarantineRow(
      id: UUID(),
      message: QuarantinedMessage(
        reason: .undecodable, detail: "no JSON", receivedAt: SyntheticJournal.start,
        messageID: lost?.id.uuidString))
    let rows = (told.quarantine?.newest ?? []) + [row]
    return SyntheticJournal.reports(on: entries) + [
      TransportReport(
        id: UUID(), party: "Supplier", at: SyntheticJournal.start,
        quarantine: QuarantineSummary(count: 30, newest: rows))
    ]
  }()

  private func with<Value>(
    _ body: (MonitorDatabase, MemoryMonitor) async throws -> Value
  ) async throws -> Value {
    try await withConfiguration { database, memory, _ in try await body(database, memory) }
  }

  private func withConfiguration<Value>(
    _ body: (MonitorDatabase, MemoryMonitor, Connection.Configuration) async throws -> Value
  ) async throws -> Value {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      var memory = MemoryMonitor()
      var position: Int64?
      for start in stride(from: 0, to: Self.entries.count, by: 37) {
        let entries = Array(Self.entries[start..<min(start + 37, Self.entries.count)])
        let batch = EventBatch(offset: (position ?? -1) + 1, entries: entries)
        _ = try await writer.add([batch], after: position)
        position = batch.offset
        memory.take(entries)
      }
      for report in Self.reports {
        let batch = EventBatch(offset: (position ?? -1) + 1, report: report)
        _ = try await writer.add([batch], after: position)
        position = batch.offset
        memory.take(report)
      }
      await writer.close()
      let database = MonitorDatabase(configuration)
      let value = try await body(database, memory, configuration)
      await database.close()
      return value
    }
  }

  private static let filters: [OrderFilter] = {
    func filter(_ change: (inout OrderFilter) -> Void) -> OrderFilter {
      var filter = OrderFilter()
      change(&filter)
      return filter
    }
    let start = SyntheticJournal.start
    var filters = [
      filter { _ in },
      filter { $0.outcome = "Completed" },
      filter { $0.outcome = "Rejected" },
      filter { $0.element = "Task_VerifyOrder" },
      filter { $0.reference = "PO-10007" },
      filter { $0.buyer = "Cassia Ltd" },
      filter { $0.sku = "BOLT-M8" },
      filter { $0.sku = "BOLT" },
      filter { $0.currency = "EUR" },
      filter { $0.totals = 100...120 },
      filter { $0.placed = start..<(start + .seconds(50_000)) },
      filter { $0.ended = start..<(start + .seconds(90_000)) },
      filter { $0.overdueAt = start + .seconds(60_000) },
      filter { $0.onlyIncidents = true },
      filter { $0.openAt = start + .seconds(1_800) },
      filter {
        $0.openAt = start + .seconds(60_000)
        $0.element = "Task_VerifyOrder"
      },
      filter {
        $0.openAt = start + .seconds(60_000)
        $0.element = "Gateway_AwaitDecision"
      },
      filter {
        $0.openAt = start + .seconds(60_000)
        $0.finding = .unreceived
      },
      filter {
        $0.openAt = start + .seconds(60_100)
        $0.finding = .unreceived
        $0.message = "OrderPlaced"
      },
      filter { $0.way = .exactly(VariantID(value: 1)) },
      filter { $0.way = .through("Task_ConfirmQuote") },
      filter { $0.way = .along("Flow_Task_VerifyOrder") },
      filter { $0.way = .again(["Task_VerifyOrder"]) },
      filter { $0.way = .once(["Task_VerifyOrder"]) },
      filter { $0.leadTimes = .seconds(100_000)...(.seconds(900_000)) },
      filter { $0.mark = .late(nil) },
      filter { $0.mark = .late("Task_VerifyOrder") },
      filter { $0.mark = .worker(party: "Supplier", name: "kim") },
      filter { $0.mark = .group(party: "Client", name: "sales") },
      filter { $0.mark = .handover(party: "Supplier", from: "sam", to: "kim") },
      filter {
        $0.mark = .late(nil)
        $0.status = .running
      },
      filter { $0.dueSoonAt = start + .seconds(60_000) },
      filter {
        $0.element = "Task_GenerateQuote"
        $0.overdueAt = start + .seconds(400_000)
      },
      filter {
        $0.element = "Task_VerifyOrder"
        $0.overdueAt = start + .seconds(400_000)
      },
      filter {
        $0.element = "Task_GenerateQuote"
        $0.onlyIncidents = true
      },
      filter {
        $0.element = "Gateway_AwaitAnswer"
        $0.onlyIncidents = true
      },
      filter {
        $0.buyer = "Cassia Ltd"
        $0.status = .ended
        $0.text = "bolt"
      },
      filter {
        $0.finding = .late
        $0.message = "QuoteIssued"
        $0.lateAfter = .seconds(150)
      },
      filter {
        $0.messagesSentBefore = start
        $0.finding = .unreceived
      },
    ]
    filters += OrderFilter.Status.allCases.map { status in filter { $0.status = status } }
    filters += OrderFilter.Finding.allCases.map { finding in filter { $0.finding = finding } }
    filters += [OrderFilter.Finding.quarantined, .duplicate, .unreceived].flatMap { finding in
      ["OrderPlaced", "OrderCancelled"].map { name in
        filter { ($0.finding, $0.message) = (finding, name) }
      }
    }
    let rows = reports.flatMap { $0.quarantine?.newest ?? [] }
    filters += rows.compactMap(\.message.messageID).map { id in filter { $0.text = id.lowercased() }
    }
    let id = SyntheticJournal.order(5).description
    filters += [
      "po-1000", "Cassia", "équi", "m8 ltd", "10003", "nothing", "'\\:*&|", "   ", id,
      String(id.prefix(20)), id.filter { $0 != "-" }, "018f0000-0000-7022-8000-000000000004",
      "018f0000000070228000000000000004", "00-\(id.filter { $0 != "-" })-00f067aa0ba902b7-01",
      "104.50", "€104,50", "104.50 EUR", "USD 104.50", "104",
    ].map { text in filter { $0.text = text } }
    return filters
  }()

  @Test func `lists and counts obey every filter`() async throws {
    try await with { database, memory in
      for filter in Self.filters {
        let query = OrderQuery(filter, limit: 1_000)
        let found = try await database.orders(query)
        let expected = try await memory.orders(query)
        #expect(found == expected, "\(filter)")
        let counts = (try await database.count(filter), try await memory.count(filter))
        #expect(counts.0 == counts.1 && counts.0.value == found.orders.count, "\(filter)")
      }
    }
  }

  @Test(arguments: OrderQuery.Sort.allCases, [true, false])
  func `pages go through all orders once, by anything`(
    sort: OrderQuery.Sort, isDescending: Bool
  ) async throws {
    try await with { database, memory in
      var query = OrderQuery(sort: sort, isDescending: isDescending, limit: 1_000)
      let expected = try await memory.orders(query).orders.map(\.order)
      query.limit = 7
      var found: [InstanceID] = []
      repeat {
        let page = try await database.orders(query)
        found += page.orders.map(\.order)
        query.after = page.next
      } while query.after != nil
      #expect(found == expected)
    }
  }

  @Test func `an order is found by its lead time, to the microsecond`() async throws {
    try await with { database, memory in
      var filter = OrderFilter()
      filter.status = .ended
      for order in try await memory.orders(OrderQuery(filter, limit: 1_000)).orders {
        let lead = try #require(order.leadTime)
        filter.leadTimes = lead...lead
        #expect(try await database.orders(OrderQuery(filter)).orders.contains(order), "\(lead)")
      }
    }
  }

  @Test func `orders are found by the way that they went`() async throws {
    try await with { database, memory in
      let catalogue = try await database.variants()
      let order = try #require(try await database.order(SyntheticJournal.order(1)))
      for side in order.sides {
        var filter = OrderFilter()
        filter.way = .exactly(side.course.variant)
        let found = try await database.orders(OrderQuery(filter)).orders
        let expected = try await memory.orders(OrderQuery(filter)).orders
        #expect(found == expected && found.count == 10)
        #expect(
          catalogue.nodes(side.course.variant).contains("Task_RejectOrder")
            == (side.id.party == "Supplier"))
      }
    }
  }

  @Test func `the overview is that of the projection in memory`() async throws {
    try await with { database, memory in
      let map = ProcessMap()
      var found = try await database.overview(at: Self.end, lines: 1_000, map: map)
      var expected = try await memory.overview(at: Self.end, lines: 1_000, map: map, speed: 1)
      #expect(Set(found.attention.stuck) == Set(expected.attention.stuck))
      #expect(Set(found.attention.overdue) == Set(expected.attention.overdue))
      let alone = try await database.attention(at: Self.end, lines: 1_000, map: map, speed: 1)
      #expect(alone == found.attention)
      #expect(Set(found.transitions.map(\.order)) == Set(expected.transitions.map(\.order)))
      (found.attention, found.transitions) = (AttentionList(), [])
      (expected.attention, expected.transitions) = (AttentionList(), [])
      found.reception.position = expected.reception.position
      #expect(found == expected)
    }
  }

  @Test func `orders with many tokens are counted and found with all of them`() async throws {
    try await withConfiguration { database, _, configuration in
      let before = try await database.overview(at: Self.end, lines: 1, map: ProcessMap())
      let place = try #require(before.elements.first { $0.element == "Task_VerifyOrder" })
      let order = try #require(
        try await database.orders(OrderQuery(limit: 1_000)).orders.first { $0.endedAt == nil })
      let due = (Self.end + .seconds(-1)).microseconds
      let entered = (Self.end + .seconds(-101)).microseconds
      let connection = try await Connection.open(configuration)
      try await connection.execute(
        Query(
          """
          update order_running set token_parties = token_parties || array_fill('Supplier'::text, array[9]),
            token_elements = token_elements || array_fill('Task_VerifyOrder'::text, array[9]),
            token_entered = token_entered || array_fill($2::bigint, array[9]),
            token_due = token_due || array_fill($3::bigint, array[9]),
            token_incident = token_incident || array_fill(1::bigint, array[9])
          where order_id = $1
          """, order.order.uuid, entered, due))
      await connection.close()
      let after = try await database.overview(at: Self.end, lines: 1, map: ProcessMap())
      let more = ElementOverview(
        party: "Supplier", element: "Task_VerifyOrder", tokens: 9,
        oldest: Timestamp(microseconds: entered), overdue: 9, incidents: 9)
      #expect(after.elements.first { $0.element == place.element } == place.joined(with: more))
      #expect(after.elements.count >= before.elements.count)
      #expect(after.workInProgress == before.workInProgress)
      // With three quarters of the time gone, but not all of it: those at the places that are unnested.
      var soon = OrderFilter()
      soon.dueSoonAt = Self.end + .seconds(-10)
      soon.element = place.element
      #expect(try await database.orders(OrderQuery(soon)).orders.map(\.order) == [order.order])
    }
  }

  @Test func `the counts are known as of every past second`() async throws {
    try await with { database, memory in
      for seconds in stride(from: -1, to: 400_000, by: 9_973) {
        let time = SyntheticJournal.start + .seconds(seconds)
        let found = try await database.tallies(asOf: time)
        let expected = try await memory.tallies(asOf: time)
        #expect(found == expected)
      }
      let now = try await database.overview(at: Self.end, lines: 1, map: ProcessMap())
      let last = try await database.tallies(asOf: Self.end)
      for party in now.parties {
        let past = PartyOverview(party: party.party, tallies: last)
        #expect(past.tokens == party.tokens && past.running == party.running)
        #expect(past.outcomes == party.outcomes && past.incidents == party.incidents)
      }
    }
  }

  @Test func `cases come with their visits, all of them and those that changed`() async throws {
    try await with { database, memory in
      let all = try await database.cases(CaseQuery(limit: 15))
      let rest = try await database.cases(CaseQuery(after: all.last?.order))
      let expected = try await memory.cases(CaseQuery())
      #expect((all + rest).map(\.withoutGeneration) == expected.map(\.withoutGeneration))
      let newest = (try await database.generation(), try await memory.generation())
      // Each report is a transaction of its own, which changes no case.
      let last = newest.0 - Self.reports.count
      let changed = try await database.cases(CaseQuery(since: last - 1))
      let expectedChanges = try await memory.cases(CaseQuery(since: newest.1 - 1))
      #expect(changed.map(\.order) == expectedChanges.map(\.order) && !changed.isEmpty)
    }
  }

  @Test func `what journals say of quarantines is listed as long as no party tells`() async throws {
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      _ = try await writer.add([EventBatch(offset: 0, entries: Self.entries)], after: nil)
      await writer.close()
      let database = MonitorDatabase(configuration)
      let found = try await database.quarantine(limit: 3)
      #expect(found == (try await MemoryMonitor(Self.entries).quarantine(limit: 3)))
      await database.close()
    }
  }

  @Test func `a message that its receiver could not read is not on its way any more`() async throws
  {
    try await with { database, memory in
      let lost = try #require(Self.lost)
      let now = Self.end
      let overview = try await database.overview(at: now, lines: 100, map: ProcessMap())
      let expected = try await memory.overview(at: now, lines: 100, map: ProcessMap(), speed: 1)
      #expect(overview.flows == expected.flows && overview.quarantine == expected.quarantine)
      let journals = MemoryMonitor(Self.entries)
      let before = try await journals.overview(at: now, lines: 100, map: ProcessMap(), speed: 1)
      func flow(_ overview: Overview) -> MessageFlowOverview? {
        overview.flows.first { $0.name == lost.name && $0.sender == lost.sender }
      }
      let (after, then) = (try #require(flow(overview)), try #require(flow(before)))
      #expect(after.inFlight == then.inFlight - 1 && after.quarantined == then.quarantined + 1)
      let late = overview.attention.stuck.filter { $0.order == lost.order && $0.reason == .message }
      #expect(!late.contains { $0.since == lost.sentAt && $0.subject == lost.name })
      let item = try #require(try await database.quarantined(lost.id))
      #expect(item.detail == "no JSON" && item.order == nil && item.party == "Supplier")
    }
  }

  @Test func `what parties tell beside their journals is kept, once`() async throws {
    try await withConfiguration { database, memory, configuration in
      try await expectNotices(database, memory)
      // What comes twice counts once, and what was told first is what counts.
      let writer = ProjectionWriter(configuration)
      for report in Self.reports.prefix(20) + Self.reports.suffix(1) {
        let position = try await writer.position()
        let batch = EventBatch(offset: (position ?? -1) + 1, report: report)
        _ = try await writer.add([batch], after: position)
      }
      await writer.close()
      // They are what was heard, not what was made of it.
      try await Rebuild(configuration).fromEntries { _ in }
      try await expectNotices(database, memory)
      for limit in [1, 3, 10] {
        let found = try await database.quarantine(limit: limit)
        #expect(found == (try await memory.quarantine(limit: limit)))
        #expect(found.count == 32 && found.items.count == min(5, limit))
      }
    }
  }

  private func expectNotices(_ database: MonitorDatabase, _ memory: MemoryMonitor) async throws {
    for index in 0..<40 {
      let order = SyntheticJournal.order(index)
      let entries = try await database.entries(of: order)
      let found = try await database.notices(of: order, among: entries)
      #expect(Set(found) == Set(try await memory.notices(of: order, among: entries)))
      let published = found.filter { $0.kind == .published }.map(\.message)
      #expect(published.count == entries.map(\.messages.count).reduce(0, +))
      #expect(found.contains { $0.kind == .duplicate } && found.contains { $0.kind == .parked })
    }
  }

  @Test func `the quarantine that a party tells replaces what it told before`() async throws {
    try await withConfiguration { database, _, configuration in
      let writer = ProjectionWriter(configuration)
      let position = try await writer.position()
      let empty = TransportReport(
        id: UUID(), party: "Client", at: SyntheticJournal.start,
        quarantine: QuarantineSummary(count: 0, newest: []))
      let reports = [
        SyntheticJournal.quarantine(of: "Client", number: 0, order: nil),
        SyntheticJournal.quarantine(of: "Supplier", number: 1, order: nil), empty,
      ]
      let batches = reports.enumerated().map {
        EventBatch(offset: (position ?? 0) + 1 + Int64($0), report: $1)
      }
      _ = try await writer.add(batches, after: position)
      await writer.close()
      let list = try await database.quarantine(limit: 10)
      #expect(list.items.map(\.party) == ["Supplier", "Supplier"] && list.count == 2)
    }
  }

  @Test func `messages are accounted for by name`() async throws {
    try await with { database, memory in
      let found = try await database.messageFlows(
        at: Self.end, lateAfter: .seconds(100), orders: 5)
      let expected = try await memory.messageFlows(
        at: Self.end, lateAfter: .seconds(100), orders: 5)
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        var (found, expected) = (found, expected)
        #expect(found.delays.sorted() == expected.delays.sorted())
        (found.delays, expected.delays) = ([], [])
        #expect(found == expected)
      }
    }
  }
}

extension Case {
  /// Generations count the transactions of a store.
  fileprivate var withoutGeneration: Case {
    Case(order: order, facts: facts, sides: sides, generation: 0)
  }
}
