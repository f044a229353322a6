package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// One committed step of one instance: history, audit trail and outbox at once, and what the monitor hears.
package struct JournalEntry: Hashable, Sendable {
  /// The pool that made the step.
  package let party: String
  /// A lane numbers its entries from 1 without gaps, in the order of their commits.
  package let lane: Int
  package let number: Int
  package let order: InstanceID
  /// Counts the steps of this instance, from 1.
  package let step: Int
  package let at: Timestamp
  /// What the step answered: an object whose `kind` says what.
  package let stimulus: Context
  package let events: [Event]
  /// The messages of the step, one for each `messageSent` event and in their order.
  package let messages: [SentMessage]
  /// The entry's JSON, written once, by the party whose step it is: for its journal, the broker and the monitor.
  package let text: [UInt8]

  package struct SentMessage: Hashable, Sendable {
    package let id: UUID
    package let receiver: String
    package let sequence: Int

    package init(id: UUID, receiver: String, sequence: Int) {
      self.id = id
      self.receiver = receiver
      self.sequence = sequence
    }
  }

  package init(
    party: String, lane: Int, number: Int, order: InstanceID, step: Int, at: Timestamp,
    stimulus: Context, events: [Event], messages: [SentMessage]
  ) {
    self.party = party
    self.lane = lane
    self.number = number
    self.order = order
    self.step = step
    self.at = at
    self.stimulus = stimulus
    self.events = events
    self.messages = messages
    text = Self.record(
      party: party, lane: lane, number: number, order: order, step: step, at: at,
      stimulus: stimulus, events: events, messages: messages
    ).json()
  }

  /// The messages as they go onto the wire.
  package var outgoing: [OrderMessage] {
    var rest = messages[...]
    return events.compactMap { event in
      guard case .messageSent(let name, let correlationKey, let payload, _) = event,
        let message = rest.popFirst()
      else { return nil }
      return OrderMessage(
        id: message.id, name: name, sender: party, receiver: message.receiver, order: order,
        sequence: message.sequence, correlationKey: correlationKey, sentAt: at, payload: payload)
    }
  }
}

extension JournalEntry {
  private static func record(
    party: String, lane: Int, number: Int, order: InstanceID, step: Int, at: Timestamp,
    stimulus: Context, events: [Event], messages: [SentMessage]
  ) -> Context {
    Context(compact: [
      ("party", .string(party)), ("lane", .number(lane)), ("number", .number(number)),
      ("order", .string(order.description)), ("step", .number(step)), ("at", .time(at)),
      ("stimulus", .context(stimulus)), ("events", .list(events.map { .context($0.record) })),
      (
        "messages",
        .list(
          messages.map { message in
            .context([
              "id": .string(message.id.text),
              "receiver": .string(message.receiver), "sequence": .number(message.sequence),
            ])
          })
      ),
    ])
  }

  /// Reads a stored entry.
  package init(text: [UInt8]) throws(RecordError) {
    let record: Value
    do {
      record = try Value(json: text)
    } catch {
      throw RecordError("\(error)")
    }
    try self.init(record: record, text: text)
  }

  /// Reads a received entry.
  ///
  /// - Parameter text: the JSON that the record was read from.
  package init(record value: Value, text: [UInt8]) throws(RecordError) {
    let record = try Record(value)
    guard let order = InstanceID(try record.string("order")) else {
      throw RecordError("`order` must be a UUID")
    }
    let recorded = try record.values("events")
    var events: [Event] = []
    events.reserveCapacity(recorded.count)
    for event in recorded { events.append(try Event(record: event)) }
    party = try record.string("party")
    lane = try record.integer("lane", in: 1...Int(Int32.max))
    number = try record.integer("number", in: 1...Int.max)
    self.order = order
    step = try record.integer("step", in: 1...Int(Int32.max))
    at = try record.timestamp("at")
    stimulus = try record.context("stimulus")
    self.events = events
    messages = try record.list("messages", SentMessage.init(record:))
    self.text = text
  }
}

extension JournalEntry.SentMessage {
  init(record: Record) throws(RecordError) {
    guard let id = UUID(text: try record.string("id")) else {
      throw RecordError("`id` must be a UUID")
    }
    self.init(
      id: id, receiver: try record.string("receiver"), sequence: try record.integer("sequence"))
  }
}
