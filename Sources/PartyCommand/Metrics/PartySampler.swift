import FEEL
import Logging
import Metrics
import Participant
import PartyAPI
import PostgreSQL
import Storage
import Telemetry

/// Looks, before a scrape, at what is not counted as it happens: connections, the outbox, and the open work.
struct PartySampler: Sendable {
  private let ports: PartyPorts
  private let workload: WorkloadSampler
  private let pools: PoolMetrics
  private let process: ProcessMetrics
  private let database = Gauge(label: "duet_database_up")
  private let outboxEntries = Gauge(label: "duet_outbox_entries")
  private let outboxAge = Gauge(label: "duet_outbox_age_seconds")
  private let streams = Gauge(label: "duet_event_streams")
  private let connections: [(Health.Component, up: Gauge, blocked: Gauge)]

  /// - Parameter pools: what the party asks its database through, by names for people.
  init(
    _ ports: PartyPorts, workloads: any Workloads, pools: [String: any Pooled],
    logger: Logger
  ) {
    self.ports = ports
    workload = WorkloadSampler(workloads, clock: ports.clock, logger: logger)
    self.pools = PoolMetrics(
      pools.mapValues { pool in { PoolMetrics.Usage(pool.poolUsage) } },
      factory: MetricsSystem.factory)
    process = ProcessMetrics(factory: MetricsSystem.factory)
    connections = [(Health.Component.brokerIn, "receives"), (.brokerOut, "publishes")].map {
      component, name in
      (
        component,
        Gauge(label: "duet_broker_connection_up", dimensions: [("connection", name)]),
        Gauge(label: "duet_broker_connection_blocked", dimensions: [("connection", name)])
      )
    }
  }

  func sample() async {
    let health = await ports.desk.health
    database.record(health.isReady ? 1 : 0)
    outboxEntries.record(health.outboxEntries)
    outboxAge.record(health.outboxAge / .seconds(1))
    for (component, up, blocked) in connections {
      let (isUp, isBlocked): (Int, Int) =
        switch health.components[component] {
        case .up: (1, 0)
        case .degraded: (1, 1)
        case .down, nil: (0, 0)
        }
      up.record(isUp)
      blocked.record(isBlocked)
    }
    streams.record(ports.feed.listeners)
    pools.sample()
    process.sample()
    await workload.sample()
  }
}

extension PoolMetrics.Usage {
  init(_ usage: ConnectionPool.Usage) {
    self.init(
      limit: usage.limit, leased: usage.leased, waiting: usage.waiting, leases: usage.leases,
      waited: usage.waited, failures: usage.failures)
  }
}
