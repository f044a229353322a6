import Exchange
package import FEEL
import FoundationEssentials
package import Participant
import ProcessEngine
package import RabbitMQ

extension Envelope {
  /// How much of a body that is too large is kept, in bytes.
  static let keptOfLargeBody = 4096

  /// Opens whatever came in: a message of the partner, or something to be quarantined with the reason and as much as could
  /// be read.
  ///
  /// Only `user_id` says who sent it: the broker compares it with the login of the connection that published.
  package func open(
    _ properties: MessageProperties, body: [UInt8], receivedAt now: Timestamp
  ) -> Participant.Delivery.Content {
    do throws(Flaw) {
      return .message(try read(properties, body))
    } catch {
      return .unusable(quarantined(properties, body, error, now))
    }
  }

  /// Why a message cannot be used.
  private struct Flaw: Error {
    let reason: QuarantinedMessage.Reason
    let detail: String

    static func undecodable(_ detail: String) -> Flaw { Flaw(reason: .undecodable, detail: detail) }
    static func wrongSender(_ detail: String) -> Flaw { Flaw(reason: .wrongSender, detail: detail) }
  }

  private func read(
    _ properties: MessageProperties, _ body: [UInt8]
  ) throws(Flaw) -> OrderMessage {
    guard body.count <= Self.maximumBodySize else {
      throw Flaw(
        reason: .tooLarge,
        detail: "the body has \(body.count) bytes, at most \(Self.maximumBodySize) are allowed")
    }
    let headers = properties.headers
    let message = try kind(of: properties)
    guard headers[Header.receiver]?.string == party else {
      throw .undecodable(
        "it is addressed to \(Self.quote(headers[Header.receiver])), not to \(party)")
    }
    try checkContentType(properties)
    guard let id = headers[Header.id]?.string.flatMap({ UUID(text: $0) }) else {
      throw .undecodable("\(Header.id) must be a UUID, not \(Self.quote(headers[Header.id]))")
    }
    guard let order = headers[Header.subject]?.string.flatMap({ InstanceID($0) }) else {
      throw .undecodable(
        "\(Header.subject) must be the order's UUID, not \(Self.quote(headers[Header.subject]))")
    }
    guard let sequence = Self.sequence(headers), sequence > 0 else {
      throw .undecodable(
        "\(Header.sequence) must be a number from 1, not \(Self.quote(headers[Header.sequence]))")
    }
    return OrderMessage(
      id: id, name: message.name, sender: message.sender, receiver: party, order: order,
      sequence: sequence, correlationKey: try correlationKey(headers), sentAt: try time(headers),
      payload: try payload(body))
  }

  /// Which message of the contract it is, after a look at who sent it.
  private func kind(of properties: MessageProperties) throws(Flaw) -> Contract.Message {
    let headers = properties.headers
    guard let user = properties.userID else {
      throw .wrongSender("it has no user_id, so that the broker does not vouch for its sender")
    }
    guard let sender = partners[user] else {
      throw .wrongSender("the broker's user \(user) is not a partner of \(party)")
    }
    guard headers[Header.specificationVersion]?.string == Header.version else {
      throw .undecodable(
        "\(Header.specificationVersion) must be \(Header.version), not \(Self.quote(headers[Header.specificationVersion]))"
      )
    }
    guard let type = headers[Header.type]?.string else {
      throw .undecodable("\(Header.type) is missing")
    }
    guard let message = incoming[type] else {
      throw Flaw(
        reason: .unknownType,
        detail: "the contract lets nobody send \(Self.quote(headers[Header.type])) to \(party)")
    }
    guard message.sender == sender, headers[Header.sender]?.string == sender else {
      throw .wrongSender(
        "\(message.name) comes from \(message.sender), this one from the user \(user) in the name of \(Self.quote(headers[Header.sender]))"
      )
    }
    return message
  }

  private func checkContentType(_ properties: MessageProperties) throws(Flaw) {
    let type = properties.contentType ?? ""
    let medium = type.prefix { $0 != ";" && $0 != " " }
    guard medium.lowercased() == Header.json, properties.contentEncoding == nil else {
      throw .undecodable(
        "the body must be \(Header.json) without an encoding, not \(Self.quote(.string(type)))")
    }
  }

  private func correlationKey(_ headers: Table) throws(Flaw) -> String {
    guard let key = headers[Header.correlationKey]?.string, key.utf8.count <= Self.maximumKeySize,
      !key.utf8.contains(0)
    else {
      throw .undecodable(
        "\(Header.correlationKey) must be a text of up to \(Self.maximumKeySize) bytes")
    }
    return key
  }

