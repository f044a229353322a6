import HTTPTypes
import Metrics
import PartyAPI
import Telemetry
import Testing

struct MetricsTests {
  @Test func `what is measured is told in the text that is asked for`() async throws {
    var service = Service()
    let registry = MetricRegistry([.init("orders", .counter, "Orders.")])
    service.metrics = registry
    Counter(label: "orders", dimensions: [], factory: registry).increment(by: 3)
    let plain = try await service.ask(.get, "/metrics", headers: [:])
    #expect(plain.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(plain.text.contains("orders_total 3\n") && !plain.text.contains("# EOF"))
    let open = try await service.ask(
      .get, "/metrics", headers: [.accept: "application/openmetrics-text"])
    #expect(
      open.headers[.contentType]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
    #expect(open.text.hasSuffix("orders_total 3\n# EOF\n"))
  }
}
