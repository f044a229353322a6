package import FEEL
package import ProcessEngine

/// The monitor's picture of all orders at one moment: what its live screen shows.
package struct Overview: Hashable, Sendable {
  package let at: Timestamp
  package var parties: [PartyOverview]
  package var flows: [MessageFlowOverview]
  /// The newest steps of all parties, the newest first.
  package var transitions: [Transition]
  package var attention: AttentionList
  package var reception: Reception
  /// Flow nodes that hold a token now.
  package var elements: [ElementOverview] = []
  /// Orders of which not every party has ended.
  package var workInProgress = 0
  /// How many of those have an overdue task, and how many an incident.
  package var overdueOrders = 0
  package var ordersWithIncidents = 0
  /// Of the newest minute in which something became visible.
  package var freshness: FreshnessMinute?
  /// What parties told last to be in their quarantines; nil as long as none has.
  package var quarantine: QuarantineList?
  /// When the parties' accounts were compared last; nil as long as they have not been.
  package var checkedAt: Timestamp?

  package init(
    at: Timestamp, parties: [PartyOverview] = [], flows: [MessageFlowOverview] = [],
    transitions: [Transition] = [], attention: AttentionList = AttentionList(),
    reception: Reception = Reception()
  ) {
    self.at = at
    self.parties = parties
    self.flows = flows
    self.transitions = transitions
    self.attention = attention
    self.reception = reception
  }
}

/// One pool's numbers.
package struct PartyOverview: Hashable, Sendable {
  package let party: String
  /// Instances that have not ended.
  package var running = 0
  /// How many ended with each outcome.
  package var outcomes: [String: Int] = [:]
  /// Tokens by flow node; those without are missing.
  package var tokens: [String: Int] = [:]
  package var incidents = 0
  package var lastSecond = Rate()
  package var lastMinute = Rate()
  package var lastHour = Rate()

  /// What was done in some length of time.
  package struct Rate: Hashable, Sendable {
    package var steps: Double
    package var started: Double
    package var ended: Double
    /// Orders that began here as the first party's, and orders that ended here as the last party's.
    package var placed: Double
    package var closed: Double

    package init(
      steps: Double = 0, started: Double = 0, ended: Double = 0, placed: Double = 0,
      closed: Double = 0
    ) {
      self.steps = steps
      self.started = started
      self.ended = ended
      self.placed = placed
      self.closed = closed
    }
  }

  package init(party: String, tallies: [Tally: Int]) {
    self.party = party
    for (tally, amount) in tallies where tally.party == party && amount != 0 {
      switch tally.kind {
      case .outcome where tally.name.isEmpty: running = amount
      case .outcome: outcomes[tally.name] = amount
      case .active: tokens[tally.name] = amount
      case .incident: incidents = amount
      case .entered, .sent, .received, .refused, .unread, .disordered, .placed, .closed: break
      }
    }
  }
}

/// What waits at one flow node of one party.
package struct ElementOverview: Hashable, Sendable {
  package let party: String
  package let element: String
  package let tokens: Int
  /// Since when the one has waited that waits longest.
  package let oldest: Timestamp
  /// Tokens whose task is due before now.
  package let overdue: Int
  package let incidents: Int

  package init(
    party: String, element: String, tokens: Int, oldest: Timestamp, overdue: Int, incidents: Int
  ) {
    self.party = party
    self.element = element
    self.tokens = tokens
    self.oldest = oldest
    self.overdue = overdue
    self.incidents = incidents
  }

  /// Both together.
  ///
  /// - Precondition: they are of the same flow node.
  package func joined(with other: ElementOverview) -> ElementOverview {
    precondition(other.party == party && other.element == element)
    return ElementOverview(
      party: party, element: element, tokens: tokens + other.tokens,
      oldest: min(oldest, other.oldest), overdue: overdue + other.overdue,
      incidents: incidents + other.incidents)
  }
}

