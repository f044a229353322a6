import Exchange
import FEEL
import Foundation
import Logging
import Messaging
import Participant
import RabbitMQ
import Testing

/// A virtual host with a user for each party and the monitor.
struct BrokerUsers {
  static let control = ProcessInfo.processInfo.environment["DUET_TEST_RABBITMQCTL"]

  /// By party.
  let logins: [String: String]
  private let name = "t\(UUID().uuidString.prefix(8).lowercased())"

  private init() {
    logins = ["Client": "\(name)-client", "Supplier": "\(name)-supplier", "Monitor": "\(name)-m"]
  }

  /// Runs `body` with a fresh virtual host and users, and removes them after it.
  static func with(_ body: (BrokerUsers) async throws -> Void) async throws {
    let users = BrokerUsers()
    let result: Swift.Result<Void, any Error>
    do {
      try await users.add()
      result = .success(try await body(users))
    } catch {
      result = .failure(error)
    }
    try await users.remove()
    try result.get()
  }

  /// In one go: each run of rabbitmqctl starts an Erlang machine.
  private func add() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(name).json")
    try Data(definitions.json()).write(to: file)
    try await run("import_definitions --format json <'\(file.path())'")
    try FileManager.default.removeItem(at: file)
  }

  private var definitions: Context {
    let users = logins.values.map { login -> FEEL.Value in
      ["name": .string(login), "password": .string("secret"), "tags": .string("")]
    }
    return [
      "vhosts": .list([["name": .string(name)]]), "users": .list(users),
      "permissions": .list(logins.map { .context(permissions(of: $0, login: $1)) }),
    ]
  }

  private func permissions(of party: String, login: String) -> Context {
    let own = "order[.]\(party.lowercased())[.](inbox|dead)"
    let events = "^order[.](events|events[.]stream)$"
    let (configure, write, read) =
      switch party {
      case "Monitor": (events, "^order[.]events[.]stream$", events)
      default:
        (
          "^(order[.](messages|events|dead)|\(own))$", "^(order[.](messages|events|dead)|\(own))$",
          "^(order[.](messages|dead)|\(own))$"
        )
      }
    return [
      "user": .string(login), "vhost": .string(name), "configure": .string(configure),
      "write": .string(write), "read": .string(read),
    ]
  }

  private func remove() async throws {
    let users = logins.values.map { "<<\"\($0)\">>" }.joined(separator: ",")
    try await run(
      """
      eval 'rabbit_vhost:delete(<<"\(name)">>, <<"test">>), \
      [rabbit_auth_backend_internal:delete_user(U, <<"test">>) || U <- [\(users)]].'
      """)
  }

  /// For programs that log in as a party's user.
  func url(_ party: String) throws -> String {
    let configuration = try configuration(party)
    return
      "amqp://\(try #require(logins[party])):secret@\(configuration.host):\(configuration.port)/\(name)"
  }

  func configuration(_ party: String) throws -> Connection.Configuration {
    var configuration = try Connection.Configuration(url: try #require(RabbitWorld.url))
    configuration.virtualHost = name
    configuration.credentials = .plain(user: try #require(logins[party]), password: "secret")
    return configuration
  }

  /// - Parameters:
  ///   - user: the party whose user logs in, if it is another.
  ///   - claimed: the party whose user the messages name, if it is another.
  func broker(
    _ party: String, _ contract: Contract, as user: String? = nil, claiming claimed: String? = nil
  ) throws -> RabbitBroker {
    var options = RabbitBroker.Options()
    options.logins = logins
    options.publishDeadline = .seconds(3)
    options.login = claimed.flatMap { logins[$0] }
    return RabbitBroker(
      try configuration(user ?? party), contract: contract, party: party, clock: SystemClock(),
      options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func run(_ arguments: String) async throws {
    let (status, output) = try await Tool.run("\(try #require(Self.control)) -q \(arguments)")
    #expect(status == 0, "rabbitmqctl \(arguments): \(output)")
  }
}
