import FEEL
import Participant
import ProcessEngine

extension StoreConformance {
  static let recordsCases: [Case] = [
    Case("orders are listed page by page, the newest first") { world in
      let orders = try await beginOrders(7, in: world)
      var query = OrderQuery()
      query.limit = 3
      var pages: [[InstanceID]] = []
      repeat {
        let page = try await world.records.orders(query)
        pages.append(page.items.map(\.id))
        query.cursor = page.next
      } while query.cursor != nil
      try expect(pages.map(\.count), is: [3, 3, 1])
      try expect(Array(pages.joined()), is: orders.reversed())
    },
    Case("a page that is full and the last has no next one") { world in
      _ = try await beginOrders(3, in: world)
      var query = OrderQuery()
      query.limit = 3
      try expect(try await world.records.orders(query).next, is: nil)
    },
    Case("an order is listed with what identifies it and where it is") { world in
      let orders = try await beginOrders(1, in: world)
      let row = try await world.records.orders(OrderQuery()).items.first
      try expect(
        row,
        is: OrderRow(
          id: orders[0],
          summary: OrderSummary(
            reference: "PO-0", buyer: "Nordwind Maschinenbau GmbH", total: nil, currency: "EUR"),
          outcome: nil, elements: ["Task_VerifyOrder"], lines: 12, openTasks: 1,
          startedAt: Specimen.time(0),
          updatedAt: Specimen.time(0)))
    },
    Case("several orders are read at once, those that there are") { world in
      let orders = try await beginOrders(3, in: world)
      let found = try await world.records.orders([orders[2], Specimen.newOrder(), orders[0]])
      try expect(found.map(\.instance.id), is: [orders[0], orders[2]].sorted())
      try expect(try await world.records.orders([InstanceID]()).count, is: 0)
    },
    Case("orders are filtered by state, outcome, reference and place") { world in
      let orders = try await beginOrders(6, in: world)
      let lane = try await world.store.openLane()
      try await lane.advance(
        orders[0], Specimen.verification(at: Specimen.time(20)), at: Specimen.time(20))
      try await lane.advance(orders[1], ending("Rejected"), at: Specimen.time(21))
      try await lane.advance(orders[2], ending("Fulfilled"), at: Specimen.time(22))
      try await lane.advance(orders[3], ending("Fulfilled"), at: Specimen.time(23))
      await lane.close()

      func found(_ change: (inout OrderQuery) -> Void) async throws -> [InstanceID] {
        var query = OrderQuery()
        change(&query)
        return try await world.records.orders(query).items.map(\.id)
      }
      let running = [orders[5], orders[4], orders[0]]
      try expect(try await found { $0.status = .running }, is: running)
      try expect(
        try await found { $0.status = .ended }, is: [orders[3], orders[2], orders[1]])
      try expect(try await found { $0.outcome = "Fulfilled" }, is: [orders[3], orders[2]])
      try expect(try await found { $0.reference = "PO-4" }, is: [orders[4]])
      try expect(try await found { $0.element = "Task_VerifyOrder" }, is: [orders[5], orders[4]])
      try expect(try await found { $0.element = "Task_GenerateQuote" }, is: [orders[0]])
      try expect(
        try await found {
          $0.status = .running
          $0.outcome = "Fulfilled"
        }, is: [])
    },
    Case("orders are counted by outcome under the same filter") { world in
      let orders = try await beginOrders(5, in: world)
      let lane = try await world.store.openLane()
      try await lane.advance(orders[1], ending("Rejected"), at: Specimen.time(21))
      try await lane.advance(orders[2], ending("Fulfilled"), at: Specimen.time(22))
      await lane.close()
      let ended = ["Rejected": BoundedCount(1), "Fulfilled": BoundedCount(1)]
      try expect(
        try await world.records.counts(OrderQuery()),
        is: OrderCounts(running: BoundedCount(3), ended: ended))
      var query = OrderQuery()
      query.status = .ended
      query.limit = 1
      try expect(
        try await world.records.counts(query),
        is: OrderCounts(running: BoundedCount(0), ended: ended))
    },
    Case("an ended order keeps its outcome and what it was last") { world in
      let orders = try await beginOrders(1, in: world)
      let lane = try await world.store.openLane()
      try await lane.advance(orders[0], ending("Rejected"), at: Specimen.time(21))
      await lane.close()
      let row = try await world.records.orders(OrderQuery()).items.first
      try expect(row?.outcome, is: "Rejected")
      try expect(row?.elements, is: [])
      try expect(row?.summary.reference, is: "PO-0")
      try expect(row?.updatedAt, is: Specimen.time(21))
    },
    Case("orders are found by reference, the newest first") { world in
      let lane = try await world.store.openLane()
      let orders = (0..<3).map { _ in Specimen.newOrder() }
      for (minutes, order) in orders.enumerated() {
        try await lane.begin([order], at: Specimen.time(minutes))
      }
      await lane.close()
      try expect(
        try await world.records.orders(reference: "PO-2026-00417", limit: 2),
        is: [orders[2], orders[1]])
      try expect(try await world.records.orders(reference: "PO", limit: 2), is: [])
    },
    Case("tasks are listed page by page, what is due first comes first") { world in
      let orders = try await beginTasks(due: [40, nil, 10, 30, 20, nil], in: world)
      var query = TaskQuery()
      query.limit = 4
      let first = try await world.records.tasks(query)
      try expect(first.items.map(\.order), is: [orders[2], orders[4], orders[3], orders[0]])
      query.cursor = first.next
      let second = try await world.records.tasks(query)
      try expect(Set(second.items.map(\.order)), is: [orders[1], orders[5]])
      try expect(second.next, is: nil)
    },
    Case("tasks are filtered by state, order, element, assignee and group") { world in
      let orders = try await beginTasks(due: [10, 20, 30], in: world)
      let lane = try await world.store.openLane()
      try await lane.advance(
        orders[0], [.taskClaimed(key: Specimen.taskKey, by: "sam")], at: Specimen.time(1))
      try await lane.advance(
        orders[1],
        [.taskCompleted(key: Specimen.taskKey, element: "Task_VerifyOrder", by: "sam", data: [:])],
        at: Specimen.time(1))
      try await lane.advance(
        orders[2],
        [
          .taskCreated(Specimen.task(key: 8, owner: 2, due: Specimen.time(50), groups: [])),
          .taskCreated(
            Specimen.task(key: 9, owner: 2, due: Specimen.time(60), groups: [], users: ["ida"])),
        ], at: Specimen.time(1))
      await lane.close()

      func found(_ change: (inout TaskQuery) -> Void) async throws -> [WorkReference] {
        var query = TaskQuery()
        change(&query)
        return try await world.records.tasks(query).items.map {
          WorkReference(order: $0.order, key: $0.task.key)
        }
      }
      func reference(_ order: Int, _ key: Key = Specimen.taskKey) -> WorkReference {
        WorkReference(order: orders[order], key: key)
      }
      let open = [reference(0), reference(2), reference(2, 8), reference(2, 9)]
      try expect(try await found { _ in }, is: open)
      try expect(try await found { $0.states = [.completed] }, is: [reference(1)])
      try expect(try await found { $0.states = Set(TaskQuery.State.allCases) }.count, is: 5)
      try expect(try await found { $0.assignee = "sam" }, is: [reference(0)])
      try expect(
        try await found { $0.order = orders[2] },
        is: [reference(2), reference(2, 8), reference(2, 9)])
      try expect(try await found { $0.element = "Task_Other" }, is: [])
      try expect(
        try await found { $0.groups = ["sales", "other"] },
        is: [reference(0), reference(2), reference(2, 8)])
      try expect(try await found { $0.groups = ["other"] }, is: [reference(2, 8)])
    },
  ]

