import BrokerConformance
import Exchange
import Foundation
import Logging
import Messaging
import Participant
import RabbitMQ
import Synchronization
import Testing

/// A collaboration of its own at the RabbitMQ of the tests, with a path to it for each party.
///
/// `DUET_TEST_AMQP` is the URL of a user who may do everything in its virtual host. Both parties log in as that user.
final class RabbitWorld: BrokerWorld {
  static let url = ProcessInfo.processInfo.environment["DUET_TEST_AMQP"]

  let contract: Contract
  let configuration: Connection.Configuration
  let login: String
  /// The ways of the parties and of the monitor.
  let paths: [String: Path]

  private init(named name: String) throws {
    contract = try SampleContract.contract(named: name)
    configuration = try Connection.Configuration(url: try #require(Self.url))
    guard case .plain(let user, _) = configuration.credentials else {
      throw RabbitMQError.invalidConfiguration("the tests log in with a password")
    }
    login = user
    let port = configuration.port
    paths = try Dictionary(
      uniqueKeysWithValues: ["Client", "Supplier", "Monitor"].map { ($0, try Path(to: port)) })
  }

  /// Runs `body` in a fresh world and removes what it leaves at the broker.
  static func with(_ body: (RabbitWorld) async throws -> Void) async throws {
    let world = try RabbitWorld(named: "t\(UUID().uuidString.prefix(13))")
    let result: Swift.Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    for path in world.paths.values { path.stop() }
    try await world.withChannel { channel in
      let contract = world.contract
      for party in contract.parties.map(\.name) {
        try await channel.deleteQueue(contract.inbox(of: party))
        try await channel.deleteQueue(contract.deadLetterQueue(of: party))
      }
      try await channel.deleteQueue(contract.eventStream)
      for exchange in [contract.exchange, contract.eventExchange, contract.deadLetterExchange] {
        try await channel.deleteExchange(exchange)
      }
    }
    try result.get()
  }

  /// Runs `body` with a channel that does not go over a party's path.
  func withChannel<Result>(_ body: (Channel) async throws -> Result) async throws -> Result {
    let connection = try await Connection.open(configuration)
    do {
      let result = try await body(try await connection.openChannel())
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }

  func broker(
    _ party: String, change: (inout RabbitBroker.Options) -> Void = { _ in }
  ) -> RabbitBroker {
    var options = RabbitBroker.Options()
    for party in contract.parties { options.logins[party.name] = login }
    change(&options)
    var logger = Logger(label: party)
    logger.logLevel = .error
    return RabbitBroker(
      configuration(over: party), contract: contract, party: party, clock: SystemClock(),
      options: options, logger: logger)
  }

  /// The CloudEvents type of the one message to the supplier.
  var orderPlaced: String? { contract.messages["OrderPlaced"].map { contract.type(of: $0) } }

  func eventStream() -> RabbitEventStream {
    RabbitEventStream(
      configuration(over: "Monitor"), contract: contract, logins: ["Client": login])
  }

  func configuration(over party: String) -> Connection.Configuration {
    var configuration = configuration
    if let path = paths[party] { configuration.port = path.port }
    return configuration
  }

  func connect(_ party: String) async throws -> any Broker {
    let broker = broker(party)
    await broker.waitUntilConnected()
    return broker
  }

  func cutConnections(of party: String) async throws { paths[party]?.cut() }

  func sendGarbage(to party: String) async throws {
    try await send(Message(routingKey: contract.inbox(of: party), body: Array("garbage".utf8)))
  }

  /// Publishes as a stranger does.
  func send(_ message: Message) async throws {
    try await withChannel { channel in
      try await channel.enableConfirms()
      #expect(try await channel.publish([message]) == [.confirmed])
    }
  }
}
