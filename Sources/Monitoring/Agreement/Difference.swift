package import ProcessEngine

/// One thing in which two accounts of an order do not agree.
package struct Difference: Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing. The raw value is what is shown and what scripts look for.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A step has not been reported although a later one has.
    case missingStep = "missing-step"
    /// Two entries claim the same step.
    case conflictingStep = "conflicting-step"
    /// The numbers of a party's messages are not 1, 2, 3, ….
    case sequence
    /// A message was sent, and its receiver can take it in no more, or has taken in a later one.
    case notReceived = "not-received"
    case receivedTwice = "received-twice"
    case neverSent = "never-sent"
    /// It was taken in by a party that it was not sent to.
    case receiver
    case name
    case payload
    /// Messages were not taken in in the order of their numbers.
    case outOfOrder = "out-of-order"
    /// Both parties have ended, each with another outcome.
    case outcome
    /// The projection is not what the reported entries make.
    case projection
    /// A party's database has an entry that was published and never heard, or heard and never committed, or another one.
    case entry
    /// A party's database has a state that is not what its journal makes.
    case state
  }

  package let order: InstanceID
  /// The pool that it concerns; nil for both.
  package let party: String?
  package let kind: Kind
  /// What the one account says, and what the other.
  package let statement: Statement

  package init(order: InstanceID, party: String?, kind: Kind, statement: Statement) {
    self.order = order
    self.party = party
    self.kind = kind
    self.statement = statement
  }

  /// The same in English.
  package var detail: String { statement.english }

  package var description: String {
    "order \(order)" + (party.map { ", \($0)" } ?? "") + ": \(kind.rawValue): \(detail)"
  }
}
