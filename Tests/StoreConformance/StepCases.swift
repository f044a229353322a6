import Exchange
import FEEL
import Participant
import ProcessEngine

extension StoreConformance {
  static let stepCases: [Case] = [
    Case("an instance that was begun is found by the next step") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try expect(try await lane.load([order]).cases, is: [:])
      var begun: Participant.Case?
      try await lane.step(on: [order]) { _ in
        var draft = await Draft(for: lane)
        begun = draft.begin(
          order, Specimen.beginning(order, at: Specimen.time()), at: Specimen.time(),
          conversation: Conversation(sent: 2, received: 7), requestDigest: "ab12")
        return draft.writes
      }
      try expect(try await lane.load([order]).cases[order], is: begun)
      try expect(try await world.records.order(order), is: begun)
      await lane.close()
    },
    Case("a change is found by the next step") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      var changed: Participant.Case?
      try await lane.step(on: [order]) { loaded throws(StoreError) in
        guard let stored = loaded.cases[order] else { throw .broken("not found") }
        var draft = await Draft(for: lane)
        changed = draft.advance(
          stored, Specimen.verification(at: Specimen.time(5)), at: Specimen.time(5))
        return draft.writes
      }
      try expect(changed?.step, is: 2)
      try expect(changed?.conversation.sent, is: 1)
      try expect(try await lane.load([order]).cases[order], is: changed)
      await lane.close()
    },
    Case("a step may change how far the messages have come and nothing else") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      try await lane.step(on: [order]) { loaded throws(StoreError) in
        guard let stored = loaded.cases[order] else { throw .broken("not found") }
        var next = stored
        next.conversation.receive()
        var writes = StepWrites()
        writes.cases = [CaseWrite(before: stored.instance, after: next, closedTasks: [])]
        return writes
      }
      let stored = try await lane.load([order]).cases[order]
      try expect(stored?.conversation, is: Conversation(sent: 0, received: 2))
      try expect(stored?.step, is: 1)
      try expect(await lane.last, is: 1)
      await lane.close()
    },
    Case("a step that throws leaves nothing") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await expectFailure({ $0 == .broken("no") }) { () throws(StoreError) in
        try await lane.step(on: [order]) { _ throws(StoreError) in
          var draft = await Draft(for: lane)
          draft.begin(order, at: Specimen.time())
          throw .broken("no")
        }
      }
      try expect(try await lane.load([order]).cases, is: [:])
      try expect(await lane.last, is: 0)
      // The lane goes on.
      try await lane.begin([order], at: Specimen.time())
      try expect(await lane.last, is: 1)
      await lane.close()
    },
    Case("a step on many orders loads those there are and writes them all") { world in
      let lane = try await world.store.openLane()
      let orders = (0..<40).map { _ in Specimen.newOrder() }
      let old = Array(orders.prefix(25))
      try await lane.begin(old, at: Specimen.time())
      try await lane.step(on: orders) { loaded in
        var draft = await Draft(for: lane)
        for order in orders {
          if let stored = loaded.cases[order] {
            draft.advance(stored, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
          } else {
            draft.begin(order, at: Specimen.time(1))
          }
        }
        return draft.writes
      }
      let stored = try await lane.load(orders).cases
      try expect(stored.count, is: 40)
      try expect(old.allSatisfy { stored[$0]?.step == 2 }, "every old order made a step")
      try expect(orders.dropFirst(25).allSatisfy { stored[$0]?.step == 1 }, "all others began")
      try expect(await lane.last, is: 65)
      await lane.close()
    },
    Case("entries that leave a gap in the numbers are refused") { world in
      let lane = try await world.store.openLane()
      let (first, second) = (Specimen.newOrder(), Specimen.newOrder())
      try await expectFailure({ if case .broken = $0 { true } else { false } }) {
        () throws(StoreError) in
        try await lane.step(on: [first, second]) { _ in
          var draft = await Draft(for: lane)
          draft.begin(first, at: Specimen.time())
          draft.begin(second, at: Specimen.time())
          draft.writes.entries.removeFirst()
          return draft.writes
        }
      }
      try expect(try await lane.load([first, second]).cases, is: [:])
      await lane.close()
    },
    Case("texts that databases do not like are kept or replaced, and break nothing") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let hostile = "\0\u{1F}'\"\\ " + String(repeating: "x\u{301}", count: 5_000)
      try await lane.step(on: [order]) { _ in
        var draft = await Draft(for: lane)
        draft.begin(order, at: Specimen.time(), reference: hostile)
        draft.writes.quarantined = [
          QuarantinedMessage(
            reason: .undecodable, detail: hostile, receivedAt: Specimen.time(), name: hostile,
            headers: ["x": .string(hostile)], body: [0, 255, 10])
        ]
        return draft.writes
      }
      let stored = try await lane.load([order]).cases[order]
      try expect(stored?.instance.variables["order"]?["reference"], is: .string(hostile))
      try expect(try await world.records.orders(reference: hostile, limit: 5), is: [order])
      try expect(try await world.records.quarantine(order: nil, limit: 5).count, is: 1)
      await lane.close()
    },
  ]

  static let concurrencyCases: [Case] = [
    Case("when two lanes begin one order, the second sees what the first did") { world in
      for _ in 0..<5 {
        let order = Specimen.newOrder()
        let lanes = [try await world.store.openLane(), try await world.store.openLane()]
        try await withThrowingTaskGroup { group in
          for lane in lanes {
            group.addTask {
              try await lane.step(on: [order]) { loaded in
                var draft = await Draft(for: lane)
                if let stored = loaded.cases[order] {
                  draft.advance(
                    stored, [.flowTaken(flow: "Flow_\(lane.id)")], at: Specimen.time(1))
                } else {
                  draft.begin(order, at: Specimen.time())
                }
                return draft.writes
              }
            }
          }
          try await group.waitForAll()
        }
        try expect(try await world.records.order(order)?.step, is: 2)
        try expect(try await world.records.history(order).map(\.step), is: [1, 2])
        for lane in lanes { await lane.close() }
      }
    },
    Case("steps of several lanes on the same orders lose nothing") { world in
      let orders = (0..<6).map { _ in Specimen.newOrder() }
      let lanes = try await lanes(3, of: world)
      try await lanes[0].begin(orders, at: Specimen.time())
      try await withThrowingTaskGroup { group in
        for (index, lane) in lanes.enumerated() {
          group.addTask {
            for round in 0..<10 {
              let chosen = [orders[(index + round) % 6], orders[(index * 2 + round + 3) % 6]]
              try await lane.step(on: chosen) { loaded in
                var draft = await Draft(for: lane)
                for (_, stored) in loaded.cases {
                  draft.advance(stored, [.flowTaken(flow: "Flow")], at: Specimen.time(round))
                }
                return draft.writes
              }
            }
          }
        }
        try await group.waitForAll()
      }
      var steps = 0
      for order in orders {
        let history = try await world.records.history(order)
        try expect(history.map(\.step), is: Array(1...history.count))
        try expect(try await world.records.order(order)?.step, is: history.count)
        steps += history.count
      }
      var entries = 0
      for lane in lanes { entries += await lane.last }
      try expect(entries, is: steps)
      for lane in lanes { await lane.close() }
    },
    Case("calls on one lane at the same time come one after the other") { world in
      let lane = try await world.store.openLane()
      try await withThrowingTaskGroup { group in
        for number in 0..<12 {
          group.addTask { try await lane.begin([Specimen.newOrder()], at: Specimen.time()) }
          group.addTask { try await lane.confirm(upTo: min(number, await lane.last)) }
          group.addTask { _ = try await lane.entries(after: 0, limit: 5) }
        }
        try await group.waitForAll()
      }
      try expect(try await lane.entries(after: 0, limit: 50).map(\.number), is: Array(1...12))
      await lane.close()
    },
    Case("a message parked while another lane begins its order is not overlooked") { world in
      let (first, second) = (try await world.store.openLane(), try await world.store.openLane())
      for _ in 0..<10 {
        let order = Specimen.newOrder()
        let message = parkedMessage(order, sequence: 2)
        let taken = Seen()
        try await withThrowingTaskGroup { group in
          group.addTask {
            try await first.step(on: [order]) { loaded in
              await taken.note(loaded.parked[order] ?? [])
              var draft = await Draft(for: first)
              draft.begin(order, at: Specimen.time())
              return draft.writes
            }
          }
          group.addTask {
            try await second.step(on: [order]) { loaded in
              var writes = StepWrites()
              if loaded.cases[order] == nil { writes.parked = [message] }
              if loaded.cases[order] != nil { await taken.note([message]) }
              return writes
            }
          }
          try await group.waitForAll()
        }
        try expect(await taken.messages, is: [message])
      }
      await first.close()
      await second.close()
    },
  ]

  static func lanes(_ count: Int, of world: any StoreUnderTest) async throws -> [any Lane] {
    var lanes: [any Lane] = []
    for _ in 0..<count { lanes.append(try await world.store.openLane()) }
    return lanes
  }
}

/// What tasks have seen.
private actor Seen {
  private(set) var messages: [OrderMessage] = []

  func note(_ messages: [OrderMessage]) { self.messages += messages }
}
