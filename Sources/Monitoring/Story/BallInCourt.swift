package import FEEL

/// Whose turn it was, at every instant of an order's lead time: what the order waited for.
///
/// The lead time goes from the initiator's first step (the order is placed) to the last step with which a party ended, or
/// to now while one runs. It is cut at every step of either party and where a timer is due; between two cuts nothing
/// changes, so each piece belongs to one holder. The first of these rules that fits decides:
///
/// 1. **Broker**: a message is on its way (sent, neither taken in nor refused) to a party that waits for it: one with an
///    open subscription of its name, or one that has not begun and that it begins. The time from the sender's commit to
///    the receiver's counts, so the time in which a receiver is down is in it: neither journal can tell.
/// 2. **A party** that can do something: it has an open human task (a decision that can still be undone counts as open),
///    else an incident, else a job that is under way or will be tried again. When both can, it is the one whose message
///    the other waits for, else the one whose work has been open longest, else the initiator.
/// 3. **A party** that has refused a message which it waits for: its operator can let the message in.
/// 4. **Timer**: a party waits only for the time to come at which its own timer is due. A timer that is due and has not
///    fired is the party's own delay.
/// 5. **A party** about which nothing of that is known, because it has not reported or both wait for each other: one that
///    the other waits for, else the one that made the last step.
///
/// Messages that nobody waits for yet (they cross, or came early) move nothing on and are nobody's turn.
///
/// Clocks that differ may make a message arrive before it was sent; then it was never on its way, and no piece is
/// negative. `OrderStory.clocks` tells by how much the clocks differ at least.
package struct BallInCourt: Hashable, Sendable {
  package enum Holder: Hashable, Sendable {
    case party(String)
    case broker
    case timer
  }

  /// Why it is the holder's turn; the texts are ids of parts of the story.
  package enum Reason: Hashable, Sendable {
    case message(id: String)
    case task(id: String)
    case incident(id: String)
    case job(id: String)
    /// The party has refused what it waits for.
    case quarantine(message: String)
    case timer(id: String)
    case lateTimer(id: String)
    /// Nothing is known that could move the order on.
    case silence
  }

  package struct Segment: Hashable, Sendable {
    package let from: Timestamp
    package let to: Timestamp
    package let holder: Holder
    package let reason: Reason

    /// Never negative.
    package var duration: Duration { to - from }
  }

  package let from: Timestamp
  /// Not before `from`, even where the clocks say so.
  package let to: Timestamp
  /// Seamless from `from` to `to`; none is empty.
  package let segments: [Segment]
  /// The parties, the initiator first.
  package let parties: [String]

  package var leadTime: Duration { to - from }
  /// Everyone who can have the turn, in the order of display.
  package var holders: [Holder] { parties.map { .party($0) } + [.broker, .timer] }
  /// Who has the turn at the end of the lead time: now, while the order runs.
  package var last: Segment? { segments.last }

  /// How long it was the holder's turn. The sum over `holders` is the lead time, to the microsecond.
  package func time(of holder: Holder) -> Duration {
    segments.reduce(.zero) { $1.holder == holder ? $0 + $1.duration : $0 }
  }
}

extension BallInCourt {
  init(
    lanes: [Swimlane], messages: [MessageStory], from: Timestamp, to: Timestamp, map: ProcessMap
  ) {
    let rule = BallRule(lanes: lanes, messages: messages, map: map)
    let end = max(from, to)
    let inside = rule.cuts.filter { $0 > from && $0 < end }
    let points = from < end ? [from] + Set(inside).sorted() + [end] : []
    var segments: [Segment] = []
    for (start, stop) in zip(points, points.dropFirst()) {
      let (holder, reason) = rule.turn(at: start)
      var begin = start
      if let last = segments.last, last.holder == holder, last.reason == reason {
        begin = last.from
        segments.removeLast()
      }
      segments.append(Segment(from: begin, to: stop, holder: holder, reason: reason))
    }
    self.init(from: from, to: end, segments: segments, parties: lanes.map(\.party))
  }
}
