import Exchange
import FEEL
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct EventTests {
  private let service = Service()

  private static func entry(
    _ number: Int, lane: Int = 1, order: InstanceID = Sample.id, _ events: [Event]
  ) -> JournalEntry {
    JournalEntry(
      party: "Client", lane: lane, number: number, order: order, step: number, at: Sample.now,
      stimulus: ["kind": "task"], events: events, messages: [])
  }

  private static let claimed = entry(3, [.taskClaimed(key: 7, by: "anna")])
  private static let undone = entry(
    4,
    [
      .taskDecisionUndone(key: 7, by: "anna"), .instanceEnded(outcome: "Received"),
    ])

  private func stream(_ path: String, after: String?) async throws -> String {
    var headers: HTTPFields = [.accept: "text/event-stream"]
    if let after { headers[.init("Last-Event-ID")!] = after }
    // The stream ends when the journal cannot be read any more.
    service.records.with { $0.journalLooks = 1 }
    let answer = try await service.ask(.get, path, headers: headers)
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "text/event-stream")
    return answer.text
  }

  @Test func `what was missed is told again, with the position behind each step`() async throws {
    service.records.with { $0.history = Sample.history + [Self.claimed, Self.undone] }
    let text = try await stream("/tasks/events", after: "1:2")
    let data =
      #"{"at":"2026-11-21T09:30:00.000Z","by":"anna","id":"\#(Sample.id).7","orderId":"\#(Sample.id)","step":3}"#
    #expect(text.hasPrefix("retry: 1000\nid: 1:2\n\n"))
    #expect(text.contains("event: task.claimed\ndata: \(data)\nid: 1:3\n\n"))
    #expect(text.contains("event: task.decision-undone\n"))
    #expect(!text.contains("order."))
    #expect(text.hasSuffix(": unavailable\n\n"))
  }

  @Test func `orders are told when they begin, step and end`() async throws {
    service.records.with { state in
      state.history = [
        Self.entry(
          1,
          [
            .instanceStarted(
              id: Sample.id, process: "Process_Client", definition: DefinitionID("abc")),
            .elementActivated(key: 6, element: "Task_ReviewQuote", scope: 1),
          ]), Self.entry(2, [.instanceEnded(outcome: "Received")]),
      ]
    }
    let text = try await stream("/orders/events", after: "1:0")
    let names = text.split(separator: "\n").filter { $0.hasPrefix("event: ") }
      .map { $0.dropFirst(7) }
    #expect(names == ["order.placed", "order.step", "order.step", "order.ended"])
    #expect(text.contains(#""activated":["Task_ReviewQuote"]"#))
    #expect(text.contains(#""outcome":"Received""#))
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("id: ") } == [
        "id: 1:0", "id: 1:1", "id: 1:2",
      ])
  }

  @Test func `an order's own stream has its tasks, and nothing of others`() async throws {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.history = [
        Self.entry(1, order: Sample.other, [.taskClaimed(key: 9, by: "ben")]),
        Self.entry(2, [.taskClaimed(key: 7, by: "anna")]),
      ]
    }
    let text = try await stream("/orders/PO-1/events", after: "1:0")
    #expect(text.contains("event: task.claimed"))
    #expect(text.contains("event: order.step"))
    #expect(!text.contains("ben") && !text.contains(Sample.other.description))
  }

  @Test func `a stream of an order that is not there is a problem`() async throws {
    let answer = try await service.ask(
      .get, "/orders/\(Sample.id)/events", headers: [.accept: "text/event-stream"])
    #expect(answer.status == 404)
  }

  @Test(arguments: ["x", "1", "1:-1", "1:2,1:3", "0:1", "99999999:1"])
  func `an id that the stream never gave is refused`(id: String) async throws {
    let answer = try await service.ask(
      .get, "/tasks/events", headers: [.init("Last-Event-ID")!: id])
    #expect(answer.status == 400)
    #expect(answer.json["type"] == "/problems/invalid-header")
  }

  @Test func `what is committed while somebody listens is told to all, once`() async throws {
    let feed = ChangeFeed(records: service.records)
    service.records.with { $0.history = Sample.history }
    var first = try await feed.subscribe()
    var second = try await feed.subscribe(after: JournalPosition(lanes: [1: 1]))
    #expect(try await first.next(within: .zero) == [])
    #expect(try await second.next(within: .seconds(5)) == [Sample.history[1]])
    service.records.with { $0.history.append(Self.claimed) }
    #expect(try await first.next(within: .seconds(5)) == [Self.claimed])
    #expect(try await second.next(within: .seconds(5)) == [Self.claimed])
    #expect(try await second.next(within: .zero) == [])
    #expect(feed.listeners == 2)
  }

  @Test func `entries of several lanes are each told once`() async throws {
    let feed = ChangeFeed(records: service.records)
    var listener = try await feed.subscribe()
    let other = Self.entry(1, lane: 2, [.taskClaimed(key: 7, by: "ben")])
    service.records.with { $0.history = [Sample.history[0]] }
    #expect(try await listener.next(within: .seconds(5)) == [Sample.history[0]])
    service.records.with { $0.history = [other] + Sample.history }
    #expect(try await listener.next(within: .seconds(5)) == [other, Sample.history[1]])
    #expect(listener.position == JournalPosition(lanes: [1: 2, 2: 1]))
  }

  @Test func `who does not listen any more costs nothing`() async throws {
    let feed = ChangeFeed(records: service.records)
    do {
      var listener = try await feed.subscribe()
      _ = try await listener.next(within: .zero)
      #expect(feed.listeners == 1)
    }
    #expect(feed.listeners == 0)
  }

  @Test func `a reader who is too slow is dropped, and goes on from where it was`() async throws {
    let feed = ChangeFeed(records: service.records)
    var slow = try await feed.subscribe()
    #expect(try await slow.next(within: .zero) == [])
    var quick = try await feed.subscribe()
    #expect(try await quick.next(within: .zero) == [])
    let many = (1...2500).map { Self.entry($0, [.taskClaimed(key: 7, by: "anna")]) }
    service.records.with { $0.history = many }
    var heard = 0
    while heard < many.count {
      heard += try #require(try await quick.next(within: .seconds(5))).count
    }
    #expect(try await slow.next(within: .zero) == nil)
    var again = try await feed.subscribe(after: slow.position)
    #expect(try await again.next(within: .zero)?.first == many[0])
  }
}
