import FEEL

/// How far one party's clock is ahead of the other's, as far as the messages between them tell.
///
/// A message cannot come before it was sent. So the shortest hop there bounds the offset from above, and the shortest hop
/// back bounds it from below; half their difference is the usual estimate (RFC 5905 §8), which supposes that both ways
/// take equally long.
package struct ClockOffset: Hashable, Sendable {
  /// Positive when this party's clock is ahead …
  package let party: String
  /// … of this one's.
  package let reference: String
  package let atLeast: Duration
  package let atMost: Duration

  package var estimate: Duration { (atLeast + atMost) / 2 }
  /// Whether the clocks differ for certain: no pair of equal clocks gives these times.
  package var isCertain: Bool { atLeast > .zero || atMost < .zero }

  /// - Returns: nil unless messages were heard of in both directions.
  init?(of party: String, against reference: String, messages: [MessageStory]) {
    func shortest(from sender: String, to receiver: String) -> Duration? {
      messages.filter { $0.sender == sender && $0.receiver == receiver }.compactMap(\.hop).min()
    }
    guard let there = shortest(from: reference, to: party),
      let back = shortest(from: party, to: reference)
    else { return nil }
    self.init(of: party, against: reference, there: there, back: back)
  }

  /// - Parameters:
  ///   - there: the shortest hop from the reference to the party.
  ///   - back: the shortest hop the other way.
  package init(of party: String, against reference: String, there: Duration, back: Duration) {
    self.party = party
    self.reference = reference
    atMost = there
    atLeast = .zero - back
  }
}
