package import Exchange
import FEEL
import Locks
package import Logging
package import Participant
package import RabbitMQ

/// The broker over RabbitMQ: one connection to receive and one to publish, because a broker that is short of memory or
/// disk blocks those that publish.
///
/// It owns two tasks that keep the connections up, as a connection owns its thread; ``close()`` ends them and must be
/// called.
package final class RabbitBroker: Broker {
  package struct Options: Sendable {
    /// How many deliveries may be on their way or unsettled; quorum queues allow up to 2,000.
    package var prefetch: UInt16 = 1_000
    /// How long publications wait for their confirms.
    package var publishDeadline = Duration.seconds(10)
    /// The broker's user of each partner, where it is not the party's name in lower case.
    package var logins: [String: String] = [:]
    /// The own user; by default the one that logs in with a password, else the party's name in lower case. A certificate
    /// (EXTERNAL) may stand for another.
    package var login: String?
    package var limits = Topology.Limits()

    package init() {}
  }

  private struct Work {
    var receiving: Task<Void, Never>?
    var publishing: Task<Void, Never>?
  }

  private let envelope: Envelope
  private let clock: any WallClock
  private let receiver: Receiver
  private let publisher: Publisher
  private let work: Locked<Work>

  /// Begins to connect, and goes on until it is closed.
  ///
  /// - Parameters:
  ///   - configuration: where the broker is, and as whom to log in.
  ///   - party: the pool's name.
  package init(
    _ configuration: Connection.Configuration, contract: Contract, party: String,
    clock: any WallClock, options: Options = Options(), logger: Logger
  ) {
    var logins = options.logins
    if let login = options.login {
      logins[party] = login
    } else if case .plain(let user, _) = configuration.credentials {
      logins[party] = user
    }
    let envelope = Envelope(contract, party: party, logins: logins)
    let topology = Topology(contract, limits: options.limits)
    func link(_ purpose: String) -> (Connection.Configuration, Logger) {
      var named = configuration
      named.connectionName = "\(Contract.slug(party)) \(purpose)"
      // A partner's message that is too large has to come in to be quarantined: this is the most that any RabbitMQ lets
      // through.
      named.maximumBodySize = 536_870_912
      var labelled = logger
      labelled[metadataKey: "connection"] = "\(purpose)"
      return (named, labelled)
    }
    let (receiving, receivingLogger) = link("receives")
    let (publishing, publishingLogger) = link("publishes")
    let receiver = Receiver(
      receiving, topology, party: party, prefetch: options.prefetch, logger: receivingLogger)
    let publisher = Publisher(
      publishing, topology, deadline: options.publishDeadline, logger: publishingLogger)
    self.envelope = envelope
    self.clock = clock
    self.receiver = receiver
    self.publisher = publisher
    work = Locked(
      Work(
        receiving: Task { await receiver.run() }, publishing: Task { await publisher.run() }))
  }

  package func receive(limit: Int) async -> [Participant.Delivery]? {
    guard let items = await receiver.deliveries.next(limit) else { return nil }
    let now = clock.now
    return items.map { item in
      Participant.Delivery(
        tag: .init(connection: item.generation, number: item.delivery.tag.number),
        content: envelope.open(
          item.delivery.properties, body: item.delivery.body, receivedAt: now))
    }
  }

  package func stopReceiving() {
    receiver.deliveries.finish()
    work.withLock { $0.receiving }?.cancel()
  }

  package func acknowledge(_ deliveries: [Participant.Delivery.Tag]) async {
    receiver.acknowledge(deliveries)
  }

  package var state: BrokerState {
    get async { BrokerState(receiving: receiver.health, publishing: publisher.health) }
  }

  /// Waits until both connections are up, or closed.
  package func waitUntilConnected() async {
    await receiver.waitUntilConnected()
    await publisher.waitUntilConnected()
  }

  package func close() async {
    stopReceiving()
    let work = work.withLock { work in
      defer { work = Work() }
      return work
    }
    // Until the consumer is cancelled, it could be established once more.
    await work.receiving?.value
    await receiver.close()
    await publisher.close()
    work.publishing?.cancel()
    await work.publishing?.value
  }
}

// MARK: - Publishing

extension RabbitBroker {
  /// Where a publication's messages are in the batch, or why it has none.
  private enum Place: Sendable {
    case messages(Range<Int>)
    case refused(String)
  }

  package func send(_ publications: [Publication]) async -> PendingConfirms {
    var messages: [Message] = []
    messages.reserveCapacity(publications.count)
    let places = publications.map { publication -> Place in
      let start = messages.count
      do throws(Envelope.Refusal) {
        switch publication {
        case .message(let message): messages.append(try envelope.close(message))
        case .events(let entries): messages += try envelope.close(entries)
        case .report(let report): messages.append(try envelope.close(report))
        }
        return .messages(start..<messages.count)
      } catch {
        return .refused(error.detail)
      }
    }
    let attempt = messages.isEmpty ? nil : await publisher.submit(messages)
    return PendingConfirms { [publisher, places] in
      var result = Publisher.Result.answered([])
      if let attempt { result = await publisher.result(of: attempt) }
      return zip(publications, places).map { publication, place in
        switch (place, result) {
        case (.refused(let detail), _), (_, .failed(let detail)): .failed(detail)
        case (.messages(let range), .answered(let outcomes)):
          Self.outcome(of: publication, outcomes[range])
        }
      }
    }
  }

  /// The worst outcome of a publication's messages.
  private static func outcome(
    of publication: Publication, _ outcomes: ArraySlice<RabbitMQ.PublishOutcome>
  ) -> Participant.PublishOutcome {
    var worst = Participant.PublishOutcome.confirmed
    for outcome in outcomes {
      switch outcome {
      case .confirmed: continue
      case .returned(let code, let text):
        if worst == .confirmed {
          worst = .returned("\(absence(of: publication)) (\(code) \(text))")
        }
      case .nacked:
        worst = .failed("the broker refused it: a queue that takes it is full or has failed")
      case .unknown(let error): worst = .failed("\(error)")
      }
    }
    return worst
  }

  private static func absence(of publication: Publication) -> String {
    switch publication {
    case .message(let message):
      "no queue takes \(message.name): the inbox of \(message.receiver) is not there until it has run once"
    case .events, .report: "no queue takes events: the monitor's stream is not there"
    }
  }
}
