import FEEL
import Foundation
import PostgreSQL

/// The servers that `./dev test` started, and what of them the tests may use.
enum Ground {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether the servers are there; without them the tests are skipped.
  static var isThere: Bool {
    [
      "DUET_TEST_POSTGRES", "DUET_TEST_CLIENT_AMQP", "DUET_TEST_SUPPLIER_AMQP",
      "DUET_TEST_MONITOR_AMQP",
    ]
    .allSatisfy { environment[$0]?.isEmpty == false }
  }

  static func variable(_ name: String) throws -> String {
    guard let value = environment[name] else { throw Trouble("\(name) is not set") }
    return value
  }

  /// Where the executables lie: beside the tests.
  static var products: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  }

  /// The folder of the repository.
  static var repository: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardizedFileURL
  }

  /// A new, empty database, by URL.
  static func makeDatabase(_ name: String) async throws -> String {
    let url = try variable("DUET_TEST_POSTGRES")
    let connection = try await Connection.open(Connection.Configuration(url: url))
    try await connection.runScript("create database \(name)")
    await connection.close()
    guard let slash = url.lastIndex(of: "/") else {
      throw Trouble("DUET_TEST_POSTGRES has no path")
    }
    return url[...slash] + name
  }
}

struct Trouble: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// One of the three executables: its service, and its command line.
final class Company {
  let name: String
  private var environment: [String: String]
  private(set) var services: [Process] = []
  private let log: FileHandle

  /// - Parameter party: `client`, `supplier` or `monitor`.
  init(_ name: String, database: String, port: Int, settings: [String: String] = [:]) throws {
    self.name = name
    var environment = ProcessInfo.processInfo.environment
    environment["DUET_DATABASE_URL"] = database
    environment["DUET_AMQP_URL"] = try Ground.variable("DUET_TEST_\(name.uppercased())_AMQP")
    environment["DUET_HTTP_PORT"] = "\(port)"
    environment["DUET_URL"] = "http://127.0.0.1:\(port)"
    environment["DUET_BPMN"] = Ground.repository.appending(path: "bpmn/order.bpmn").path
    environment["DUET_MIGRATIONS"] = Ground.repository.appending(path: "migrations").path
    environment["DUET_LOG_LEVEL"] = "warning"
    environment["DUET_RATE_LIMIT"] = "0"
    environment["DUET_ACCESS"] = "trust"
    environment["DUET_PASSWORD_COST"] = "least"
    self.environment = environment.merging(settings) { _, own in own }
    let path = FileManager.default.temporaryDirectory.appending(path: "duet-\(name)-\(port).log")
      .path
    try Data().write(to: URL(filePath: path))
    guard let log = FileHandle(forWritingAtPath: path) else {
      throw Trouble("\(path) cannot be written")
    }
    self.log = log
  }

  var url: String { environment["DUET_URL"] ?? "" }
  var database: String { environment["DUET_DATABASE_URL"] ?? "" }

  /// Who acts with the commands, where people sign in.
  var token: String? { environment["DUET_TOKEN"] }

  func act(with token: String) { environment["DUET_TOKEN"] = token }

  /// Starts one process of the service; a second one shares the work, on a port of its own.
  func start(port: Int? = nil) throws {
    let process = Process()
    process.executableURL = Ground.products.appending(path: name)
    process.arguments = ["run"]
    process.environment = environment.merging(port.map { ["DUET_HTTP_PORT": "\($0)"] } ?? [:]) {
      $1
    }
    process.standardOutput = log
    process.standardError = log
    try process.run()
    services.append(process)
  }

  /// Ends the newest process at once, as a crash would.
  func kill() {
    guard let process = services.popLast() else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends all processes as an operator would.
  ///
  /// - Returns: whether each stopped with exit code 0 within ten seconds.
  func stop() -> Bool {
    for process in services { process.terminate() }
    let deadline = Date(timeIntervalSinceNow: 10)
    while services.contains(where: \.isRunning) && Date.now < deadline {
      RunLoop.current.run(until: Date(timeIntervalSinceNow: 0.02))
    }
    let areDone = services.allSatisfy { !$0.isRunning && $0.terminationStatus == 0 }
    for process in services where process.isRunning { process.interrupt() }
    services = []
    return areDone
  }

  /// What a command printed and how it ended.
  struct Answer {
    let output: String
    let messages: String
    let status: Int32

    /// The output of a command that was asked for JSON.
    var json: Value {
      get throws { try Value(json: output) }
    }
  }

  /// Runs a command of the executable.
  func command(_ arguments: String...) throws -> Answer { try run(arguments) }

  /// The same for a command that must succeed, with JSON as its answer.
  func json(_ arguments: String...) throws -> Value {
    let process = try run(arguments + ["-o", "json"])
    guard process.status == 0 else {
      throw Trouble("\(name) \(arguments) ended with \(process.status): \(process.messages)")
    }
    return try process.json
  }

  func run(_ arguments: [String]) throws -> Answer {
    try run(Ground.products.appending(path: name).path(), arguments)
  }

  /// Runs any program as somebody at this company would.
  func run(_ program: String, _ arguments: [String]) throws -> Answer {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let told = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Answer(
      output: String(decoding: text, as: UTF8.self),
      messages: String(decoding: told, as: UTF8.self),
      status: process.terminationStatus)
  }
}
