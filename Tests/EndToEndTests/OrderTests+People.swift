import FEEL
import Foundation
import FoundationNetworking
import Testing

extension OrderTests {
  @Test func `whoever races for a task, it is decided once, and the others are told`() async throws
  {
    let world = try await World()
    try await world.start()
    let report = try Self.python(
      "check_people.py", world.client.url, world.supplier.url, "--tasks", "200", "--people", "20")
    #expect(report.status == 0, "\(report.output)")
    #expect(world.stop())
  }

  @Test func `a decision whose grace period meets a crash takes effect once, or was undone`()
    async throws
  {
    let world = try await World()
    try await world.start()
    for reference in ["PO-KEPT", "PO-UNDONE"] { try place(world, reference, "NUT-M8-8:10") }
    let kept = try await task(world, world.supplier, "PO-KEPT", "Task_VerifyOrder")
    let undone = try await task(world, world.supplier, "PO-UNDONE", "Task_VerifyOrder")
    #expect(try decide(kept, grace: "3s", at: world).status == 0)
    #expect(try decide(undone, grace: "250s", at: world).status == 0)
    world.supplier.kill()
    try world.supplier.start()
    try await world.eventually("the decision is undone") {
      let undo = ["task", "undo", undone, "--as", "sam", "--groups", "sales"]
      return try world.supplier.run(undo).status == 0
    }
    try await world.eventually("the decision has taken effect") {
      try await events(of: "PO-KEPT", at: world).contains("taskCompleted")
    }
    #expect(try await events(of: "PO-KEPT", at: world).count { $0 == "taskCompleted" } == 1)
    #expect(try await events(of: "PO-UNDONE", at: world).contains("taskDecisionUndone"))
    #expect(try await !events(of: "PO-UNDONE", at: world).contains("taskCompleted"))
    #expect(try decide(undone, grace: "0s", at: world).status == 0)
    #expect(try await world.agreement().status == 0)
    #expect(world.stop())
  }

  private func decide(_ task: String, grace: String, at world: World) throws -> Company.Answer {
    try world.supplier.run([
      "task", "complete", task, "decision=accept", "--grace", grace, "--as", "sam", "--groups",
      "sales",
    ])
  }

  /// What has happened in the supplier's instance of an order, in its order.
  private func events(of order: String, at world: World) async throws -> [String] {
    guard let url = URL(string: "\(world.supplier.url)/orders/\(order)/history") else { return [] }
    var request = URLRequest(url: url)
    request.setValue("otto", forHTTPHeaderField: "Duet-User")
    let (body, _) = try await URLSession.shared.data(for: request)
    return (try Value(json: Array(body))["items"].list ?? []).flatMap { step in
      (step["events"].list ?? []).compactMap { $0["event"].string }
    }
  }

  /// Runs one of our own test tools.
  static func python(
    _ script: String, _ arguments: String...
  ) throws -> (status: Int32, output: String) {
    try python(script, arguments)
  }

  static func python(
    _ script: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: try Ground.variable("DUET_TEST_PYTHON"))
    process.arguments = [Ground.repository.appending(path: "scripts/\(script)").path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