/// One kind of message between the parties.
package struct MessageFlowOverview: Hashable, Sendable {
  package let name: String
  package let sender: String
  package let sent: Int
  package let received: Int
  /// Put into quarantine by the receiver, before or after it took them in.
  package private(set) var quarantined: Int
  /// Sent, and neither taken in nor refused.
  package private(set) var inFlight: Int
  /// When the oldest of those was sent.
  package var oldestInFlight: Timestamp?

  /// So many of those in flight are in quarantine, though no journal says so: their receiver could make no step of them.
  package mutating func setAside(_ count: Int) {
    quarantined += count
    inFlight -= count
  }

  /// All kinds of message that were ever sent, by sender and name.
  package static func all(in tallies: [Tally: Int]) -> [MessageFlowOverview] {
    let sent = tallies.filter { $0.key.kind == .sent }
    func sum(_ kind: Tally.Kind, _ name: String) -> Int {
      tallies.reduce(0) { $1.key.kind == kind && $1.key.name == name ? $0 + $1.value : $0 }
    }
    return sent.map { tally, amount in
      let received = sum(.received, tally.name)
      let refused = sum(.refused, tally.name)
      return MessageFlowOverview(
        name: tally.name, sender: tally.party, sent: amount, received: received,
        quarantined: refused + sum(.unread, tally.name), inFlight: amount - received - refused)
    }
    .sorted { ($0.sender, $0.name) < ($1.sender, $1.name) }
  }
}

/// One step, in one line.
package struct Transition: Hashable, Sendable {
  package let at: Timestamp
  package let party: String
  package let order: InstanceID
  package let reference: String?
  package let text: String

  package init(
    at: Timestamp, party: String, order: InstanceID, reference: String?, text: String
  ) {
    self.at = at
    self.party = party
    self.order = order
    self.reference = reference
    self.text = text
  }
}

/// The orders that somebody should look at.
package struct AttentionList: Hashable, Sendable {
  /// What does not go on, the most serious first.
  package var stuck: [Attention]
  /// Open tasks whose due date has passed, the longest overdue first.
  package var overdue: [Attention]

  package init(stuck: [Attention] = [], overdue: [Attention] = []) {
    self.stuck = stuck
    self.overdue = overdue
  }

  package var all: [Attention] { stuck + overdue }
}

/// An order that somebody should look at.
package struct Attention: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    case incident
    /// A step has not been heard.
    case missingStep = "missing-step"
    /// A timer should have fired.
    case timer
    /// A message has been on its way for long.
    case message
    /// Nothing has happened for long.
    case quiet
    /// A task's due date has passed.
    case task
  }

  package let order: InstanceID
  package let reference: String?
  /// Whose side it is.
  package let party: String
  package let reason: Reason
  package let since: Timestamp
  /// In English.
  package let detail: String
  /// What it is about: the id of the flow node, the name of the message, or the number of the step.
  package let subject: String
  /// The key of the incident or task, by which its party names it.
  package let key: Key?

  package init(
    order: InstanceID, reference: String?, party: String, reason: Reason, since: Timestamp,
    detail: String, subject: String = "", key: Key? = nil
  ) {
    self.subject = subject
    self.key = key
    self.order = order
    self.reference = reference
    self.party = party
    self.reason = reason
    self.since = since
    self.detail = detail
  }

  /// From when on something counts as stuck.
  package struct Limits: Hashable, Sendable {
    /// How long a timer may be late, a message on its way, and one account behind the other.
    package var machine: Duration
    /// How long a running order may be without a step.
    package var quiet = Duration.seconds(7 * 86_400)

    /// - Parameter speed: how much faster than the machine's the parties' clock runs.
    package init(speed: Double = 1) { machine = OrderFilter.minute * speed }
  }
}

/// What the monitor has heard.
package struct Reception: Hashable, Sendable {
  /// The offset of the last message of the stream that is in the projection.
  package var position: Int64?
  /// When the newest entry was committed by its party.
  package var newestEntry: Timestamp?
  package var gaps: [Gap] = []
  package var duplicates = 0
  /// Messages of the stream that could not be read.
  package var unreadable = 0

  package struct Gap: Hashable, Sendable {
    package let lane: LaneID
    package let range: LaneLedger.Gap

    package init(lane: LaneID, range: LaneLedger.Gap) {
      self.lane = lane
      self.range = range
    }

    /// All gaps, by lane.
    package static func all(in lanes: [LaneID: LaneLedger]) -> [Gap] {
      lanes.sorted { $0.key < $1.key }
        .flatMap { id, ledger in ledger.gaps.map { Gap(lane: id, range: $0) } }
    }
  }

  package init() {}
}
