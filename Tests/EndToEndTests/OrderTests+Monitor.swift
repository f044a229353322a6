import Foundation
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

  private func projection(of world: World) async throws -> [String: [String]] {
    try await ProjectionDump(Connection.Configuration(url: world.monitor.database)).tables()
  }
}
