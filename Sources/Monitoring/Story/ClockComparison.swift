import FEEL
package import Statistics

/// How one party's clock stands to the other's, as far as the messages between them tell (`ClockOffset`).
package struct ClockComparison: Hashable, Sendable {
  /// The offset is positive when this party's clock is ahead …
  package let party: String
  /// … of this one's.
  package let reference: String
  /// In seconds.
  package let offset: ClockOffset

  /// - Returns: nil unless messages were heard of in both directions.
  init?(of party: String, against reference: String, messages: [MessageStory]) {
    func hops(from sender: String, to receiver: String) -> [Duration] {
      messages.filter { $0.sender == sender && $0.receiver == receiver }.compactMap(\.hop)
    }
    self.init(
      of: party, against: reference, there: hops(from: reference, to: party),
      back: hops(from: party, to: reference))
  }

  /// - Parameters:
  ///   - there: how long messages took from the reference to the party, each by the clock of its end.
  ///   - back: the same of the other way.
  /// - Returns: nil unless there are some of both ways.
  package init?(
    of party: String, against reference: String, there: [Duration], back: [Duration]
  ) {
    guard !there.isEmpty, !back.isEmpty else { return nil }
    self.party = party
    self.reference = reference
    offset = ClockOffset(
      forth: there.lazy.map { $0 / .seconds(1) }, back: back.lazy.map { $0 / .seconds(1) })
  }

  /// Whether the clocks differ for certain: no pair of equal clocks gives these times.
  package var isCertain: Bool { !offset.allowsEqualClocks }

  /// Between what the difference is, and what it is most likely; nil when no constant difference explains the messages,
  /// because a clock was set meanwhile or drifts.
  package var bounds: (atLeast: Duration, atMost: Duration, estimate: Duration)? {
    guard case .between(let low, let high) = offset, let estimate = offset.estimate else {
      return nil
    }
    return (Self.duration(low), Self.duration(high), Self.duration(estimate))
  }

  /// To the microsecond, which is what the times have.
  private static func duration(_ seconds: Double) -> Duration {
    .microseconds(Int64((seconds * 1_000_000).rounded()))
  }
}
