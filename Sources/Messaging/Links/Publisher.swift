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

  /// What became of handing messages over.
  enum Attempt: Sendable {
    case submitted(Submission, Connection, until: ContinuousClock.Instant)
    /// None of them has been sent.
    case failed(String)
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

  /// Hands messages over, after those of earlier calls, and returns when the window has room for more; but not beyond the
  /// deadline: while the broker is away or takes nothing, the caller is better told than kept.
  func submit(_ messages: [Message]) async -> Attempt {
    let end = ContinuousClock.now + deadline
    return await before(end) { await self.handOver(messages, until: end) } ?? .failed(overdue)
  }

  /// Waits for the confirms, until the same deadline.
  func result(of attempt: Attempt) async -> Result {
    switch attempt {
    case .failed(let reason): .failed(reason)
    case .submitted(let submission, let connection, let end):
      await before(end) { await Self.outcomes(of: submission, over: connection) }
        ?? .failed(overdue)
    }
  }

  private var overdue: String {
    let reason =
      switch health {
      case .up: "the broker is slow"
      case .degraded(let reason), .down(let reason): reason
      }
    return "not confirmed within \(deadline): \(reason)"
  }

  /// - Returns: nil when the task is cancelled.
  private func handOver(
    _ messages: [Message], until end: ContinuousClock.Instant
  ) async -> Attempt? {
    guard let outlet = await link.session() else {
      return Task.isCancelled ? nil : .failed("closed")
    }
    if case .blocked(let reason) = outlet.connection.state {
      return .failed("the broker takes no messages for now: \(reason)")
    }
    do throws(RabbitMQError) {
      return .submitted(try await outlet.channel.submit(messages), outlet.connection, until: end)
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

  /// - Returns: nil when the task is cancelled.
  private static func outcomes(
    of submission: Submission, over connection: Connection
  ) async -> Result? {
    do throws(RabbitMQError) {
      let outcomes = try await submission.outcomes()
      if outcomes.contains(where: \.isEndOfChannel) { await connection.close() }
      return .answered(outcomes)
    } catch .cancelled {
      return nil
    } catch {
      return .failed("\(error)")
    }
  }
}

/// Waits for an answer, but not beyond `end`: nil then, and when the task is cancelled.
private func before<Answer: Sendable>(
  _ end: ContinuousClock.Instant, _ work: @escaping @Sendable () async -> Answer?
) async -> Answer? {
  await withTaskGroup(of: Answer?.self) { group in
    group.addTask { await work() }
    group.addTask {
      // A cancelled sleep ends like one that is over: there is no answer.
      do { try await Task.sleep(until: end) } catch { return nil }
      return nil
    }
    let first = await group.next() ?? nil
    group.cancelAll()
    // The work may have ended at the moment at which the time was over.
    let second = await group.next() ?? nil
    return first ?? second
  }
}

extension RabbitMQ.PublishOutcome {
  /// Whether the broker closed the channel, but not the connection.
  fileprivate var isEndOfChannel: Bool {
    if case .unknown(.channelClosed) = self { true } else { false }
  }
}
