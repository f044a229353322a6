import BrokerConformance
import Exchange
import FEEL
import Foundation
import Messaging
import ProcessEngine
import RabbitMQ
import Testing

struct EventEnvelopeTests {
  private let client: Envelope
  private let reader: EventReader

  init() throws {
    let contract = try SampleContract.contract(named: "Order")
    client = Envelope(contract, party: "Client")
    reader = EventReader(contract)
  }

  @Test func `entries of a lane travel in one message`() throws {
    let entries = (101...164).map { SampleContract.entry($0) }
    let messages = try client.close(entries)
    let message = try #require(messages.first)
    #expect(messages.count == 1)
    #expect(message.exchange == "order.events")
    #expect(message.properties.messageID == "client-1-101-164")
    #expect(message.properties.headers["ce-type"] == "duet.order.journal.v1")
    #expect(message.properties.headers["ce-source"] == "/duet/order/client")
    let body = try Value(json: message.body)
    #expect(body["party"] == .string("Client"))
    #expect(body["lane"] == .number(1))
    #expect(body["first"] == .number(101))
    #expect(body["last"] == .number(164))
    let read = reader.read(message.properties, body: message.body)
    #expect(read.entries == entries)
    #expect(read.problem == nil)
  }

  @Test func `large entries travel in several messages`() throws {
    let text = String(repeating: "x", count: 100_000)
    let entries = (1...5).map { SampleContract.entry($0, text: text) }
    let messages = try client.close(entries)
    #expect(
      messages.map(\.properties.messageID) == ["client-1-1-2", "client-1-3-4", "client-1-5-5"])
    #expect(messages.flatMap { reader.read($0.properties, body: $0.body).entries } == entries)
    let large = SampleContract.entry(6, text: String(repeating: "x", count: 400_000))
    #expect(try client.close([entries[0], large, entries[1]]).count == 3)
    let tooLarge = SampleContract.entry(7, text: String(repeating: "x", count: 1_048_576))
    #expect(throws: Envelope.Refusal.self) { try client.close([tooLarge]) }
  }

  @Test func `what cannot be read is skipped with a reason`() throws {
    let message = try #require(try client.close([SampleContract.entry(1)]).first)
    func problem(_ change: (inout Message) -> Void) -> String? {
      var changed = message
      change(&changed)
      let read = reader.read(changed.properties, body: changed.body)
      #expect(read.entries.isEmpty && read.report == nil)
      return read.problem
    }
    #expect(problem { $0.properties.userID = nil }?.contains("vouch") == true)
    #expect(problem { $0.properties.userID = "mallory" }?.contains("vouch") == true)
    #expect(problem { $0.properties.userID = "supplier" }?.contains("in the name of") == true)
    #expect(problem { $0.properties.headers["ce-type"] = nil }?.contains("type") == true)
    #expect(problem { $0.body = [] }?.contains("JSON") == true)
    #expect(problem { $0.body = Array("{}".utf8) }?.contains("entries") == true)
    #expect(problem { $0.body = Array(#"{"entries":[1]}"#.utf8) }?.contains("object") == true)
  }

  @Test func `one bad entry does not hide its neighbours`() throws {
    let entries = [SampleContract.entry(1), SampleContract.entry(3)]
    let message = try #require(try client.close(entries).first)
    let body = Array(
      [Array(#"{"entries":["#.utf8), entries[0].text, Array(#" , "bad", "#.utf8), entries[1].text]
        .joined())
    let read = reader.read(message.properties, body: body + Array("]}".utf8))
    #expect(read.entries == entries)
    #expect(read.problem != nil)
  }

  // MARK: Beside the journal

  private static let order = InstanceID(UUID())

  private static let sample = TransportReport(
    id: UUID(), party: "Client", at: .init(microseconds: 1_700_000_000_123_456),
    confirmations: [
      .init(lane: 1, first: 7, last: 9, at: .init(microseconds: 1_700_000_000_000_001))
    ],
    sightings: TransportReport.Sighting.Kind.allCases.map {
      .init(
        $0, SampleContract.message(3, of: order), at: .init(microseconds: 1_700_000_000_000_002))
    },
    quarantine: QuarantineSummary(
      count: 20,
      newest: [
        QuarantineRow(
          id: UUID(),
          message: QuarantinedMessage(
            reason: .undecodable, detail: "no JSON",
            receivedAt: .init(microseconds: 1_700_000_000_000_003))),
        QuarantineRow(
          id: UUID(),
          message: QuarantinedMessage(
            reason: .ended, detail: "The order has ended.",
            receivedAt: .init(microseconds: 1_700_000_000_000_004), messageID: "m",
            name: "QuoteIssued", sender: "Supplier", order: order, sequence: 7)),
      ]))

  @Test func `a report is read as it was written`() throws {
    let message = try client.close(Self.sample)
    #expect(message.exchange == "order.events")
    #expect(message.properties.messageID == Self.sample.id.uuidString.lowercased())
    #expect(message.properties.headers["ce-type"] == "duet.order.transport.v1")
    let read = reader.read(message.properties, body: message.body)
    #expect(read.report == Self.sample)
    #expect(read.entries.isEmpty && read.problem == nil)
  }

  @Test func `what others say in a message is told in short`() throws {
    let text = String(repeating: "é", count: 2_000)
    let row = QuarantineRow(
      id: UUID(),
      message: QuarantinedMessage(
        reason: .undecodable, detail: text, receivedAt: .init(microseconds: 0), messageID: text,
        name: text, sender: text))
    let report = TransportReport(
      id: UUID(), party: "Client", at: .init(microseconds: 0),
      quarantine: QuarantineSummary(count: 100, newest: Array(repeating: row, count: 100)))
    let message = try client.close(report)
    let read = reader.read(message.properties, body: message.body)
    #expect(read.report?.quarantine?.newest.last?.message.detail == String(text.prefix(500)))
  }

  @Test(arguments: [
    #"[]"#, "{}", #"{"party":"Supplier"}"#,
    #"{"party":"Client","confirmations":[{"lane":1,"first":3,"last":2,"at":"2026-11-21T10:00:00Z"}]}"#,
    #"{"party":"Client","confirmations":[{"lane":1,"first":3}]}"#,
    #"{"party":"Client","sightings":[{"kind":"unheard-of","message":"1","order":"2","at":"3"}]}"#,
    #"{"party":"Client","sightings":[{"kind":"parked","message":"1","order":"2","at":"3"}]}"#,
    #"{"party":"Client","quarantine":{}}"#,
    #"{"party":"Client","quarantine":{"count":3000000000}}"#,
    #"{"party":"Client","quarantine":{"count":1,"newest":[{"id":"1"}]}}"#,
  ]) func `a report that cannot be read is skipped with a reason`(_ body: String) throws {
    let message = try client.close(Self.sample)
    let read = reader.read(message.properties, body: Array(body.utf8))
    #expect(read.report == nil && read.problem != nil)
  }

  @Test func `a report without an id or a time is skipped with a reason`() throws {
    let message = try client.close(Self.sample)
    for header in ["ce-id", "ce-time"] {
      var properties = message.properties
      properties.headers[header] = "?"
      let read = reader.read(properties, body: message.body)
      #expect(read.report == nil && read.problem != nil)
    }
  }
}
