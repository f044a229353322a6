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
    let read = try JournalEntry(text: Self.entry.text)
    #expect(read == Self.entry)
    let written = JournalEntry(
      party: read.party, lane: read.lane, number: read.number, order: read.order, step: read.step,
      at: read.at, stimulus: read.stimulus, events: read.events, messages: read.messages)
    #expect(written.text == Self.entry.text)
  }

  @Test func `an entry keeps the text that it was read from`() throws {
    let spaced = Array(" ".utf8) + Self.entry.text
    #expect(try JournalEntry(text: spaced).text == spaced)
    #expect(throws: RecordError.self) { try JournalEntry(text: Array("{".utf8)) }
  }

  @Test func `an entry without events and messages reads back`() throws {
    let entry = JournalEntry(
      party: "Supplier", lane: 1, number: 1, order: Self.order, step: 1, at: Self.at,
      stimulus: ["kind": "message"], events: [], messages: [])
    #expect(try JournalEntry(text: entry.text) == entry)
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
  func `an entry without one of its parts is refused`(_ part: String) throws {
    var record = try Context(json: Self.entry.text)
    record[part] = nil
    #expect(throws: RecordError.self) { try JournalEntry(text: record.json()) }
  }

  @Test(arguments: [
    ("order", Value.string("no uuid")), ("at", "yesterday"), ("lane", .number(Decimal(1.5))),
    ("events", .list([.context(["event": "unheard"])])), ("events", .list([.null])),
    ("events", "none"), ("messages", .number(1)),
    ("messages", .list([.context(["id": "x", "receiver": "Y", "sequence": .number(1)])])),
  ])
  func `an entry with a part of another kind is refused`(_ part: String, value: Value) throws {
    var record = try Context(json: Self.entry.text)
    record[part] = value
    #expect(throws: RecordError.self) { try JournalEntry(text: record.json()) }
  }
}
