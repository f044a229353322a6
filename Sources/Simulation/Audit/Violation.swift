/// What must hold after every action in a simulated world, or at its end.
package enum Invariant: String, CaseIterable, Sendable {
  case storedStateIsReplay = "the stored state equals the replay of the journal"
  case historyIsGapFree =
    "the steps of an order are numbered without gaps, and none follows its end"
  case laneIsGapFree = "the entries of a lane are numbered without gaps"
  case sequenceIsGapFree = "the messages of an order and sender are numbered without gaps"
  case appliedOnceInOrder = "each message is taken in once, in the order of the numbers"
  case acknowledgedIsCommitted = "what is acknowledged is committed"
  case publishedIsCommitted = "what is published is committed"
  case answeredIsCommitted = "what is answered is committed, and answered once"
  case watermarkIsConfirmed = "the watermark covers only what the broker has"
  case endedIsEmpty = "an ended instance has no open task, timer, subscription or job"
  case workIsListed = "the open tasks, timers, jobs and incidents are those of the instances"
  case decidedOnce = "a decision is recorded once, and none contradicts it"
  case decidedByEntitled = "a decision is taken by somebody who may"
  case fourEyes = "whoever confirms a quote has not verified the order"
  case acceptedQuote = "nothing is fulfilled without a valid acceptance of the same revision"
  case timerFiresOnce = "a timer fires once, and not before it is due"
  case bounded = "mailboxes and parked messages are bounded"
  case conserved = "quantities and money are conserved from order to receipt"
  case converges = "without faults everything comes to an end"
  case sameOutcome = "both parties reach the same outcome"
  case everythingReceived = "what was sent has been received, or quarantined for a reason"
  case monitorSeesAll = "the monitor's stream is the union of both journals"
}

/// An invariant that did not hold.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
  package let invariant: Invariant
  /// Who and what, in one sentence.
  package let detail: String

  package var description: String { "\(invariant.rawValue): \(detail)" }
}
