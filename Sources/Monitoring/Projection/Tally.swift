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
    /// Messages of a name that the party took in after one that was sent later.
    case disordered
    /// Open incidents, under the empty name.
    case incident
    /// Orders that began as this party's, and that ended as this party's, under the empty name: of the past only.
    case placed, closed
  }

  /// What is counted, whoever the party is.
  package struct Name: Hashable, Sendable {
    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String = "") {
      self.kind = kind
      self.name = name
    }
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
