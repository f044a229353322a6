import Metrics
import Telemetry
import Testing

struct RegistryTests {
  private static let descriptions: [MetricDescription] = [
    .init("orders", .counter, "Orders that began.", labels: ["party"], limit: 2),
    .init("wait_seconds", .histogram([0.1, 1]), "How long \"it\" took.\nIn C:\\."),
    .init("size_bytes", .gauge, "How large."),
    .init("build", .info, "What runs.", labels: ["version"]),
  ]

  @Test func `OpenMetrics names the unit, gives each kind its suffix and ends`() async {
    let registry = MetricRegistry(Self.descriptions)
    Counter(label: "orders", dimensions: [("party", "Cli\"ent")], factory: registry).increment(
      by: 3)
    let timer = Timer(label: "wait_seconds", dimensions: [], factory: registry)
    timer.recordMilliseconds(100)
    timer.recordSeconds(7)
    Gauge(label: "size_bytes", dimensions: [], factory: registry).record(1.5)
    Gauge(label: "build", dimensions: [("version", "1")], factory: registry).record(1)
    let text = String(decoding: await registry.text(.openMetrics), as: UTF8.self)
    #expect(
      text == """
        # HELP build What runs.
        # TYPE build info
        build_info{version="1"} 1
        # HELP orders Orders that began.
        # TYPE orders counter
        orders_total{party="Cli\\"ent"} 3
        # HELP size_bytes How large.
        # TYPE size_bytes gauge
        # UNIT size_bytes bytes
        size_bytes 1.5
        # HELP wait_seconds How long \\"it\\" took.\\nIn C:\\\\.
        # TYPE wait_seconds histogram
        # UNIT wait_seconds seconds
        wait_seconds_bucket{le="0.1"} 1
        wait_seconds_bucket{le="1"} 1
        wait_seconds_bucket{le="+Inf"} 2
        wait_seconds_count 2
        wait_seconds_sum 7.1
        # EOF

        """)
  }

  @Test func `Prometheus' own text names a family as its samples are named, and has no units`()
    async
  {
    let registry = MetricRegistry(Self.descriptions)
    Counter(label: "orders", dimensions: [("party", "Client")], factory: registry).increment()
    let text = String(decoding: await registry.text(.prometheus), as: UTF8.self)
    #expect(text.contains("# TYPE orders_total counter\norders_total{party=\"Client\"} 1\n"))
    #expect(!text.contains("# UNIT") && !text.contains("# EOF"))
  }

  @Test func `series beyond the limit are counted together`() {
    let registry = MetricRegistry(Self.descriptions)
    for party in ["A", "B", "C", "D", "A"] {
      Counter(label: "orders", dimensions: [("party", party)], factory: registry).increment()
    }
    let series = registry.snapshots.first { $0.description.name == "orders" }?.series ?? []
    #expect(series.map(\.labels) == [["A"], ["B"], ["overflow"]])
    #expect(series.map(\.value) == [.number(2), .number(1), .number(2)])
  }

  @Test func `the same labels are the same series, in whatever order, and others are ignored`() {
    let registry = MetricRegistry([.init("x", .counter, "x", labels: ["a", "b"])])
    Counter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "x", dimensions: [("order", "9"), ("b", "2"), ("a", "1")], factory: registry)
      .increment()
    #expect(registry.snapshots.flatMap(\.series).map(\.value) == [.number(2)])
  }

  @Test func `a counter adds wholes and fractions from many tasks`() async {
    let registry = MetricRegistry([.init("x", .counter, "x")])
    let whole = Counter(label: "x", dimensions: [], factory: registry)
    let fraction = FloatingPointCounter(label: "x", dimensions: [], factory: registry)
    await withDiscardingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            whole.increment()
            fraction.increment(by: 0.5)
          }
        }
      }
    }
    #expect(registry.snapshots.flatMap(\.series).map(\.value) == [.number(12_000)])
  }

  @Test func `a described metric without labels is there before anything was measured`() {
    let registry = MetricRegistry(Self.descriptions)
    #expect(registry.snapshots.map(\.description.name) == ["size_bytes", "wait_seconds"])
  }

  @Test func `a library's metric gets a name that can be scraped`() {
    let registry = MetricRegistry()
    Counter(label: "http.client-calls", dimensions: [("host", "x")], factory: registry).increment()
    Gauge(label: "größe", dimensions: [], factory: registry).record(Double.nan)
    #expect(registry.snapshots.map(\.description.name) == ["gr__e", "http_client_calls"])
  }

  @Test func `what is sampled is sampled before each scrape`() async {
    let registry = MetricRegistry([.init("x", .counter, "x")])
    let counter = Counter(label: "x", dimensions: [], factory: registry)
    registry.beforeScrape { counter.increment() }
    _ = await registry.text(.prometheus)
    #expect(
      String(decoding: await registry.text(.prometheus), as: UTF8.self).contains("x_total 2\n"))
  }
}
