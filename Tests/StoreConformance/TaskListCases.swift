import FEEL
import Participant
import ProcessEngine

extension StoreConformance {
  static let taskListCases: [Case] = [
    Case("tasks are sorted by what is asked for, in both directions, page by page") { world in
      let orders = try await beginTasks(in: world)
      for (sort, ascending) in [
        (TaskQuery.Sort.due, [2, 0, 3, 1]), (.priority, [3, 0, 1, 2]), (.created, [3, 2, 1, 0]),
      ] {
        for (descending, places) in [(false, ascending), (true, ascending.reversed())] {
          var query = TaskQuery()
          query.sort = sort
          query.descending = descending
          query.limit = 3
          try expect(
            try await pages(query, in: world).map { orders.firstIndex(of: $0.order) }, is: places,
            "sorted by \(sort), descending: \(descending)")
        }
      }
    },
    Case("decided tasks are listed by when they were closed, and by whom") { world in
      let orders = try await beginTasks(in: world)
      let lane = try await world.store.openLane()
      for (minute, (order, user)) in [(2, "sam"), (0, "ida"), (1, "sam")].enumerated() {
        try await lane.advance(
          orders[order],
          [
            .taskCompleted(
              key: Specimen.taskKey, element: "Task_VerifyOrder", by: user, data: ["a": 1])
          ], at: Specimen.time(30 + minute))
      }
      try await lane.advance(
        orders[3], [.taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder")],
        at: Specimen.time(40))
      await lane.close()
      func found(_ change: (inout TaskQuery) -> Void) async throws -> [Int?] {
        var query = TaskQuery().within(.done, of: Actor(user: "sam", groups: []))
        query.limit = 1
        change(&query)
        return try await pages(query, in: world).map { orders.firstIndex(of: $0.order) }
      }
      try expect(try await found { _ in }, is: [1, 0, 2])
      try expect(try await found { $0.descending = false }, is: [2, 0, 1])
      try expect(try await found { $0.states = [.completed, .withdrawn] }, is: [3, 1, 0, 2])
      try expect(try await found { $0.sort = .priority }, is: [1, 0, 2])
      try expect(try await found { $0.decidedBy = "sam" }, is: [1, 2])
      try expect(try await found { $0.states = [] }, is: [])
    },
    Case("tasks are filtered, and counted for a person under the same filter") { world in
      let orders = try await beginTasks(in: world)
      for (number, (change, places)) in filters.enumerated() {
        var query = TaskQuery()
        query.sort = .created
        query.descending = true
        change(&query)
        try expect(
          try await world.records.tasks(query).items.map { orders.firstIndex(of: $0.order) },
          is: places, "filter \(number)")
      }
      let sam = Actor(user: "sam", groups: ["sales"])
      func counts(_ change: (inout TaskQuery) -> Void) async throws -> TaskCounts {
        var query = TaskQuery()
        change(&query)
        return try await world.records.taskCounts(query, for: sam, now: Specimen.time())
      }
      try expect(
        try await counts { _ in }, is: exactly(1, 1, 4, 0))
      try expect(
        try await counts { $0.minimumPriority = 60 }, is: exactly(0, 1, 2, 0))
      try expect(
        try await counts { $0 = $0.within(.mine, of: sam) }, is: exactly(1, 1, 4, 0))
      for (number, (change, places)) in filters.enumerated() {
        for limit in 1...4 {
          var asked = TaskQuery()
          change(&asked)
          guard asked.assignee == nil, asked.candidate == nil, !asked.unassigned else { continue }
          let counted = try await counts {
            change(&$0)
            $0.countLimit = limit
          }
          let found = "filter \(number), limit \(limit)"
          try expect(counted.mine, isHonestFor: places.contains(0) ? 1 : 0, limit, found)
          try expect(counted.groups, isHonestFor: places.contains(2) ? 1 : 0, limit, found)
          try expect(counted.all, isHonestFor: places.count, limit, found)
          try expect(counted.done, isHonestFor: 0, limit, found)
          if limit == 4 { try expect(counted.all.isExact && counted.done.isExact, found) }
        }
      }
      for view in TaskQuery.View.allCases {
        let shown = try await pages(TaskQuery().within(view, of: sam), in: world).count
        let counted = try await counts { _ in }
        try expect(BoundedCount(shown), is: counted[view], "\(view)")
      }
    },
    Case("a task moves between the views of a person") { world in
      let orders = try await beginTasks(in: world)
      let lane = try await world.store.openLane()
      let sam = Actor(user: "sam", groups: ["sales"])
      func counts() async throws -> TaskCounts {
        try await world.records.taskCounts(TaskQuery(), for: sam, now: Specimen.time())
      }
      try expect(try await counts(), is: exactly(1, 1, 4, 0))
      try await lane.advance(
        orders[2], [.taskClaimed(key: Specimen.taskKey, by: "sam")], at: Specimen.time(20))
      try expect(try await counts(), is: exactly(2, 0, 4, 0))
      try await lane.advance(
        orders[2],
        [.taskCompleted(key: Specimen.taskKey, element: "Task_VerifyOrder", by: "sam", data: [:])],
        at: Specimen.time(21))
      try expect(try await counts(), is: exactly(1, 0, 3, 1))
      await lane.close()
    },
    Case("a cursor of tasks is refused in a list of another order") { world in
      _ = try await beginTasks(in: world)
      var query = TaskQuery()
      query.limit = 1
      query.cursor = try await world.records.tasks(query).next
      try expect(query.cursor != nil, "there is a next page")
      query.sort = .priority
      let asked = query
      try await expectFailure({ $0 == .invalidCursor }) { () throws(StoreError) in
        _ = try await world.records.tasks(asked)
      }
    },
  ]

  /// What is asked for, and whose tasks it finds, the newest task first.
  private static let filters: [(@Sendable (inout TaskQuery) -> Void, [Int])] = [
    ({ _ in }, [0, 1, 2, 3]),
    ({ $0.assignee = "sam" }, [0]),
    ({ $0.unassigned = true }, [1, 2, 3]),
    ({ $0.candidate = Actor(user: "sam", groups: ["sales"]) }, [0, 2]),
    ({ $0.candidate = Actor(user: "ida", groups: []) }, [1]),
    ({ $0.candidate = Actor(user: "eve", groups: ["sales", "pricing"]) }, [3]),
    ({ $0.groups = ["pricing"] }, [3]),
    ({ $0.overdue = Specimen.time(20) }, [0, 2]),
    ({ $0.dueBefore = Specimen.time(20) }, [2]),
    ({ $0.minimumPriority = 60 }, [1, 2]),
    ({ $0.reference = "PO-1" }, [1]),
    ({ $0.reference = "PO" }, [0, 1, 2, 3]),
    ({ $0.sku = "BOLT-M8x40" }, [0, 1, 2, 3]),
    ({ $0.sku = "BOLT-M8" }, []),
    ({ $0.text = "po-2 nordwind" }, [2]),
    ({ $0.element = "Task_VerifyOrder" }, [0, 1, 2, 3]),
    ({ $0.delegatedBy = "sam" }, []),
  ]

  private static func exactly(_ mine: Int, _ groups: Int, _ all: Int, _ done: Int) -> TaskCounts {
    TaskCounts(
      mine: BoundedCount(mine), groups: BoundedCount(groups), all: BoundedCount(all),
      done: BoundedCount(done))
  }

  private static func pages(
    _ query: TaskQuery, in world: any StoreUnderTest
  ) async throws -> [TaskRow] {
    var query = query
    var found: [TaskRow] = []
    repeat {
      let page = try await world.records.tasks(query)
      found += page.items
      query.cursor = page.next
    } while query.cursor != nil
    return found
  }

  /// Four orders with a task each: one that sam has, one for ida alone, one for the group sales but not for eve, and one
  /// for the group pricing.
  private static func beginTasks(in world: any StoreUnderTest) async throws -> [InstanceID] {
    let lane = try await world.store.openLane()
    let orders = (0..<4).map { _ in Specimen.newOrder() }
    let dues: [Int?] = [20, nil, 10, 30]
    let priorities = [50, 60, 70, 10]
    try await lane.step(on: orders) { _ in
      var draft = await Draft(for: lane)
      for (number, order) in orders.enumerated() {
        let begun = Specimen.time(0)
        let task = Specimen.task(
          key: Specimen.taskKey, owner: 2, due: dues[number].map { Specimen.time($0) },
          groups: [["sales"], [], ["sales"], ["pricing"]][number],
          users: number == 1 ? ["ida"] : [], excluded: number == 2 ? ["eve"] : [],
          assignee: number == 0 ? "sam" : nil, priority: priorities[number],
          createdAt: Specimen.time(-number))
        draft.begin(
          order,
          Specimen.beginning(order, at: begun, reference: "PO-\(number)").prefix(4)
            + [.taskCreated(task)], at: begun)
      }
      return draft.writes
    }
    await lane.close()
    return orders
  }
}
