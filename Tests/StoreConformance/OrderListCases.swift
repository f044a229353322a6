import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

extension StoreConformance {
  static let orderListCases: [Case] = [
    Case("orders are sorted by what is asked for, in both directions, page by page") { world in
      let orders = try await beginOrders(in: world)
      for (sort, ascending) in [
        (OrderQuery.Sort.placed, [0, 1, 2, 3, 4]), (.updated, [4, 0, 1, 2, 3]),
        (.reference, [4, 0, 2, 1, 3]), (.total, [2, 3, 4, 1, 0]),
      ] {
        for (descending, places) in [(false, ascending), (true, ascending.reversed())] {
          // Orders 2 to 4 have no total: they are the least, by their ids.
          let least = sort == .total ? [2, 3, 4].sorted { orders[$0] < orders[$1] } : []
          let wanted = places.map { place -> Int in
            guard let index = [2, 3, 4].firstIndex(of: place), !least.isEmpty else { return place }
            return least[index]
          }
          var query = OrderQuery()
          query.sort = sort
          query.descending = descending
          query.limit = 2
          try expect(
            try await pages(query, in: world).map { orders.firstIndex(of: $0) }, is: wanted,
            "sorted by \(sort), descending: \(descending)")
        }
      }
    },
    Case("a cursor is refused in a list of another order") { world in
      _ = try await beginOrders(in: world)
      var query = OrderQuery()
      query.limit = 1
      query.cursor = try await world.records.orders(query).next
      try expect(query.cursor != nil, "there is a next page")
      for change in [{ $0.descending = false }, { $0.sort = .total }]
        as [(inout OrderQuery) -> Void]
      {
        var other = query
        change(&other)
        let asked = other
        try await expectFailure({ $0 == .invalidCursor }) { () throws(StoreError) in
          _ = try await world.records.orders(asked)
        }
      }
    },
    Case("orders are filtered, and counted under the same filter") { world in
      let orders = try await beginOrders(in: world)
      for (number, (change, places)) in filters.enumerated() {
        var query = OrderQuery()
        query.descending = false
        change(&query)
        try expect(
          try await world.records.orders(query).items.map { orders.firstIndex(of: $0.id) },
          is: places, "filter \(number)")
        let counts = try await world.records.counts(query)
        try expect(counts.total, is: BoundedCount(places.count), "filter \(number), counted")
        try expect(
          counts.ended["Rejected"], is: places.contains(3) ? BoundedCount(1) : nil,
          "filter \(number)")
      }
    },
    Case("a count that stops early is no higher than it should be, and says that it stopped") {
      world in
      let orders = try await beginOrders(in: world)
      for (number, (change, places)) in filters.enumerated() {
        var query = OrderQuery()
        change(&query)
        for limit in 1...orders.count {
          query.countLimit = limit
          let counts = try await world.records.counts(query)
          let found = "filter \(number), limit \(limit)"
          try expect(counts.running, isHonestFor: places.count { $0 != 3 }, limit, found)
          try expect(
            counts.ended["Rejected"] ?? BoundedCount(0, isExact: counts.total.isExact),
            isHonestFor: places.contains(3) ? 1 : 0, limit, found)
          try expect(counts.total, isHonestFor: places.count, limit, found)
          if limit == orders.count { try expect(counts.total.isExact, found) }
          if query.search == nil {
            try expect(
              counts.running, is: BoundedCount(places.count { $0 != 3 }, limit: limit), found)
          }
        }
      }
    },
    Case("an order is listed with its total once there is a quote, its lines and its open tasks") {
      world in
      let orders = try await beginOrders(in: world)
      var query = OrderQuery()
      query.reference = "PO-B"
      let row = try await world.records.orders(query).items.first
      try expect(row?.id, is: orders[1])
      try expect(row?.summary.total, is: "980.50")
      try expect(row?.summary.currency, is: "EUR")
      try expect(row?.lines, is: 2)
      try expect(row?.openTasks, is: 1)
      query.reference = "PO-D"
      let ended = try await world.records.orders(query).items.first
      try expect(ended?.openTasks, is: 0)
      try expect(ended?.lines, is: 2)
      try expect(ended?.summary.total, is: nil)
    },
    Case("a task is listed with what identifies its order now, also when it is closed") { world in
      let orders = try await beginOrders(in: world)
      let wanted = [
        OrderSummary(
          reference: "PO-A1", buyer: "Nordwind GmbH", total: "12000.00", currency: "USD"),
        OrderSummary(reference: "PO-B", buyer: "Südwind AG", total: "980.50", currency: "EUR"),
        OrderSummary(reference: "PO-A2", buyer: "Nordwind GmbH", total: nil, currency: "EUR"),
        OrderSummary(reference: "PO-D", buyer: "Südwind AG", total: nil, currency: "EUR"),
        OrderSummary(reference: nil, buyer: "Südwind AG", total: nil, currency: "EUR"),
      ]
      var query = TaskQuery()
      query.states = Set(TaskQuery.State.allCases)
      let rows = try await world.records.tasks(query).items
      for (order, summary) in zip(orders, wanted) {
        try expect(rows.filter { $0.order == order }.map(\.summary), is: [summary])
        let row = try await world.records.task(order, Specimen.taskKey)
        try expect(row?.summary, is: summary)
        try expect(row?.reference, is: summary.reference)
      }
    },
    Case("an order is found by its id and by the beginning of it") { world in
      let orders = try await beginOrders(in: world)
      for order in orders {
        let id = order.description
        try expect(try await world.records.orders(idPrefix: id, limit: 5), is: [order])
        try expect(
          try await world.records.orders(idPrefix: String(id.prefix(20).uppercased()), limit: 5),
          is: [order])
        var query = OrderQuery()
        query.text = String(id.prefix(13))
        try expect(try await world.records.orders(query).items.map(\.id), is: [order])
        query.sku = "BOLT-M99"
        try expect(try await world.records.orders(query).items.map(\.id), is: [])
      }
      let digits = (0..<16).map { String($0, radix: 16) }
      var found: [InstanceID] = []
      for digit in digits {
        found += try await world.records.orders(idPrefix: digit, limit: 5)
      }
      try expect(found, is: orders.sorted())
      try expect(try await world.records.orders(idPrefix: "", limit: 5), is: [])
      try expect(try await world.records.orders(idPrefix: "PO-A", limit: 5), is: [])
    },
  ]

