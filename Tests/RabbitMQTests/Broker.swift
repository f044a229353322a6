import Foundation
import RabbitMQ
import Testing

/// The broker that the tests use, from the environment.
///
/// - `DUET_TEST_AMQP`: URL of a user who may do everything in its virtual host.
/// - `DUET_TEST_AMQPS`: URL of the same broker over TLS, with `cacertfile`.
/// - `DUET_TEST_RABBITMQCTL`: a shell command that runs `rabbitmqctl` for that broker. The tests
///   that use it raise a memory alarm, so nothing else may publish there meanwhile.
enum Broker {
  static let url = ProcessInfo.processInfo.environment["DUET_TEST_AMQP"]
  static let secureURL = ProcessInfo.processInfo.environment["DUET_TEST_AMQPS"]
  static let control = ProcessInfo.processInfo.environment["DUET_TEST_RABBITMQCTL"]

  static func configuration() throws -> Connection.Configuration {
    try Connection.Configuration(url: try #require(url))
  }

  static func connect(
    _ change: (inout Connection.Configuration) -> Void = { _ in }
  ) async throws -> Connection {
    var configuration = try configuration()
    change(&configuration)
    return try await Connection.open(configuration)
  }

  /// A name that no other test and no other run uses.
  static func uniqueName(_ prefix: String = "test") -> String {
    "\(prefix).\(UUID().uuidString.lowercased())"
  }

  /// Runs `body` with a connection and a channel, and closes the connection after it.
  @discardableResult
  static func withChannel<Result>(
    _ body: (Channel) async throws -> Result
  ) async throws -> Result {
    let connection = try await connect()
    do {
      let result = try await body(try await connection.openChannel())
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Runs `body` with a channel that confirms and a fresh queue, and deletes the queue after it.
  @discardableResult
  static func withQueue<Result>(
    _ arguments: Table = ["x-queue-type": "quorum"],
    window: Int = 2_000,
    _ body: (Channel, String) async throws -> Result
  ) async throws -> Result {
    try await withChannel { channel in
      let queue = uniqueName()
      try await channel.declareQueue(queue, arguments: arguments)
      try await channel.enableConfirms(window: window)
      let result: Swift.Result<Result, any Error>
      do { result = .success(try await body(channel, queue)) } catch { result = .failure(error) }
      // The channel of the test may be closed by now; the queue goes in any case.
      let cleaner = try await channel.connection.openChannel()
      try await cleaner.deleteQueue(queue)
      return try result.get()
    }
  }

  static func rabbitmqctl(_ arguments: String) async throws {
    let command = try #require(control)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\(command) -q \(arguments)"]
    process.standardOutput = FileHandle.nullDevice
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    #expect(process.terminationStatus == 0)
  }
}

/// Everything that needs a broker, one test after the other: a memory alarm of one test would
/// block the others.
@Suite(
  .serialized,
  .enabled(if: Broker.url != nil, "DUET_TEST_AMQP is not set; ./dev test starts a broker"),
  .timeLimit(.minutes(2)))
struct BrokerTests {}

/// Takes deliveries until there are `count`.
func take(_ count: Int, from consumer: Consumer) async throws -> [Delivery] {
  var deliveries: [Delivery] = []
  while deliveries.count < count,
    let batch = try await consumer.nextBatch(max: count - deliveries.count)
  {
    deliveries += batch
  }
  return deliveries
}
