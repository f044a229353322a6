import Exchange
import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

extension StoreConformance {
  static let workCases: [Case] = [
    Case("timers are due in the order of their times, until they are gone") { world in
      let lane = try await world.store.openLane()
      let orders = (0..<3).map { _ in Specimen.newOrder() }
      let due = [30, 10, 20]
      try await lane.step(on: orders) { _ in
        var draft = await Draft(for: lane)
        for (order, minutes) in zip(orders, due) {
          draft.begin(
            order,
            Specimen.beginning(order, at: Specimen.time(), due: Specimen.time(minutes)),
            at: Specimen.time())
        }
        return draft.writes
      }
      func timers(_ minutes: Int, _ limit: Int = 10) async throws -> [InstanceID] {
        let found = try await world.store.dueTimers(at: Specimen.time(minutes), limit: limit)
        try expect(found.allSatisfy { $0.key == Specimen.timerKey }, "they have their keys")
        return found.map(\.order)
      }
      try expect(try await timers(9), is: [])
      try expect(try await timers(10), is: [orders[1]])
      try expect(try await timers(30), is: [orders[1], orders[2], orders[0]])
      try expect(try await timers(30, 2), is: [orders[1], orders[2]])
      try await lane.advance(
        orders[1], [.timerFired(key: Specimen.timerKey, target: "Event_VerifyReminder")],
        at: Specimen.time(11))
      try expect(try await timers(30), is: [orders[2], orders[0]])
      await lane.close()
    },
    Case("jobs are due while they have attempts left") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      try await lane.advance(
        order, Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
      let reference = WorkReference(order: order, key: 6)
      try expect(try await world.store.dueJobs(at: Specimen.time(0), limit: 9), is: [])
      try expect(try await world.store.dueJobs(at: Specimen.time(1), limit: 9), is: [reference])
      func fail(retries: Int, notBefore: Timestamp) async throws {
        try await lane.advance(
          order, [.jobFailed(key: 6, retries: retries, notBefore: notBefore, reason: "no")],
          at: Specimen.time(2))
      }
      try await fail(retries: 2, notBefore: Specimen.time(5))
      try expect(try await world.store.dueJobs(at: Specimen.time(4), limit: 9), is: [])
      try expect(try await world.store.dueJobs(at: Specimen.time(5), limit: 9), is: [reference])
      try await fail(retries: 0, notBefore: Specimen.time(5))
      try expect(try await world.store.dueJobs(at: Specimen.time(9), limit: 9), is: [])
      try await fail(retries: 3, notBefore: Specimen.time(7))
      try expect(try await world.store.dueJobs(at: Specimen.time(9), limit: 9), is: [reference])
      try await lane.advance(
        order, [.jobCompleted(key: 6, element: "Task_GenerateQuote")], at: Specimen.time(8))
      try expect(try await world.store.dueJobs(at: Specimen.time(9), limit: 9), is: [])
      await lane.close()
    },
    Case("a task is open until it is decided, and keeps how") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      let opened = try await world.records.task(order, Specimen.taskKey)
      try expect(opened?.state, is: .open)
      try expect(opened?.reference, is: "PO-2026-00417")
      try await lane.advance(
        order, [.taskClaimed(key: Specimen.taskKey, by: "sam")], at: Specimen.time(1))
      let claimed = try await world.records.task(order, Specimen.taskKey)
      try expect(claimed?.task.assignee, is: "sam")
      try await lane.advance(
        order, Specimen.verification(at: Specimen.time(2)), at: Specimen.time(2))
      let decided = try await world.records.task(order, Specimen.taskKey)
      try expect(
        decided,
        is: claimed.map {
          TaskRow(
            order: order, summary: $0.summary, task: $0.task, state: .completed,
            decidedBy: "sam", closedAt: Specimen.time(2), data: ["decision": "accept"])
        })
      try expect(try await world.records.task(order, 99), is: nil)
      await lane.close()
    },
    Case("a task that is withdrawn has nobody who decided it") { world in
      let lane = try await world.store.openLane()
      let orders = [Specimen.newOrder(), Specimen.newOrder()]
      try await lane.begin(orders, at: Specimen.time())
      try await lane.step(on: orders) { loaded in
        var draft = await Draft(for: lane)
        for (_, stored) in loaded.cases {
          draft.advance(
            stored, [.taskWithdrawn(key: Specimen.taskKey, element: "Task_VerifyOrder")],
            at: Specimen.time(3))
        }
        return draft.writes
      }
      for order in orders {
        let row = try await world.records.task(order, Specimen.taskKey)
        try expect(row?.state, is: .withdrawn)
        try expect(row?.decidedBy, is: nil)
        try expect(row?.closedAt, is: Specimen.time(3))
      }
      await lane.close()
    },
    Case("an incident is listed until it is resolved") { world in
      let lane = try await world.store.openLane()
      let orders = [Specimen.newOrder(), Specimen.newOrder()]
      try await lane.begin(orders, at: Specimen.time())
      for (order, minutes) in zip(orders, [8, 4]) {
        let incident = Specimen.incident(key: 9, owner: 2, raisedAt: Specimen.time(minutes))
        try await lane.advance(order, [.incidentRaised(incident)], at: Specimen.time(minutes))
      }
      let found = try await world.records.incidents(limit: 10)
      try expect(found.map(\.order), is: orders.reversed())
      try expect(found.first?.incident.reason, is: "the price list is empty")
      try expect(try await world.records.incidents(limit: 1).count, is: 1)
      try await lane.advance(
        orders[1], [.incidentResolved(key: 9, by: "olga")], at: Specimen.time(9))
      try expect(try await world.records.incidents(limit: 10).map(\.order), is: [orders[0]])
      await lane.close()
    },
  ]

  static let asideCases: [Case] = [
    Case("a parked message waits for its step, with or without an instance") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let (third, second) = (parkedMessage(order, sequence: 3), parkedMessage(order, sequence: 2))
      for message in [third, second, third] {
        try await lane.step(on: [order]) { _ in
          var writes = StepWrites()
          writes.parked = [message]
          return writes
        }
      }
      try expect(try await lane.load([order]).parked, is: [order: [second, third]])
      try await lane.step(on: [order]) { _ in
        var draft = await Draft(for: lane)
        draft.begin(order, at: Specimen.time())
        draft.writes.unparked = [second]
        return draft.writes
      }
      try expect(try await lane.load([order]).parked, is: [order: [third]])
      try expect(try await lane.load([Specimen.newOrder()]).parked, is: [:])
      await lane.close()
    },
    Case("a message that was parked for too long goes into quarantine") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let message = parkedMessage(order, sequence: 2)
      try await lane.step(on: [order]) { _ in
        var writes = StepWrites()
        writes.parked = [message]
        return writes
      }
      let (longAgo, farAhead) = (Timestamp(microseconds: 0), Specimen.time(50 * 365 * 24 * 60))
      try expect(
        try await world.store.expireParked(before: longAgo, now: Specimen.time()), is: 0)
      try expect(
        try await world.store.expireParked(before: farAhead, now: Specimen.time(7)), is: 1)
      try expect(try await lane.load([order]).parked, is: [:])
      let found = try await world.records.quarantine(order: order, limit: 10)
      try expect(found.map(\.message.reason), is: [.gapNeverClosed])
      try expect(found.first?.message.messageID, is: message.id.uuidString.lowercased())
      try expect(found.first?.message.sequence, is: 2)
      try expect(found.first?.message.receivedAt, is: Specimen.time(7))
      try expect(found.first?.message.body, is: message.payload.json())
      await lane.close()
    },
    Case("quarantined messages are kept as they are, the newest first") { world in
      let lane = try await world.store.openLane()
      let order = Specimen.newOrder()
      let messages = [
        QuarantinedMessage(
          parkedMessage(order, sequence: 99), reason: .absurdSequence, detail: "99 after 1",
          receivedAt: Specimen.time(1)),
        QuarantinedMessage(
          reason: .undecodable, detail: "no JSON", receivedAt: Specimen.time(2),
          headers: ["type": "x"], body: [0xFF, 0x00]),
      ]
      try await lane.step(on: []) { _ in
        var writes = StepWrites()
        writes.quarantined = messages
        return writes
      }
      let all = try await world.records.quarantine(order: nil, limit: 10)
      try expect(all.map(\.message), is: messages.reversed())
      try expect(Set(all.map(\.id)).count, is: 2)
      try expect(
        try await world.records.quarantine(order: order, limit: 10).map(\.message),
        is: [messages[0]])
      try expect(try await world.records.quarantine(order: nil, limit: 1).count, is: 1)
      let heads = [
        QuarantinedMessage(
          reason: .undecodable, detail: "no JSON", receivedAt: Specimen.time(2)),
        QuarantinedMessage(
          reason: .absurdSequence, detail: "99 after 1", receivedAt: Specimen.time(1),
          messageID: messages[0].messageID, name: messages[0].name, sender: messages[0].sender,
          order: order, sequence: 99),
      ]
      try expect(
        try await world.store.quarantine(newest: 10),
        is: QuarantineSummary(
          count: 2,
          newest: zip(all, heads).map { QuarantineRow(id: $0.id, message: $1) }))
      let newest = try await world.store.quarantine(newest: 1)
      try expect([newest.count, newest.newest.count], is: [2, 1])
      await lane.close()
    },
    Case("a definition is kept once") { world in
      let definition = StoredDefinition(
        id: DefinitionID("d1"), xml: Array("<bpmn/>".utf8),
        forms: ["a": Array("{}".utf8), "b": []])
      try expect(try await world.store.definition(definition.id), is: nil)
      try await world.store.save(definition)
      try await world.store.save(
        StoredDefinition(id: definition.id, xml: Array("other".utf8), forms: [:]))
      try expect(try await world.store.definition(definition.id), is: definition)
    },
  ]

  static func parkedMessage(_ order: InstanceID, sequence: Int) -> OrderMessage {
    OrderMessage(
      id: order.uuid, name: "QuoteAccepted", sender: "Client", receiver: "Supplier", order: order,
      sequence: sequence, correlationKey: order.description, sentAt: Specimen.time(-1),
      payload: ["sequence": .number(sequence)])
  }
}
