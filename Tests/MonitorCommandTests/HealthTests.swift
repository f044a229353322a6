import FEEL
import Hummingbird
import HummingbirdTesting
import Hyperlinks
import Monitoring
import SyntheticJournal
import Testing

@testable import MonitorCommand

@Suite struct HealthTests {
  private func report(
    isFollowing: Bool = true, reception: Reception? = Reception(), trouble: String? = nil
  ) -> HealthReport {
    var state = FollowerStatus.State()
    state.isFollowing = isFollowing
    state.trouble = trouble
    state.delay = .milliseconds(1_250)
    return HealthReport(state: state, reception: reception, now: Sample.now)
  }

  private func get(
    _ path: String, _ report: HealthReport
  ) async throws -> (status: HTTPResponse.Status, body: Value) {
    let app = Application(router: HealthRoutes.router { report })
    return try await app.test(.router) { client in
      try await client.execute(uri: path, method: .get) { response in
        (response.status, try Value(json: Array(response.body.readableBytesView)))
      }
    }
  }

  @Test func `a process that answers is alive, whatever else`() async throws {
    let answer = try await get("/health/live", report(isFollowing: false, reception: nil))
    #expect(answer.status == .ok && answer.body == ["status": "up"])
  }

  @Test func `a monitor that follows and has its database is ready`() async throws {
    #expect(try await get("/health/ready", report()).status == .ok)
  }

  @Test func `without stream or database it is not ready, and says why`() async throws {
    let unheard = report(isFollowing: false, trouble: "the broker is away")
    #expect(try await get("/health/ready", unheard).status == .serviceUnavailable)
    #expect(try await get("/health", unheard).body["trouble"] == "the broker is away")
    let lost = try await get("/health", report(reception: nil))
    #expect(lost.status == .serviceUnavailable && lost.body["database"] == "down")
  }

  @Test func `gaps make it degraded, and are named`() async throws {
    var reception = Reception()
    reception.position = 12
    reception.newestEntry = Sample.now + .milliseconds(-2_500)
    reception.gaps = [
      .init(
        lane: LaneID(party: "Client", lane: 2),
        range: .init(first: 7, last: 9, since: SyntheticJournal.start))
    ]
    let answer = try await get("/health", report(reception: reception))
    #expect(answer.status == .ok && answer.body["status"] == "degraded")
    #expect(answer.body["newestEntryAgeSeconds"].jsonString == "2.5")
    #expect(answer.body["delaySeconds"].jsonString == "1.25")
    #expect(answer.body["gaps"].list?.first?["first"] == 7)
  }

  @Test(arguments: [
    ("localhost:8403", true), ("127.0.0.1", true), ("[::1]:8403", true),
    ("Monitor.Example:443", true),
    ("shop.example:8403", false), ("127.0.0.1.example", false),
  ])
  func `a request for a host that is not the monitor's is refused, whatever it is for`(
    authority: String, isAnswered: Bool
  ) async throws {
    let router = HealthRoutes.router(hosts: HostRule(also: ["monitor.example"])) { report() }
    router.get("/ui/live") { _, _ in "orders" }
    try await Application(router: router).test(.live) { client in
      let port = client.port ?? 0
      for path in ["/health/live", "/metrics", "/ui/live"] {
        let answer = try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
          try await client.execute(
            TestClient.Request(path, method: .get, authority: authority))
        }
        #expect((answer.status == .ok) == isAnswered, "\(path)")
        #expect(isAnswered || answer.status == .misdirectedRequest)
      }
    }
  }

  @Test func `a party says how old its outbox is`() throws {
    let health = try Value(json: #"{"status": "up", "outbox": {"entries": 3, "age": "PT1.5S"}}"#)
    #expect(OutboxWatch.age(in: health) == .milliseconds(1_500))
    #expect(OutboxWatch.age(in: ["status": "up"]) == nil)
  }
}
