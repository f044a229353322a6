package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// What a party tells the monitor beside its journal: what became of messages on their way.
///
/// Nothing is decided by it. It may come twice, and what a party saw in the last moments before a crash is not told.
package struct TransportReport: Hashable, Sendable {
  /// UUIDv7.
  package let id: UUID
  package let party: String
  /// When it was made.
  package let at: Timestamp
  package let confirmations: [Confirmation]
  package let sightings: [Sighting]
  /// What is in the party's quarantine, when that has changed: what an earlier report says of it is void.
  package let quarantine: QuarantineSummary?

  /// The broker has taken all entries of a lane from one number to another, with their messages.
  package struct Confirmation: Hashable, Sendable {
    package let lane: Int
    package let first: Int
    package let last: Int
    /// When the party knew it.
    package let at: Timestamp

    package init(lane: Int, first: Int, last: Int, at: Timestamp) {
      self.lane = lane
      self.first = first
      self.last = last
      self.at = at
    }
  }

  /// A message came, and no step was made of it.
  package struct Sighting: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      /// It had been taken in before, and was left alone.
      case duplicate
      /// It is kept until the ones before it have come.
      case parked
    }

    package let kind: Kind
    package let message: UUID
    package let order: InstanceID
    package let at: Timestamp

    package init(_ kind: Kind, _ message: OrderMessage, at time: Timestamp) {
      self.kind = kind
      self.message = message.id
      order = message.order
      at = time
    }
  }

  package init(
    id: UUID, party: String, at time: Timestamp, confirmations: [Confirmation] = [],
    sightings: [Sighting] = [], quarantine: QuarantineSummary? = nil
  ) {
    self.id = id
    self.party = party
    at = time
    self.confirmations = confirmations
    self.sightings = sightings
    self.quarantine = quarantine
  }
}

// MARK: - JSON

extension TransportReport {
  package var record: Context {
    Context(compact: [
      ("party", .string(party)),
      ("confirmations", .list(confirmations.map { .context($0.record) })),
      ("sightings", .list(sightings.map { .context($0.record) })),
      ("quarantine", quarantine.map { .context($0.record) }),
    ])
  }

  /// Reads a received report.
  package init(id: UUID, at time: Timestamp, record value: Value) throws(RecordError) {
    let record = try Record(value)
    self.init(
      id: id, party: try record.string("party"), at: time,
      confirmations: try record.list("confirmations", Confirmation.init(record:)),
      sightings: try record.list("sightings", Sighting.init(record:)),
      quarantine: record.has("quarantine")
        ? try QuarantineSummary(record: Record(record.context("quarantine"))) : nil)
  }
}

extension TransportReport.Confirmation {
  fileprivate var record: Context {
    ["lane": .number(lane), "first": .number(first), "last": .number(last), "at": .time(at)]
  }

  fileprivate init(record: Record) throws(RecordError) {
    self.init(
      lane: try record.integer("lane", in: 1...Int(Int32.max)),
      first: try record.integer("first", in: 1...Int.max),
      last: try record.integer("last", in: 1...Int.max), at: try record.timestamp("at"))
    guard first <= last else {
      throw RecordError("a confirmation from \(first) to \(last) has no entries")
    }
  }
}

extension TransportReport.Sighting {
  fileprivate var record: Context {
    [
      "kind": .string(kind.rawValue), "message": .string(message.text),
      "order": .string(order.description), "at": .time(at),
    ]
  }

  fileprivate init(record: Record) throws(RecordError) {
    let kind = try record.string("kind")
    guard let known = Kind(rawValue: kind) else { throw RecordError("`kind` is \(kind)") }
    guard let message = UUID(text: try record.string("message")),
      let order = InstanceID(try record.string("order"))
    else { throw RecordError("`message` and `order` must be UUIDs") }
    self.kind = known
    self.message = message
    self.order = order
    at = try record.timestamp("at")
  }
}
