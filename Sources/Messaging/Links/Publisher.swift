import Exchange
import Logging
import Participant
import RabbitMQ

/// The connection over which a party publishes.
final class Publisher: Sendable {
  private struct Outlet: Session {
    let connection: Connection
    let channel: Channel
  }

  /// What became of messages that were handed over together.
  enum Result: Sendable {
    case answered([RabbitMQ.PublishOutcome])
    /// None of them is known to have arrived.
    case failed(String)
  }

  /// How many messages may be on their way and not confirmed.
  private static let window = 2_000

  private let topology: Topology
  private let deadline: Duration
  private let link: Link<Outlet>
  private let logger: Logger

  init(
    _ configuration: Connection.Configuration, _ topology: Topology, deadline: Duration,
    logger: Logger
  ) {
    self.topology = topology
    self.deadline = deadline
    self.logger = logger
    link = Link(configuration, purpose: "publishes", logger: logger)
  }

  var health: Health.State { link.health }

  /// Keeps the connection up until the task is cancelled or the link closed.
  func run() async {
    await link.run(
      establish: { connection, _ in
        try await topology.declareMessageExchange(on: connection)
        try await topology.declareEventExchange(on: connection)
        if try await !topology.declareEventStreamIfAllowed(on: connection) {
          logger.warning(
            "The event stream is not there: events wait until a monitor has declared it",
            metadata: ["stream": "\(topology.contract.eventStream)"])
        }
        let channel = try await connection.openChannel()
        try await channel.enableConfirms(window: Self.window)
        return Outlet(connection: connection, channel: channel)
      },
      serve: { outlet in
        for await event in outlet.connection.events {
          switch event {
          case .blocked(let reason):
            logger.warning("The broker takes no messages", metadata: ["reason": "\(reason)"])
          case .unblocked: logger.info("The broker takes messages again")
          case .closed(let error): throw error
          }
        }
      })
  }

  func waitUntilConnected() async { _ = await link.session() }

  func close() async { await link.close() }

  /// Publishes and waits for the confirms, but not beyond the deadline: while the broker is away or takes nothing, the
  /// caller is better told than kept.
  func publish(_ messages: [Message]) async -> Result {
    await withTaskGroup(of: Result?.self) { group in
      group.addTask { await self.attempt(messages) }
      group.addTask {
        do { try await Task.sleep(for: self.deadline) } catch { return nil }
        return nil
      }
      if case .some(.some(let result)) = await group.next() {
        group.cancelAll()
        return result
      }
      group.cancelAll()
      // The attempt may have ended at the same moment.
      if case .some(.some(let result)) = await group.next() { return result }
      return .failed("not confirmed within \(deadline): \(reason)")
    }
  }

  private var reason: String {
    switch health {
    case .up: "the broker is slow"
    case .degraded(let reason), .down(let reason): reason
    }
  }

  /// - Returns: nil when the task is cancelled.
  private func attempt(_ messages: [Message]) async -> Result? {
    guard let outlet = await link.session() else {
      return Task.isCancelled ? nil : .failed("closed")
    }
    if case .blocked(let reason) = outlet.connection.state {
      return .failed("the broker takes no messages for now: \(reason)")
    }
    do throws(RabbitMQError) {
      let submission = try await outlet.channel.submit(messages)
      guard let outcomes = await Self.outcomes(of: submission) else { return nil }
      if outcomes.contains(where: \.isEndOfChannel) { await outlet.connection.close() }
      return .answered(outcomes)
    } catch .cancelled {
      return nil
    } catch .channelClosed(let code, let text) {
      // The broker has closed the channel over something that was published: a new connection begins anew.
      await outlet.connection.close()
      return .failed("the broker closed the channel: \(code) \(text)")
    } catch {
      return .failed("\(error)")
    }
  }

  /// The outcomes, or nil when the task is cancelled before they are known.
  ///
  /// The driver's wait ends only with the last outcome, however late. It is left to a task of its own, which ends at the
  /// latest with the connection, so that the caller can go.
  private static func outcomes(of submission: Submission) async -> [RabbitMQ.PublishOutcome]? {
    let (stream, continuation) = AsyncStream.makeStream(of: [RabbitMQ.PublishOutcome].self)
    Task {
      continuation.yield(await submission.outcomes())
      continuation.finish()
    }
    for await outcomes in stream { return outcomes }
    return nil
  }
}

extension RabbitMQ.PublishOutcome {
  /// Whether the broker closed the channel, but not the connection.
  fileprivate var isEndOfChannel: Bool {
    if case .unknown(.channelClosed) = self { true } else { false }
  }
}
