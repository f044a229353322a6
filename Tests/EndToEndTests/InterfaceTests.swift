import Foundation
import Testing

extension OrderTests {
  /// Third-party tools of the test run ask real services, and check what they answer.
  @Test func `both services are as their OpenAPI document says, and withstand malformed requests`()
    async throws
  {
    let world = try await World()
    try await world.start()
    for number in 1...5 {
      let placed = try world.client.command(
        "order", "place", "--reference", "PO-I\(number)", "--line", "NUT-M8-8:10", "--as", "anna")
      guard placed.status == 0 else { throw Trouble(placed.messages) }
    }
    for company in [world.client, world.supplier] {
      let report = try Self.check(company)
      #expect(report.status == 0, "\(company.name): \(report.output)")
    }
    #expect(world.stop())
  }

  private static func check(_ company: Company) throws -> (status: Int32, output: String) {
    var arguments = [
      company.url, "--examples", "10", "--malformed", "5000", "--header", "Duet-User: anna",
      "--header", "Duet-Groups: buyers,receiving,sales,pricing,warehouse",
    ]
    // The price list is the supplier's.
    if company.name == "client" { arguments += ["--without", "/catalog"] }
    return try python("check_service.py", arguments)
  }
}
