import FEEL
import Metrics
import MonitorStorage
import Monitoring
import PostgreSQL
import Telemetry

/// Every metric of the monitor (docs/metrics.md), and what looks at them before a scrape.
struct MonitorMetrics: Sendable {
  static let all: [MetricDescription] =
    [
      .init("duet_monitor_entries", .counter, "Journal entries that were projected."),
      .init("duet_monitor_duplicates", .counter, "Journal entries that had been heard before."),
      .init("duet_monitor_unreadable", .counter, "Messages of the stream that nobody can read."),
      .init("duet_monitor_gaps", .gauge, "Gaps in the lanes: entries that have not been heard."),
      .init(
        "duet_monitor_following", .gauge, "Whether the stream of events is being followed."),
      .init(
        "duet_monitor_freshness_seconds", .histogram(freshnessBounds),
        "From the step of each entry at its party until it can be seen here."
      ),
      .init(
        "duet_monitor_newest_entry_age_seconds", .gauge,
        "How long ago the newest projected entry was committed: the lag, or silence."),
      .init("duet_database_up", .gauge, "Whether the last use of the database succeeded."),
    ] + PoolMetrics.all + ProcessMetrics.all

  /// In seconds. Dense where it matters whether a person notices.
  private static let freshnessBounds: [Double] = [
    0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20,
    30, 60,
  ]

  private let entries: RunningTotal
  private let duplicates: RunningTotal
  private let unreadable: RunningTotal
  private let gaps: Gauge
  private let following: Gauge
  private let age: Gauge
  private let database: Gauge
  private let pools: PoolMetrics
  private let process: ProcessMetrics

  init(_ database: MonitorDatabase, factory: any MetricsFactory) {
    func total(_ label: String) -> RunningTotal { RunningTotal(label: label, factory: factory) }
    func gauge(_ label: String) -> Gauge {
      Gauge(label: label, dimensions: [], factory: factory)
    }
    entries = total("duet_monitor_entries")
    duplicates = total("duet_monitor_duplicates")
    unreadable = total("duet_monitor_unreadable")
    gaps = gauge("duet_monitor_gaps")
    following = gauge("duet_monitor_following")
    age = gauge("duet_monitor_newest_entry_age_seconds")
    self.database = gauge("duet_database_up")
    pools = PoolMetrics(
      ["reading": { PoolMetrics.Usage(database.poolUsage) }], factory: factory)
    process = ProcessMetrics(factory: factory)
  }

  func sample(_ report: HealthReport) {
    entries.follow(Double(report.state.entries))
    duplicates.follow(Double(report.state.duplicates))
    unreadable.follow(Double(report.state.unreadable))
    following.record(report.state.isFollowing ? 1 : 0)
    database.record(report.reception == nil ? 0 : 1)
    gaps.record(report.reception.map { Double($0.gaps.count) } ?? .nan)
    let newest = report.reception?.newestEntry ?? report.state.newestEntry
    age.record(newest.map { (report.now - $0) / .seconds(1) } ?? .nan)
    pools.sample()
    process.sample()
  }
}

extension PoolMetrics.Usage {
  init(_ usage: ConnectionPool.Usage) {
    self.init(
      limit: usage.limit, leased: usage.leased, waiting: usage.waiting, leases: usage.leases,
      waited: usage.waited, failures: usage.failures)
  }
}