  private func time(_ headers: Table) throws(Flaw) -> Timestamp {
    do throws(TemporalError) {
      return try Timestamp(headers[Header.time]?.string ?? "")
    } catch {
      throw .undecodable("\(Header.time): \(error)")
    }
  }

  private func payload(_ body: [UInt8]) throws(Flaw) -> Context {
    let payload: Context
    do throws(JSONError) {
      payload = try Context(json: body)
    } catch {
      throw .undecodable("the body is not a JSON object: \(error)")
    }
    // Only an escape can bring it in, and hardly any body has one.
    if body.contains(UInt8(ascii: "\\")), payload.containsNUL {
      throw .undecodable("a text in the body has the character U+0000, which databases do not keep")
    }
    return payload
  }

  /// Written as text by us and by the CloudEvents SDKs; as a number by others.
  private static func sequence(_ headers: Table) -> Int? {
    let value = headers[Header.sequence]
    return value?.string.flatMap { Int($0) } ?? value?.integer
  }

  /// A header's value for an operator's eyes: it may be anything.
  private static func quote(_ value: FieldValue?) -> String {
    guard let value else { return "nothing" }
    let text = value.readable.string ?? value.readable.jsonString
    return "\"\(text.prefix(80))\"".withoutNUL
  }
}

// MARK: - What could be read

extension Envelope {
  private func quarantined(
    _ properties: MessageProperties, _ body: [UInt8], _ flaw: Flaw, _ now: Timestamp
  ) -> QuarantinedMessage {
    let headers = properties.headers
    let type = headers[Header.type]?.string ?? properties.type
    let isTooLarge = flaw.reason == .tooLarge
    return QuarantinedMessage(
      reason: flaw.reason, detail: flaw.detail.withoutNUL, receivedAt: now,
      messageID: (headers[Header.id]?.string ?? properties.messageID)?.withoutNUL,
      name: type.map { incoming[$0]?.name ?? $0.withoutNUL },
      sender: headers[Header.sender]?.string?.withoutNUL,
      order: (headers[Header.subject]?.string ?? properties.correlationID).flatMap {
        InstanceID($0)
      },
      sequence: Self.sequence(headers), headers: texts(properties),
      body: isTooLarge ? Array(body.prefix(Self.keptOfLargeBody)) : body)
  }

  /// The properties and headers, and the correlation key under the name that a replay looks for.
  private func texts(_ properties: MessageProperties) -> Context {
    var texts = Context()
    for header in properties.headers.entries {
      let value = header.value.readable
      texts[header.name.withoutNUL] = .string((value.string ?? value.jsonString).withoutNUL)
    }
    let named: [(String, String?)] = [
      ("content_type", properties.contentType), ("content_encoding", properties.contentEncoding),
      ("correlation_id", properties.correlationID), ("message_id", properties.messageID),
      ("type", properties.type), ("user_id", properties.userID), ("app_id", properties.appID),
      ("timestamp", properties.timestamp.map { String($0) }),
      ("correlationKey", properties.headers[Header.correlationKey]?.string),
    ]
    for case (let name, let text?) in named { texts[name] = .string(text.withoutNUL) }
    return texts
  }
}

extension FieldValue {
  /// The value as people read it.
  fileprivate var readable: FEEL.Value {
    switch self {
    case .boolean(let boolean): .boolean(boolean)
    case .string(let text): .string(text)
    case .table(let table):
      .context(
        table.entries.reduce(into: Context()) { $0[$1.name] = $1.value.readable })
    case .array(let values): .list(values.map(\.readable))
    case .void: .null
    case .bytes(let bytes): .string("\(bytes.count) bytes")
    case .float(let number): .string("\(number)")
    case .double(let number): .string("\(number)")
    case .decimal(let scale, let value): .string("\(value)e-\(scale)")
    case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64, .timestamp:
      integer.map { .number($0) } ?? .string("a number beyond 64 bits with a sign")
    }
  }
}

extension String {
  /// PostgreSQL's texts cannot hold U+0000; what is shown to operators need not.
  fileprivate var withoutNUL: String {
    utf8.contains(0) ? String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) : self
  }
}

extension Context {
  fileprivate var containsNUL: Bool {
    entries.contains { $0.key.utf8.contains(0) || $0.value.containsNUL }
  }
}

extension Value {
  fileprivate var containsNUL: Bool {
    switch self {
    case .string(let text): text.utf8.contains(0)
    case .list(let elements): elements.contains(where: \.containsNUL)
    case .context(let context): context.containsNUL
    case .null, .boolean, .number, .date, .time, .dateTime, .duration, .yearMonthDuration, .range:
      false
    }
  }
}
