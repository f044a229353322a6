package import CoreMetrics

/// How much pools of connections to the database are used.
package struct PoolMetrics: Sendable {
  package static let all: [MetricDescription] = [
    .init(
      "duet_pool_connections_max", .gauge, "Connections that the pool may have.", labels: ["pool"]),
    .init("duet_pool_connections_in_use", .gauge, "Connections that are lent.", labels: ["pool"]),
    .init("duet_pool_waiting", .gauge, "Tasks that wait for a connection.", labels: ["pool"]),
    .init("duet_pool_leases", .counter, "How often a connection was lent.", labels: ["pool"]),
    .init(
      "duet_pool_wait_seconds", .counter, "How long tasks have waited for a connection.",
      labels: ["pool"]),
    .init(
      "duet_pool_failures", .counter,
      "How often no connection became free in time, or none could be opened.", labels: ["pool"]),
  ]

  /// What a pool says of itself; the totals count from its making.
  package struct Usage: Sendable {
    package let limit: Int
    package let leased: Int
    package let waiting: Int
    package let leases: Int
    package let waited: Duration
    package let failures: Int

    package init(
      limit: Int, leased: Int, waiting: Int, leases: Int, waited: Duration, failures: Int
    ) {
      self.limit = limit
      self.leased = leased
      self.waiting = waiting
      self.leases = leases
      self.waited = waited
      self.failures = failures
    }
  }

  private struct Pool: Sendable {
    let usage: @Sendable () -> Usage
    let limit: Gauge
    let leased: Gauge
    let waiting: Gauge
    let leases: RunningTotal
    let waited: RunningTotal
    let failures: RunningTotal

    init(_ name: String, _ usage: @escaping @Sendable () -> Usage, _ factory: any MetricsFactory) {
      self.usage = usage
      let labels = [("pool", name)]
      func gauge(_ metric: String) -> Gauge {
        Gauge(label: "duet_pool_\(metric)", dimensions: labels, factory: factory)
      }
      func total(_ metric: String) -> RunningTotal {
        RunningTotal(label: "duet_pool_\(metric)", dimensions: labels, factory: factory)
      }
      (limit, leased, waiting) = (
        gauge("connections_max"), gauge("connections_in_use"), gauge("waiting")
      )
      (leases, waited, failures) = (total("leases"), total("wait_seconds"), total("failures"))
    }

    func sample() {
      let now = usage()
      limit.record(now.limit)
      leased.record(now.leased)
      waiting.record(now.waiting)
      leases.follow(Double(now.leases))
      waited.follow(now.waited / .seconds(1))
      failures.follow(Double(now.failures))
    }
  }

  private let pools: [Pool]

  /// - Parameter pools: by what they are for, in one word.
  package init(
    _ pools: [String: @Sendable () -> Usage], factory: any MetricsFactory
  ) {
    self.pools = pools.map { Pool($0.key, $0.value, factory) }
  }

  /// Looks again.
  package func sample() { for pool in pools { pool.sample() } }
}
