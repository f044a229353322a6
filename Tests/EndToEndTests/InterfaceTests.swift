import FEEL
import Foundation
import Testing

extension OrderTests {
  /// Third-party tools of the test run ask real services, at which people sign in, and check what they answer.
  @Test func `both services are as their OpenAPI document says, and withstand malformed requests`()
    async throws
  {
    let (world, passwords) = try await Self.guardedWorld()
    for number in 1...5 {
      let placed = try world.client.command(
        "order", "place", "--reference", "PO-I\(number)", "--line", "NUT-M8-8:10")
      guard placed.status == 0 else { throw Trouble(placed.messages) }
    }
    // At the same time: most of it is waiting for password hashes, which are slow on purpose.
    try await withThrowingTaskGroup { group in
      for company in [world.client, world.supplier] {
        let (name, url, password) = (company.name, company.url, passwords[company.name] ?? "")
        group.addTask {
          let report = try Self.check(url, of: name, password: password)
          #expect(report.status == 0, "\(name): \(report.output)")
        }
      }
      try await group.waitForAll()
    }
    #expect(world.stop())
  }

  /// Both companies with people who sign in, and the test signed in at both as somebody who may do everything.
  static func guardedWorld() async throws -> (world: World, passwords: [String: String]) {
    let world = try await World(settings: [
      "DUET_ACCESS": "local", "DUET_TRUSTED_PROXIES": "127.0.0.1",
    ])
    var passwords: [String: String] = [:]
    for company in [world.client, world.supplier] {
      passwords[company.name] = try company.addEverybody()
      try company.start()
    }
    try world.monitor.start()
    for company in [world.client, world.supplier] {
      try await world.eventually("\(company.name) lets somebody in") {
        do {
          try await company.signIn(Company.everybody, passwords[company.name] ?? "")
          return true
        } catch is URLError { return false }
      }
    }
    try await world.importCatalogue()
    return (world, passwords)
  }

  private static func check(
    _ url: String, of company: String, password: String
  ) throws -> (status: Int32, output: String) {
    try python(
      "check_service.py",
      [url, "--user", Company.everybody, "--examples", "4", "--malformed", "5000"],
      environment: ["DUET_CHECK_PASSWORD": password])
  }
}
