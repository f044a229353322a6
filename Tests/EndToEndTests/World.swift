import FEEL
import Foundation
import RabbitMQ

/// Both companies and the monitor, each with a database of its own, as three built executables.
final class World {
  let client: Company
  let supplier: Company
  let monitor: Company

  /// - Parameters:
  ///   - autopilot: whether the services decide every task by themselves.
  ///   - settings: of both companies.
  init(autopilot: Bool = false, settings own: [String: String] = [:]) async throws {
    try await Self.emptyBroker()
    let tag = "e2e_\(UInt32.random(in: 0...UInt32.max))"
    let databases = (
      client: try await Ground.makeDatabase("\(tag)_client"),
      supplier: try await Ground.makeDatabase("\(tag)_supplier"),
      monitor: try await Ground.makeDatabase("\(tag)_monitor")
    )
    let settings = own.merging(["DUET_AUTOPILOT": autopilot ? "on" : "off"]) { own, _ in own }
    // Below the range of outgoing connections, and apart from what other tests use.
    let port = Int.random(in: 21_000...29_000)
    client = try Company("client", database: databases.client, port: port, settings: settings)
    supplier = try Company(
      "supplier", database: databases.supplier, port: port + 1, settings: settings)
    monitor = try Company(
      "monitor", database: databases.monitor, port: port + 2,
      settings: [
        "DUET_CLIENT_DATABASE_URL": databases.client,
        "DUET_SUPPLIER_DATABASE_URL": databases.supplier,
      ])
  }

  /// What an earlier world has left on the broker.
  private static func emptyBroker() async throws {
    let connection = try await Connection.open(
      Connection.Configuration(url: try Ground.variable("DUET_TEST_AMQP")))
    for queue in ["order.client.inbox", "order.supplier.inbox", "order.events.stream"] {
      // A queue that is not there closes the channel, so that each gets one of its own.
      let channel = try await connection.openChannel()
      try await channel.deleteQueue(queue)
      try await channel.close()
    }
    await connection.close()
  }

  /// Starts everything and waits until the supplier has its price list.
  func start() async throws {
    try supplier.start()
    try client.start()
    try monitor.start()
    try await importCatalogue()
    try await eventually("the client answers") { try client.command("order", "list").status == 0 }
  }

  func importCatalogue() async throws {
    let file = Ground.repository.appending(path: "demo/catalogue.csv").path
    try await eventually("the price list is imported") {
      try supplier.command("catalog", "import", file, "--as", "petra").status == 0
    }
  }

  /// - Returns: whether all stopped in order.
  func stop() -> Bool {
    let stopped = [client.stop(), supplier.stop(), monitor.stop()]
    return stopped.allSatisfy { $0 }
  }

  /// Asks again and again, for at most a minute and a half.
  func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(90)
    while try await !condition() {
      guard ContinuousClock.now < deadline else { throw Trouble("waited in vain until \(what)") }
      await Task.yield()
    }
  }

  /// Decides the next open task of an order at one company, and waits for it first.
  func decide(
    _ company: Company, _ order: String, _ element: String, as person: String, group: String,
    _ fields: String...
  ) async throws {
    var task: String?
    try await eventually("\(element) of \(order) is open") {
      let tasks = try company.json("task", "list", "--order", order)["items"].list ?? []
      task = tasks.first { $0["element"].string == element }?["id"].string
      return task != nil
    }
    guard let task else { return }
    let answer = try company.decide(task, fields, person: person, group: group)
    guard answer.status == 0 else { throw Trouble("\(element): \(answer.messages)") }
  }

  /// The outcomes of an order on both sides, once it has ended there.
  func outcomes(of order: String) async throws -> [String] {
    var outcomes: [String] = []
    try await eventually("\(order) has ended on both sides") {
      outcomes = try [client, supplier].compactMap { company in
        let answer = try company.command("order", "show", order, "-o", "json")
        return answer.status == 0 ? try answer.json["outcome"].string : nil
      }
      return outcomes.count == 2
    }
    return outcomes
  }

  /// Waits until the monitor has heard everything and finds no difference in three databases.
  func agreement() async throws -> Company.Answer {
    var answer = try monitor.command("check")
    try await eventually("monitor check finds no difference") {
      answer = try monitor.command("check")
      return answer.status == 0
    }
    return answer
  }
}

extension Company {
  func decide(_ task: String, _ fields: [String], person: String, group: String) throws -> Answer {
    try run(["task", "complete", task] + fields + ["--as", person, "--groups", group])
  }
}
