import BrokerConformance
import Exchange
import FEEL
import Messaging
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
    let (read, problem) = reader.read(message.properties, body: message.body)
    #expect(read == entries)
    #expect(problem == nil)
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
      let (entries, problem) = reader.read(changed.properties, body: changed.body)
      #expect(entries.isEmpty)
      return problem
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
    let (read, problem) = reader.read(message.properties, body: body + Array("]}".utf8))
    #expect(read == entries)
    #expect(problem != nil)
  }
}
