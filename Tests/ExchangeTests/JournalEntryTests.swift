import Exchange
import FEEL
import Foundation
import ProcessEngine
import Testing

struct JournalEntryTests {
  private static let order = InstanceID(
    UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, 0, 1)))
  private static let ids = (1...2).map { n in
    UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, 1, UInt8(n)))
  }
  private static let at = Timestamp(microseconds: 1_767_254_400_123_456)

  private static let entry = JournalEntry(
    party: "Client", lane: 2, number: 17, order: order, step: 3, at: at,
    stimulus: ["kind": "command", "by": .null],
    events: [
      .messageSent(name: "A", correlationKey: "k", payload: ["n": .number(1)], element: "sendA"),
      .flowTaken(flow: "f"),
      .messageSent(name: "B", correlationKey: "", payload: Context(), element: "sendB"),
      .instanceEnded(outcome: "Done"),
    ],
    messages: [
      .init(id: ids[0], receiver: "Supplier", sequence: 4),
      .init(id: ids[1], receiver: "Supplier", sequence: 5),
    ])

  @Test func `an entry reads back as it was written, byte for byte`() throws {
    let stored = Value.context(Self.entry.record).json()
    let read = try JournalEntry(record: Value(json: stored))
    #expect(read == Self.entry)
    #expect(read.record.json() == stored)
  }

  @Test func `an entry without events and messages reads back`() throws {
    let entry = JournalEntry(
      party: "Supplier", lane: 1, number: 1, order: Self.order, step: 1, at: Self.at,
      stimulus: ["kind": "message"], events: [], messages: [])
    #expect(try JournalEntry(record: Value(json: Value.context(entry.record).json())) == entry)
    #expect(entry.outgoing.isEmpty)
  }

  @Test func `the messages of a step go out in the order of its events`() {
    #expect(
      Self.entry.outgoing == [
        OrderMessage(
          id: Self.ids[0], name: "A", sender: "Client", receiver: "Supplier", order: Self.order,
          sequence: 4, correlationKey: "k", sentAt: Self.at, payload: ["n": .number(1)]),
        OrderMessage(
          id: Self.ids[1], name: "B", sender: "Client", receiver: "Supplier", order: Self.order,
          sequence: 5, correlationKey: "", sentAt: Self.at, payload: Context()),
      ])
  }

  @Test(arguments: ["party", "lane", "number", "order", "step", "at", "stimulus"])
  func `an entry without one of its parts is refused`(_ part: String) {
    var record = Self.entry.record
    record[part] = nil
    #expect(throws: RecordError.self) { try JournalEntry(record: .context(record)) }
  }

  @Test(arguments: [
    ("order", Value.string("no uuid")), ("at", "yesterday"), ("lane", .number(Decimal(1.5))),
    ("events", .list([.context(["event": "unheard"])])), ("events", .list([.null])),
    ("events", "none"), ("messages", .number(1)),
    ("messages", .list([.context(["id": "x", "receiver": "Y", "sequence": .number(1)])])),
  ])
  func `an entry with a part of another kind is refused`(_ part: String, value: Value) {
    var record = Self.entry.record
    record[part] = value
    #expect(throws: RecordError.self) { try JournalEntry(record: .context(record)) }
  }
}
