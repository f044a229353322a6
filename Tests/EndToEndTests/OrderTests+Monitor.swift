import Foundation
import FoundationNetworking
import MonitorStorage
import PostgreSQL
import Testing

extension OrderTests {
  /// How often the monitor is killed; a long night has 100.
  private static var kills: Int {
    ProcessInfo.processInfo.environment["DUET_TEST_KILLS"].flatMap { Int($0) } ?? 10
  }

  @Test func `a monitor that is killed again and again projects what a rebuild projects`()
    async throws
  {
    let world = try await World(autopilot: true)
    try await world.start()
    try place(world, "PO-KILL-1", "NUT-M8-8:1")
    var number = 1
    for _ in 1...Self.kills {
      // It dies some orders after its start: before it has heard anything, while it catches up, or while it follows.
      for _ in 0..<Int.random(in: 0...4) {
        number += 1
        try place(world, "PO-KILL-\(number)", "NUT-M8-8:\(number)")
      }
      world.monitor.kill()
      if number.isMultiple(of: 2) {
        number += 1
        try place(world, "PO-KILL-\(number)", "NUT-M8-8:\(number)")
      }
      try world.monitor.start()
    }
    try await world.eventually("the monitor has heard the end of every order") {
      try await projection(of: world)["order_ended"]?.count == number
    }
    #expect(try await world.agreement().status == 0)
    #expect(world.monitor.stop())
    let heard = try await projection(of: world)
    for source in ["entries", "stream"] {
      #expect(try world.monitor.command("rebuild", "--from", source).status == 0)
      let rebuilt = try await projection(of: world)
      for (table, rows) in heard {
        #expect(rebuilt[table] == rows, "\(table), rebuilt from the \(source)")
      }
    }
    #expect(world.stop())
  }

  @Test func `a check is on the conformance page, and one that cannot be kept says so`()
    async throws
  {
    let world = try await World(autopilot: true)
    try await world.start()
    try await world.eventually("the conformance page is there") {
      do {
        return try await conformance(of: world).contains("have not been compared yet")
      } catch is URLError { return false }
    }
    try place(world, "PO-1", "NUT-M8-8:1")
    #expect(try await world.outcomes(of: "PO-1") == ["Completed", "Completed"])
    #expect(try await world.agreement().status == 0)
    let agreed = try await conformance(of: world)
    #expect(agreed.contains("No disagreement") && agreed.contains("1 order compared"))
    #expect(agreed.contains("with the databases of Client, Supplier"))

    let configuration = try Connection.Configuration(url: world.monitor.database)
    let connection = try await Connection.open(configuration)
    try await connection.runScript("update order_side set step = 1 where party = 'Supplier'")
    #expect(try world.monitor.command("check").status == 1)
    let disputed = try await conformance(of: world)
    #expect(disputed.contains("1 disagreement<") && disputed.contains(">PO-1</a>"))
    #expect(disputed.contains("the projection is at step 1, the entries make step"))

    try await connection.runScript("alter table disagreement rename to elsewhere")
    let unkept = try world.monitor.command("check")
    #expect(unkept.status == 1 && unkept.output.contains("1 difference"))
    #expect(
      unkept.messages.contains("could not be kept") && unkept.messages.contains("monitor run"))
    #expect(try world.monitor.command("rebuild", "--from", "entries").status == 0)
    let honest = try world.monitor.command("check")
    #expect(honest.status == 75 && honest.output.contains("0 differences"))
    #expect(honest.messages.contains("could not be kept"))
    await connection.close()
    #expect(world.stop())
  }

  private func conformance(of world: World) async throws -> String {
    guard let url = URL(string: "\(world.monitor.url)/ui/conformance") else { return "" }
    return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
  }

  private func projection(of world: World) async throws -> [String: [String]] {
    try await ProjectionDump(Connection.Configuration(url: world.monitor.database)).tables()
  }
}
