import BPMN
import EventLog
import Exchange
import FEEL
import Foundation
import ProcessEngine
import SyntheticJournal
import Testing

struct OrderLogTests {
  static let names: ActivityNames = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    do {
      let model = try Data(contentsOf: root.appending(path: "bpmn/order.bpmn"))
      return ActivityNames(try Definitions(xml: Array(model)))
    } catch {
      preconditionFailure("the model of the repository can be read: \(error)")
    }
  }()

  static func log(_ course: SyntheticJournal.Course = .completed, _ index: Int = 1) -> OrderLog {
    var journal = SyntheticJournal()
    let id = journal.add(index, course)
    return OrderLog(of: id, entries: journal.entries, names: names)
  }

  @Test func `a task is scheduled, perhaps started, and completed by a person`() {
    let review = Self.log().events.filter { $0.element == "Task_ReviewQuote" }
    #expect(review.map(\.transition).first == .schedule)
    #expect(review.map(\.transition).last == .complete)
    #expect(review.last?.resource != nil)
    #expect(Set(review.map(\.activity)) == ["Review quote"])
    #expect(Set(review.map(\.party)) == ["Client"])
    #expect(Set(review.map(\.instance)).count == 1)
  }

  @Test func `every message is sent by one party and received by the other`() {
    let log = Self.log()
    let messages = log.objects.filter { $0.kind == .message }
    #expect(!messages.isEmpty)
    for message in messages {
      let about = log.events.flatMap { event in
        event.objects.filter { $0.object == message.id }.map { ($0.qualifier, event.party) }
      }
      #expect(about.count { $0.0 == "sends" } == 1, "\(message.values)")
      #expect(about.count { $0.0 == "receives" } == 1, "\(message.values)")
      #expect(message.values.allSatisfy { $0 != nil })
      #expect(
        Set(about.filter { $0.0 == "sends" }.map(\.1))
          != Set(about.filter { $0.0 == "receives" }.map(\.1)))
    }
  }

  @Test func `a message is used by its receiver, by whatever subscription it came`() {
    var journal = SyntheticJournal()
    let id = journal.add(1)
    let entries = journal.entries.map { entry in
      JournalEntry(
        party: entry.party, lane: entry.lane, number: entry.number, order: entry.order,
        step: entry.step, at: entry.at, stimulus: entry.stimulus,
        events: entry.events.map { event in
          if case .messageCorrelated(let id, _, let target) = event {
            .messageCorrelated(id: id, subscription: 977, target: target)
          } else {
            event
          }
        }, messages: entry.messages)
    }
    for log in [Self.log(), OrderLog(of: id, entries: entries, names: Self.names)] {
      for message in log.objects where message.kind == .message {
        let uses = log.events.filter { event in
          event.objects.contains { $0.object == message.id && $0.qualifier == "uses" }
        }
        #expect(uses.map(\.party) == [message.values[2]], "\(message.values)")
        #expect(uses.map(\.transition) == [.complete] && uses.first?.element != nil)
      }
    }
  }

  @Test func `whatever sends, receives or uses a message with a quote is about the quote`() throws {
    let log = Self.log()
    let quote = try #require(log.objects.first { $0.kind == .quote })
    let carrying = log.objects.filter { object in
      object.relations.contains { $0.object == quote.id && $0.qualifier == "carries" }
    }
    #expect(Set(carrying.map { $0.values[0] }) == ["QuoteIssued", "QuoteAccepted"])
    let messages = Set(carrying.map(\.id))
    for event in log.events {
      let isAboutOne = event.objects.contains { messages.contains($0.object) }
      #expect(
        event.objects.filter { $0.qualifier == "quote" }.map(\.object)
          == (isAboutOne ? [quote.id] : []), "\(event.activity)")
    }
    let about = log.events.filter { event in
      event.objects.contains { $0.object == quote.id }
    }
    #expect(about.count == 6)
  }

  @Test func `what the party's own people ask for by name is no message of the log`() {
    var journal = SyntheticJournal()
    let id = journal.add(1, .unverified)
    let command = ReceivedMessage(
      id: "018f0000-0000-7099-8000-000000000001", name: "OrderCancelled", correlationKey: "",
      payload: [:], receivedAt: SyntheticJournal.start)
    let asked = JournalEntry(
      party: "Client", lane: 1, number: 9_000, order: id, step: 2,
      at: SyntheticJournal.start + .seconds(9_000),
      stimulus: ["kind": "command", "name": "OrderCancelled", "by": "bea"],
      events: [
        .messageReceived(command),
        .messageCorrelated(id: command.id, subscription: 0, target: "Event_CancelRequested"),
        .elementCompleted(key: 90, element: "Event_CancelRequested"),
      ], messages: [])
    let log = OrderLog(of: id, entries: journal.entries + [asked], names: Self.names)
    #expect(log.events.last?.element == "Event_CancelRequested")
    #expect(log.events.last?.objects == [])
  }

  @Test func `every related object is in the log, and every id is there once`() {
    for course in SyntheticJournal.Course.allCases {
      let log = Self.log(course)
      let objects = log.objects.map(\.id)
      #expect(Set(objects).count == objects.count)
      #expect(Set(log.events.map(\.id)).count == log.events.count)
      let known = Set(objects)
      for relation in log.events.flatMap(\.objects) + log.objects.flatMap(\.relations) {
        #expect(known.contains(relation.object), "\(relation)")
      }
    }
  }

  @Test func `gateways and the process itself are no activities`() {
    let elements = Set(Self.log().events.compactMap(\.element))
    #expect(!elements.contains { $0.hasPrefix("Gateway_") })
    #expect(elements.isDisjoint(with: ["client", "supplier"]))
  }

  @Test func `the order of the entries does not matter`() {
    var journal = SyntheticJournal()
    let id = journal.add(7)
    let log = OrderLog(of: id, entries: journal.entries, names: Self.names)
    #expect(OrderLog(of: id, entries: journal.entries.reversed(), names: Self.names) == log)
    #expect(log.events.map(\.at) == log.events.map(\.at).sorted())
  }

  @Test func `an order knows what it is about and how it ended`() {
    let log = Self.log()
    #expect(log.outcomes.keys.sorted() == ["Client", "Supplier"])
    #expect(log.attribute("reference") != nil)
    #expect(log.attribute("currency") == "EUR")
    #expect(log.objects.first?.kind == .order)
    #expect(Self.log(.unverified).outcomes.isEmpty)
  }

  @Test func `an order of which nothing is known is empty`() {
    let log = OrderLog(of: SyntheticJournal.order(1), entries: [], names: ActivityNames())
    #expect(log.events.isEmpty)
    #expect(log.objects.map(\.kind) == [.order])
  }
}
