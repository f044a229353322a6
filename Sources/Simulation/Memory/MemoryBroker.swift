import Locks
package import Participant

/// The broker port in memory: one process's connection to a `MemoryBrokerServer`.
package final class MemoryBroker: Broker {
  package let party: String
  private let server: MemoryBrokerServer
  private let link: Locked<State>

  private struct State {
    var connection: Int
    var isStopped = false
    var isClosed = false
  }

  init(party: String, connection: Int, server: MemoryBrokerServer) {
    self.party = party
    self.server = server
    link = Locked(State(connection: connection))
  }

  private var connection: Int { link.withLock { $0.connection } }

  // MARK: Broker

  package func receive(limit: Int) async -> [Delivery]? {
    guard !link.withLock({ $0.isStopped }) else { return nil }
    let ready = takeAvailable(limit: limit)
    if !ready.isEmpty { return ready }
    return await withCheckedContinuation { continuation in
      let connection = connection
      let taker = MemoryBrokerServer.Taker(
        connection: connection, limit: limit, continuation: continuation)
      server.change { $0.inboxes[party]?.takers.append(taker) }
      server.serve(party)
      if link.withLock({ $0.isStopped }) { stopTaking() }
    }
  }

  /// Hands over what is there, without waiting.
  package func takeAvailable(limit: Int) -> [Delivery] {
    let connection = connection
    return server.change { $0.take(limit, of: party, connection: connection) }
  }

  package func stopReceiving() {
    link.withLock { $0.isStopped = true }
    stopTaking()
  }

  private func stopTaking() {
    let connection = connection
    let takers = server.change { state in
      let takers = (state.inboxes[party]?.takers ?? []).filter { $0.connection == connection }
      state.inboxes[party]?.takers.removeAll { $0.connection == connection }
      return takers
    }
    for taker in takers { taker.continuation.resume(returning: nil) }
  }

  package func acknowledge(_ deliveries: [Delivery.Tag]) async {
    let connection = connection
    let valid = Set(deliveries.filter { $0.connection == connection })
    server.change { state in
      state.inboxes[party]?.unacknowledged.removeAll { valid.contains($0.tag) }
    }
  }

  package func send(_ publications: [Publication]) async -> PendingConfirms {
    let outcomes = publications.map { publication -> PublishOutcome in
      guard server.isUp, !link.withLock({ $0.isClosed }) else {
        return .failed("the connection is lost")
      }
      switch publication {
      case .message(let message): return server.publish(message)
      case .events(let entries):
        server.append(entries)
        return .confirmed
      case .report: return .confirmed
      }
    }
    return PendingConfirms { outcomes }
  }

  package var state: BrokerState {
    get async {
      let health: Health.State = server.isUp ? .up : .down("the broker is away")
      return BrokerState(receiving: health, publishing: health)
    }
  }

  package func close() async {
    link.withLock { $0.isClosed = true }
    stopReceiving()
    server.disconnect(connection, of: party)
  }

  // MARK: What happens to the connection

  /// The connection is lost and made again: what was not acknowledged goes back, and its tags are void.
  package func loseConnection() {
    let old = connection
    let new = server.newConnection()
    link.withLock { $0.connection = new }
    server.change { state in
      guard let takers = state.inboxes[party]?.takers else { return }
      state.inboxes[party]?.takers = takers.map { taker in
        taker.connection != old
          ? taker
          : MemoryBrokerServer.Taker(
            connection: new, limit: taker.limit, continuation: taker.continuation)
      }
    }
    server.disconnect(old, of: party)
  }
}
