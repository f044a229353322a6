package import Exchange
import FEEL
import Locks
package import Participant

/// A broker in memory: an inbox for each party with the semantics of a quorum queue, and the monitor's stream.
///
/// What is not acknowledged when its consumer's connection is lost goes back to the front of the queue, in its old order;
/// a message that has been handed out more often than the delivery limit allows leaves it for good; a message without a
/// queue to take it is returned.
package final class MemoryBrokerServer: Sendable {
  /// A message in an inbox.
  package struct Queued: Sendable {
    package let content: Delivery.Content
    /// How often it has come back.
    package internal(set) var deliveries = 0
  }

  struct Inbox {
    var isBound = true
    var ready: [Queued] = []
    var unacknowledged: [(tag: Delivery.Tag, message: Queued)] = []
    var takers: [Taker] = []
  }

  /// A consumer that waits for deliveries.
  struct Taker {
    let connection: Int
    let limit: Int
    let continuation: CheckedContinuation<[Delivery]?, Never>
  }

  struct State {
    var inboxes: [String: Inbox] = [:]
    var stream: [JournalEntry] = []
    var isUp = true
    var connections = 0
    var lastTag: UInt64 = 0

    /// Hands out what is ready, up to `limit`.
    mutating func take(_ limit: Int, of party: String, connection: Int) -> [Delivery] {
      guard isUp, var inbox = inboxes[party] else { return [] }
      var deliveries: [Delivery] = []
      for message in inbox.ready.prefix(limit) {
        lastTag += 1
        let tag = Delivery.Tag(connection: connection, number: lastTag)
        inbox.unacknowledged.append((tag, message))
        deliveries.append(Delivery(tag: tag, content: message.content))
      }
      inbox.ready.removeFirst(deliveries.count)
      inboxes[party] = inbox
      return deliveries
    }

    /// Puts back what a lost connection had not acknowledged.
    mutating func requeue(connection: Int, of party: String, deliveryLimit: Int?) {
      guard var inbox = inboxes[party] else { return }
      var returned = inbox.unacknowledged.filter { $0.tag.connection == connection }.map(\.message)
      for index in returned.indices { returned[index].deliveries += 1 }
      inbox.unacknowledged.removeAll { $0.tag.connection == connection }
      if let deliveryLimit { returned.removeAll { $0.deliveries > deliveryLimit } }
      inbox.ready = returned + inbox.ready
      inboxes[party] = inbox
    }

    /// Consumers that wait and can be served now.
    mutating func served(of party: String) -> [(taker: Taker, deliveries: [Delivery])] {
      var served: [(taker: Taker, deliveries: [Delivery])] = []
      while isUp, let inbox = inboxes[party], !inbox.ready.isEmpty, let taker = inbox.takers.first {
        inboxes[party]?.takers.removeFirst()
        served.append((taker, take(taker.limit, of: party, connection: taker.connection)))
      }
      return served
    }
  }

  private let state: Locked<State>
  private let deliveryLimit: Int?
  /// How large a message's body may be, in bytes.
  private let bodyLimit: Int

  /// - Parameters:
  ///   - parties: those that have an inbox from the beginning; the others get theirs when they connect.
  ///   - deliveryLimit: how often a message may come back; nil for no limit.
  ///   - bodyLimit: how large a message's body may be, in bytes.
  package init(parties: [String], deliveryLimit: Int? = nil, bodyLimit: Int = 256 * 1024) {
    self.deliveryLimit = deliveryLimit
    self.bodyLimit = bodyLimit
    var state = State()
    for party in parties { state.inboxes[party] = Inbox() }
    self.state = Locked(state)
  }

  func change<Result: Sendable>(_ body: (inout State) -> sending Result) -> Result {
    state.withLock { body(&$0) }
  }

  // MARK: What connections ask

  /// A connection that consumes a party's inbox and publishes in its name.
  package func connect(_ party: String) -> MemoryBroker {
    change { state in
      if state.inboxes[party] == nil { state.inboxes[party] = Inbox() }
    }
    return MemoryBroker(party: party, connection: newConnection(), server: self)
  }

  func newConnection() -> Int {
    change { state in
      state.connections += 1
      return state.connections
    }
  }

  func disconnect(_ connection: Int, of party: String) {
    change { $0.requeue(connection: connection, of: party, deliveryLimit: deliveryLimit) }
    serve(party)
  }

  /// Wakes consumers for which there is something now.
  func serve(_ party: String) {
    for (taker, deliveries) in change({ $0.served(of: party) }) {
      taker.continuation.resume(returning: deliveries)
    }
  }

  // MARK: What happens to the broker

  /// Puts a message into an inbox as if somebody had published it.
  ///
  /// - Returns: false when no queue takes it.
  @discardableResult
  package func enqueue(_ content: Delivery.Content, for party: String) -> Bool {
    let isTaken = change { state in
      guard state.inboxes[party]?.isBound == true else { return false }
      state.inboxes[party]?.ready.append(Queued(content: content))
      return true
    }
    serve(party)
    return isTaken
  }

  /// Puts a published message into its receiver's inbox.
  func publish(_ message: OrderMessage) -> PublishOutcome {
    let size = message.payload.json().count
    guard size <= bodyLimit else { return .failed("a body of \(size) bytes is too large") }
    return enqueue(.message(message), for: message.receiver)
      ? .confirmed : .returned("there is no inbox of \(message.receiver)")
  }

  func append(_ entries: [JournalEntry]) { change { $0.stream += entries } }

  /// Away or back: nothing is handed out or taken meanwhile, and nothing is lost.
  package var isUp: Bool {
    get { change { $0.isUp } }
    set {
      change { $0.isUp = newValue }
      for party in change({ Array($0.inboxes.keys) }) { serve(party) }
    }
  }

  /// Whether a party's inbox takes messages; those for an unbound one are returned.
  package func bind(_ party: String, _ isBound: Bool) {
    change { $0.inboxes[party]?.isBound = isBound }
  }

  package func isBound(_ party: String) -> Bool {
    change { $0.inboxes[party]?.isBound ?? false }
  }

  /// Changes the order of what waits in an inbox, which several consumers or requeues may do.
  package func rearrange(_ party: String, _ order: ([Queued]) -> [Queued]) {
    state.withLock { state in
      let ready = state.inboxes[party]?.ready ?? []
      state.inboxes[party]?.ready = order(ready)
    }
  }

  // MARK: What can be seen

  package func ready(_ party: String) -> Int { change { $0.inboxes[party]?.ready.count ?? 0 } }

  package func unacknowledged(_ party: String) -> Int {
    change { $0.inboxes[party]?.unacknowledged.count ?? 0 }
  }

  /// What is behind delivery tags that still hold.
  package func contents(of tags: [Delivery.Tag], for party: String) -> [Delivery.Content] {
    change { state in
      (state.inboxes[party]?.unacknowledged ?? []).filter { tags.contains($0.tag) }
        .map(\.message.content)
    }
  }

  /// The monitor's stream from an offset on.
  package func stream(from offset: Int = 0) -> [JournalEntry] {
    change { Array($0.stream.dropFirst(offset)) }
  }
}
