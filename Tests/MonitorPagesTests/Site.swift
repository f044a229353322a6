import BPMN
import FEEL
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MonitorPages
import Monitoring
import ProcessEngine
import SyntheticJournal

/// The monitor's pages over a projection in memory, asked without a socket.
struct Site: Sendable {
  static let now = SyntheticJournal.start + .seconds(20_000)
  static let definitions: Definitions = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn/order.bpmn").standardizedFileURL
    do { return try Definitions(xml: Array(try Data(contentsOf: file))) } catch {
      preconditionFailure("the model cannot be read: \(error)")
    }
  }()

  let routes: PageRoutes
  let ports: MonitorPorts

  /// - Parameter orders: of each course.
  init(
    orders: Int = 3, reading: (any MonitorReading)? = nil, now: Timestamp = Self.now,
    speed: Double = 1
  ) {
    ports = MonitorPorts(
      reading: reading ?? Self.memory(orders: orders), process: DrawnProcess(Self.definitions),
      now: { now }, speed: speed, logger: Logger(label: "test"),
      json: { .context(["workInProgress": .number($0.workInProgress)]) },
      partyPages: ["Client": "http://client.example"])
    routes = PageRoutes(ports)
  }

  static func memory(orders: Int) -> MemoryMonitor {
    var journal = SyntheticJournal()
    var index = 0
    for course in SyntheticJournal.Course.allCases {
      for _ in 0..<orders {
        index += 1
        journal.add(
          index, course, at: SyntheticJournal.start + .seconds(index % 300), pace: .seconds(60))
      }
    }
    var memory = MemoryMonitor(
      journal.entries,
      freshness: [
        FreshnessMinute(
          start: now.wholeSeconds / 60 * 60, entries: 10, median: .milliseconds(8),
          p99: .milliseconds(120), longest: .milliseconds(300))
      ])
    for report in SyntheticJournal.reports(on: journal.entries) { memory.take(report) }
    memory.take(check)
    return memory
  }

  /// Two differences, one of them of an order that the monitor has not heard of, and many that are not kept.
  static let check = KeptCheck(
    at: now + .seconds(-90), orders: 12, differenceCount: 1_204, databases: ["Client", "Supplier"],
    differences: [
      Difference(
        order: order(1), party: nil, kind: .outcome,
        statement: Statement(
          .outcomesDiffer,
          [
            "party": .text("Client"), "outcome": .text("Completed"), "partner": .text("Supplier"),
            "other": .text("Expired"),
          ])),
      Difference(
        order: order(99_999), party: "Supplier", kind: .entry,
        statement: Statement(
          .publishedUnheard, ["step": .number(1), "lane": .number(2), "number": .number(3)])),
    ])

  /// Asks for an analysis until it has been made.
  func analysis(_ path: String, language: String = "en") async throws -> Answer {
    try await withThrowingTaskGroup { group in
      group.addTask { await ports.analysis.run() }
      defer { group.cancelAll() }
      while true {
        let answer = try await ask(path, language: language)
        let asksAgain = answer.headers.contains { $0.name.canonicalName == "refresh" }
        if !asksAgain, answer.status != .accepted { return answer }
        await Task.yield()
      }
    }
  }

  struct Answer {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String
  }

  func ask(
    _ path: String, language: String = "en", method: HTTPRequest.Method = .get, body: String? = nil
  ) async throws -> Answer {
    let router = Router()
    routes.add(to: router)
    return try await Application(router: router).test(.router) { client in
      try await client.execute(
        uri: path, method: method, headers: [.acceptLanguage: language],
        body: body.map { ByteBuffer(string: $0) }
      ) { response in
        Answer(
          status: response.status, headers: response.headers,
          text: String(decoding: response.body.readableBytesView, as: UTF8.self))
      }
    }
  }

  /// One of each page, with orders in every state.
  static let pages = [
    "/ui/live", "/ui/orders", "/ui/orders?state=running&sort=due&text=PO", "/ui/orders?open=\(now)",
    "/ui/orders?finding=unreceived&message=OrderPlaced&sort=-total", "/ui/orders/\(order(1))",
    "/ui/orders/\(order(4))", "/ui/orders/\(order(7))", "/ui/orders/\(order(10))",
    "/ui/conformance", "/ui/attention", "/ui/at", "/ui/at?span=all",
    "/ui/at?time=\(SyntheticJournal.start + .seconds(900))&span=day", "/ui/keys",
  ]

  static func order(_ index: Int) -> InstanceID { SyntheticJournal.order(index) }
}
