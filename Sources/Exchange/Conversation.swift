/// How far an order's two message streams have come: like TCP, a gap-free number per order and direction.
///
/// Kept with the instance and changed in the transaction that changes it, so that no window of remembered message ids is
/// needed and none can expire.
package struct Conversation: Hashable, Sendable {
  /// The number of the last message sent.
  package private(set) var sent: Int
  /// The last number up to which every message of the partner has been taken in.
  package private(set) var received: Int

  /// How far ahead of the gap a message may be and still be kept for later.
  package static let window = 64

  package init(sent: Int = 0, received: Int = 0) {
    self.sent = sent
    self.received = received
  }

  /// What is to be done with a message of this number.
  package enum Verdict: Hashable, Sendable {
    case next
    /// It has been taken in before.
    case duplicate
    /// Earlier ones are missing: keep it until they have come.
    case early
    /// So far ahead that it cannot be honest.
    case absurd
  }

  package func verdict(on sequence: Int) -> Verdict {
    if sequence == received + 1 { return .next }
    if sequence <= received { return sequence > 0 ? .duplicate : .absurd }
    return sequence <= received + Self.window ? .early : .absurd
  }

  package mutating func receive() { received += 1 }

  /// The number of the next message to send.
  package mutating func nextToSend() -> Int {
    sent += 1
    return sent
  }
}