  /// Begins orders a minute apart, with references PO-0, PO-1, …
  private static func beginOrders(
    _ count: Int, in world: any StoreUnderTest
  ) async throws -> [InstanceID] {
    let lane = try await world.store.openLane()
    let orders = (0..<count).map { _ in Specimen.newOrder() }
    try await lane.step(on: orders) { _ in
      var draft = await Draft(for: lane)
      for (number, order) in orders.enumerated() {
        draft.begin(order, at: Specimen.time(number), reference: "PO-\(number)")
      }
      return draft.writes
    }
    await lane.close()
    return orders
  }

  /// Begins orders whose first task is due at these minutes, or never.
  private static func beginTasks(
    due: [Int?], in world: any StoreUnderTest
  ) async throws -> [InstanceID] {
    let lane = try await world.store.openLane()
    let orders = due.map { _ in Specimen.newOrder() }
    try await lane.step(on: orders) { _ in
      var draft = await Draft(for: lane)
      for (order, minutes) in zip(orders, due) {
        let task = Specimen.task(
          key: Specimen.taskKey, owner: 2, due: minutes.map { Specimen.time($0) })
        draft.begin(
          order, Specimen.beginning(order, at: Specimen.time()).prefix(4) + [.taskCreated(task)],
          at: Specimen.time())
      }
      return draft.writes
    }
    await lane.close()
    return orders
  }

  private static func ending(_ outcome: String) -> [Event] {
    [
      .taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder"),
      .elementTerminated(key: 2, element: "Task_VerifyOrder"),
    ] + Specimen.ending(outcome: outcome)
  }
}
