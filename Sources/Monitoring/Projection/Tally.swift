package import FEEL

/// Something that is counted over all orders, so that a dashboard need not.
package struct Tally: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Tokens at a flow node now.
    case active
    /// Tokens that ever came to a flow node.
    case entered
    /// Instances that ended with an outcome; those that run are counted under the empty name.
    case outcome
    /// Messages of a name that the party sent, took in, refused to take in, or took in and never used.
    case sent, received, refused, unread
    /// Open incidents, under the empty name.
    case incident
  }

  package let party: String
  package let kind: Kind
  package let name: String

  package init(_ party: String, _ kind: Kind, _ name: String = "") {
    self.party = party
    self.kind = kind
    self.name = name
  }
}

/// What one party did in one second.
package struct Activity: Hashable, Sendable {
  package struct Second: Hashable, Sendable {
    package let party: String
    /// Whole seconds since 1970, UTC.
    package let second: Int64

    package init(party: String, second: Int64) {
      self.party = party
      self.second = second
    }

    package init(party: String, at time: Timestamp) {
      self.init(party: party, second: Int64((Double(time.microseconds) / 1_000_000).rounded(.down)))
    }
  }

  package var steps = 0
  package var started = 0
  package var ended = 0
  package var sent = 0
  package var received = 0

  package init() {}

  package mutating func add(_ other: Activity) {
    steps += other.steps
    started += other.started
    ended += other.ended
    sent += other.sent
    received += other.received
  }
}