  /// What is asked for, and which of the orders it finds, in the order of their beginnings.
  private static let filters: [(@Sendable (inout OrderQuery) -> Void, [Int])] = [
    ({ _ in }, [0, 1, 2, 3, 4]),
    ({ $0.status = .running }, [0, 1, 2, 4]),
    ({ $0.status = .ended }, [3]),
    ({ $0.outcome = "Rejected" }, [3]),
    ({ $0.partner = "nordwind" }, [0, 2]),
    ({ $0.partner = "Südwind AG" }, [1, 3, 4]),
    ({ $0.partner = "südwind ag" }, [1, 3, 4]),
    ({ $0.partner = "Südwind" }, []),
    ({ $0.reference = "PO-A" }, [0, 2]),
    ({ $0.reference = "PO-A2" }, [2]),
    ({ $0.reference = "po-a" }, []),
    ({ $0.sku = "BOLT-M8x20" }, [0, 2]),
    ({ $0.sku = "BOLT-M8" }, []),
    ({ $0.minimumTotal = 980 }, [0, 1]),
    ({ $0.minimumTotal = 981 }, [0]),
    ({ $0.maximumTotal = 1000 }, [1]),
    ({ $0.currency = "USD" }, [0]),
    ({ $0.placedFrom = Specimen.time(1) }, [1, 2, 3, 4]),
    ({ $0.placedTo = Specimen.time(1) }, [0]),
    ({ $0.text = "m8x" }, [0, 2]),
    ({ $0.text = "bolt-m8x" }, [0, 2]),
    ({ $0.text = "bolt-m8x2" }, [0, 2]),
    ({ $0.text = "bolt-m8x20" }, [0, 2]),
    ({ $0.text = "bolt-m8x21" }, []),
    ({ $0.text = ">bolt-m8x2" }, [0, 2]),
    ({ $0.text = "bolt-m8 URGENT" }, [0]),
    ({ $0.text = "Kran" }, [1, 3, 4]),
    ({ $0.text = "süd, m10" }, [1, 3, 4]),
    ({ $0.text = "olt" }, []),
    ({ $0.text = "it's \\ 'cr & b" }, [0]),
    ({ $0.text = "---" }, []),
    ({ $0.element = "Task_VerifyOrder" }, [0, 1, 2, 4]),
    ({ $0.element = "Task_Other" }, []),
    (
      {
        $0.text = "m8x20"
        $0.partner = "Nordwind"
        $0.status = .running
        $0.minimumTotal = 1
      }, [0]
    ),
  ]

