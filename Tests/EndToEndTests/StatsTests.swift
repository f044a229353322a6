import Foundation
import Testing

extension OrderTests {
  /// The numbers of an analysis, computed anew from the exported journal by pandas and lifelines.
  @Test func `an analysis is what the journal says`() async throws {
    let world = try await World(autopilot: true)
    try await world.start()
    let orders = (1...24).map { "PO-S\($0)" }
    for order in orders {
      let placed = try world.client.command(
        "order", "place", "--reference", order, "--line", "NUT-M8-8:\(order.utf8.count * 10)",
        "--as", "anna")
      guard placed.status == 0 else { throw Trouble(placed.messages) }
    }
    for order in orders { _ = try await world.outcomes(of: order) }
    _ = try await world.agreement()
    let folder = FileManager.default.temporaryDirectory.appending(path: "analysis-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let entries = folder.appending(path: "log.entries").path
    let written = try world.monitor.command("export", "--format", "entries", "--output", entries)
    #expect(written.status == 0, "\(written.messages)")
    let stats = try world.monitor.command(
      "stats", "--from", "2020-01-01", "--limit", "1000", "-o", "json")
    #expect(stats.status == 0, "\(stats.messages)")
    let file = folder.appending(path: "stats.json")
    try Data(stats.output.utf8).write(to: file)
    let report = try Self.python("check_analysis.py", entries, file.path)
    #expect(report.status == 0, "\(report.output)")
    let table = try world.monitor.command("stats", "--from", "2020-01-01")
    #expect(table.output.contains("LEAD TIME") && table.output.contains("BOTTLENECKS"))
    try FileManager.default.removeItem(at: folder)
    #expect(world.stop())
  }
}
