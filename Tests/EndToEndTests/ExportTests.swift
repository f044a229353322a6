import Foundation
import Testing

extension OrderTests {
  /// What leaves the system, read by tools that others have written.
  @Test func `metrics, documents and event logs are what their standards say, and agree`()
    async throws
  {
    let world = try await World(autopilot: true)
    try await world.start()
    let orders = (1...6).map { "PO-X\($0)" }
    for order in orders {
      let placed = try world.client.command(
        "order", "place", "--reference", order, "--line", "NUT-M8-8:\(order.utf8.count * 10)",
        "--line",
        "BRG-6204-2RS:20", "--as", "anna")
      guard placed.status == 0 else { throw Trouble(placed.messages) }
    }
    for order in orders { _ = try await world.outcomes(of: order) }
    _ = try await world.agreement()
    try Self.checkMetrics(world)
    for company in [world.client, world.supplier] {
      for order in orders.prefix(2) {
        let report = try Self.python(
          "check_ubl.py", company.url, order, "--header", "Duet-User: anna", "--header",
          "Duet-Groups: buyers")
        #expect(report.status == 0, "\(company.name), \(order): \(report.output)")
      }
    }
    try Self.checkDocumentsOfBoth(world, orders[0])
    try Self.checkEventLog(world, orders: orders.count)
    #expect(world.stop())
  }

  private static func checkMetrics(_ world: World) throws {
    let services = [world.client, world.supplier, world.monitor].map { "\($0.name)=\($0.url)" }
    let report = try python("check_metrics.py", services)
    #expect(report.status == 0, "\(report.output)")
  }

  /// Both write the same, and the command line writes what the interface gives.
  private static func checkDocumentsOfBoth(_ world: World, _ order: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "documents-\(UUID())")
    let contents = try [world.client, world.supplier].map { company in
      let own = folder.appending(path: company.name)
      let written = try company.command(
        "order", "show", order, "--format", "ubl", "--into", own.path)
      #expect(written.status == 0, "\(written.messages)")
      return try written.output.split(separator: "\n").map {
        try Data(contentsOf: URL(filePath: String($0)))
      }
    }
    // Each dates a document by its own clock.
    let undated = contents.map { files in
      files.map {
        String(decoding: $0, as: UTF8.self).replacing(/<cbc:Issue(Date|Time)>.*/, with: "")
      }
    }
    #expect(undated[0].count >= 5)
    #expect(undated[0] == undated[1])
    let one = try world.client.command(
      "order", "show", order, "--format", "ubl", "--document", "quotation")
    #expect(contents[0].contains(Data(one.output.utf8)))
    try FileManager.default.removeItem(at: folder)
  }

  private static func checkEventLog(_ world: World, orders: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "event-log-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for format in ["ocel", "ocel-sqlite", "xes", "csv", "jsonl", "entries"] {
      let file = folder.appending(path: "log.\(format)").path
      let written = try world.monitor.command("export", "--format", format, "--output", file)
      #expect(written.status == 0, "\(written.messages)")
      #expect(written.messages.contains("\(orders) orders,"), "\(written.messages)")
      #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
    }
    let report = try python("check_event_log.py", folder.path)
    #expect(report.status == 0, "\(report.output)")
    let none = try world.monitor.command("export", "--format", "csv", "--to", "2020-01-01")
    #expect(none.output.split(separator: "\r\n").count == 1 && none.messages.contains("0 orders"))
    try FileManager.default.removeItem(at: folder)
  }
}