  /// All pages of a list.
  private static func pages(
    _ query: OrderQuery, in world: any StoreUnderTest
  ) async throws -> [InstanceID] {
    var query = query
    var found: [InstanceID] = []
    repeat {
      let page = try await world.records.orders(query)
      found += page.items.map(\.id)
      query.cursor = page.next
    } while query.cursor != nil
    return found
  }

  /// Five orders a minute apart: two with a quote, one that has ended, one without a reference, which was changed first.
  private static func beginOrders(in world: any StoreUnderTest) async throws -> [InstanceID] {
    let lane = try await world.store.openLane()
    let orders = (0..<5).map { _ in Specimen.newOrder() }
    let references = ["PO-A1", "PO-B", "PO-A2", "PO-D", nil]
    try await lane.step(on: orders) { _ in
      var draft = await Draft(for: lane)
      for (number, order) in orders.enumerated() {
        let events = Specimen.beginning(order, at: Specimen.time(number))
        draft.begin(
          order,
          events.prefix(2) + [
            .variablesSet(
              scope: 1,
              variables: ["order": data(references[number], isSmall: number.isMultiple(of: 2))])
          ] + events.dropFirst(3), at: Specimen.time(number))
      }
      return draft.writes
    }
    func quote(_ total: String, _ currency: String) -> [Event] {
      [
        .variablesSet(
          scope: 1, variables: ["quote": ["total": .string(total), "currency": .string(currency)]])
      ]
    }
    try await lane.advance(orders[4], [.flowTaken(flow: "Flow_1")], at: Specimen.time(-9))
    try await lane.advance(orders[0], quote("12000.00", "USD"), at: Specimen.time(10))
    try await lane.advance(orders[1], quote("980.50", "EUR"), at: Specimen.time(11))
    try await lane.advance(orders[2], [.flowTaken(flow: "Flow_1")], at: Specimen.time(12))
    let end: [Event] = [
      .taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder"),
      .elementTerminated(key: 2, element: "Task_VerifyOrder"),
    ]
    try await lane.advance(
      orders[3], end + Specimen.ending(outcome: "Rejected"), at: Specimen.time(13))
    await lane.close()
    return orders
  }

  private static func data(_ reference: String?, isSmall: Bool) -> Value {
    let isNordwind = isSmall && reference != nil
    let skus = isNordwind ? ["BOLT-M8x20"] : ["NUT-M10", "WASHER/M10.2"]
    return .context(
      Context(compact: [
        ("reference", reference.map { .string($0) }), ("currency", "EUR"),
        (
          "buyer",
          isNordwind
            ? ["id": "nordwind", "name": "Nordwind GmbH"] : ["id": "S7", "name": "Südwind AG"]
        ),
        (
          "note",
          .string(
            reference == "PO-A1"
              ? "urgent: it's for the crane" : isNordwind ? "" : "für den (Kran)!"
          )
        ),
        ("lines", .list(skus.map { ["sku": .string($0), "quantity": 4] })),
      ]))
  }
}
