package import Exchange
import FEEL
import ProcessEngine
package import RabbitMQ

extension Envelope {
  /// The largest body of an event message that is filled with several entries, in bytes.
  static let fullEventBody = 256 * 1024
  /// The largest body of an event message with a single entry, in bytes: what the broker is set up to take.
  static let maximumEventBodySize = 1024 * 1024

  /// The CloudEvents type of what the monitor hears beside it: `duet.order.transport.v1`.
  package static func transportType(_ contract: Contract) -> String {
    "duet.\(contract.collaboration).transport.v1"
  }

  /// Closes what became of messages on their way.
  package func close(_ report: TransportReport) throws(Refusal) -> Message {
    let body = Value.context(report.record).json()
    guard body.count <= Self.maximumEventBodySize else {
      throw Refusal(
        detail:
          "a report to the monitor has \(body.count) bytes, at most \(Self.maximumEventBodySize) are allowed"
      )
    }
    return event(
      Self.transportType(contract), id: report.id.text, at: report.at, subject: nil, sequence: nil,
      body)
  }

  /// The CloudEvents type of what the monitor hears: `duet.order.journal.v1`.
  package static func journalType(_ contract: Contract) -> String {
    "duet.\(contract.collaboration).journal.v1"
  }

  /// Closes entries of one lane: as a rule in one message, in more when they are large.
  package func close(_ entries: [JournalEntry]) throws(Refusal) -> [Message] {
    var messages: [Message] = []
    var rest = entries[...]
    while let first = rest.first {
      var body = Array(#"{"entries":["#.utf8)
      body.reserveCapacity(1024 * rest.count)
      var last = first
      while let entry = rest.first {
        let end = body.count
        if entry.number != first.number { body.append(UInt8(ascii: ",")) }
        body.append(contentsOf: entry.text)
        if body.count > Self.fullEventBody, entry.number != first.number {
          body.removeSubrange(end...)
          break
        }
        last = entry
        rest = rest.dropFirst()
      }
      messages.append(try message(from: first, to: last, body))
    }
    return messages
  }

  /// - Parameter body: all of the message up to the last entry.
  private func message(
    from first: JournalEntry, to last: JournalEntry, _ entries: [UInt8]
  ) throws(Refusal) -> Message {
    var body = entries
    body.append(contentsOf: #"],"first":\#(first.number),"lane":\#(first.lane),"#.utf8)
    body.append(contentsOf: #""last":\#(last.number),"party":"#.utf8)
    Value.string(party).writeJSON(to: &body)
    body.append(UInt8(ascii: "}"))
    guard body.count <= Self.maximumEventBodySize else {
      throw Refusal(
        detail:
          "entry \(first.number) of lane \(first.lane), of order \(first.order), has \(body.count) bytes, at most \(Self.maximumEventBodySize) are allowed"
      )
    }
    return event(
      Self.journalType(contract),
      // The same entries have the same id; a resend may be cut differently and has another.
      id: "\(Contract.slug(party))-\(first.lane)-\(first.number)-\(last.number)", at: last.at,
      subject: "lane-\(first.lane)", sequence: last.number, body)
  }

  private func event(
    _ type: String, id: String, at time: Timestamp, subject: String?, sequence: Int?,
    _ body: [UInt8]
  ) -> Message {
    var headers: Table = [
      Header.specificationVersion: .string(Header.version),
      Header.id: .string(id),
      Header.source: .string(Self.source(contract, party)),
      Header.type: .string(type),
      Header.time: .string(time.description),
      Header.sender: .string(party),
    ]
    if let subject { headers[Header.subject] = .string(subject) }
    if let sequence { headers[Header.sequence] = .string(Header.text(ofSequence: sequence)) }
    return Message(
      exchange: contract.eventExchange, routingKey: "",
      properties: properties(id: id, type: type, correlation: nil, at: time, headers), body: body)
  }
}
