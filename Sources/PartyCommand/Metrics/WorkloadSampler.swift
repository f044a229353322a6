import Locks
import Logging
import Metrics
import Participant

/// Puts what the database says of the open work into gauges. It is asked once in a while, however often somebody scrapes;
/// what cannot be known is NaN, not what was known last.
final class WorkloadSampler: Sendable {
  /// How long what was counted is good for.
  private static let freshness = Duration.seconds(5)

  private struct State {
    var askedAt: ContinuousClock.Instant?
    /// Flow nodes that have had open tasks: they stay, with zero.
    var tasks: [String: (open: Gauge, overdue: Gauge)] = [:]
  }

  private let workloads: any Workloads
  private let clock: any WallClock
  private let logger: Logger
  private let state = Locked(State())
  private let gauges: [(Gauge, @Sendable (Workload) -> Double)] = [
    (Gauge(label: "duet_timers_overdue"), { Double($0.overdueTimers) }),
    (Gauge(label: "duet_incidents_open"), { Double($0.openIncidents) }),
    (Gauge(label: "duet_parked_messages"), { Double($0.parkedMessages) }),
    (Gauge(label: "duet_parked_oldest_age_seconds"), { $0.oldestParked / .seconds(1) }),
    (Gauge(label: "duet_orders_running"), { Double($0.runningOrders) }),
  ]

  init(_ workloads: any Workloads, clock: any WallClock, logger: Logger) {
    self.workloads = workloads
    self.clock = clock
    self.logger = logger
  }

  func sample() async {
    let isDue = state.withLock { state in
      let now = ContinuousClock.now
      if let askedAt = state.askedAt, now - askedAt < Self.freshness { return false }
      state.askedAt = now
      return true
    }
    guard isDue else { return }
    do throws(StoreError) {
      let workload = try await workloads.workload(at: clock.now)
      for (gauge, read) in gauges { gauge.record(read(workload)) }
      show(workload.tasks)
    } catch {
      logger.debug("The open work cannot be counted", metadata: ["reason": "\(error)"])
      for (gauge, _) in gauges { gauge.record(Double.nan) }
      show(nil)
    }
  }

  /// - Parameter tasks: nil when they are not known.
  private func show(_ tasks: [String: Workload.Tasks]?) {
    state.withLock { state in
      for element in tasks?.keys ?? [:].keys where state.tasks[element] == nil {
        state.tasks[element] = (
          Gauge(label: "duet_tasks_open", dimensions: [("element", element)]),
          Gauge(label: "duet_tasks_overdue", dimensions: [("element", element)])
        )
      }
      for (element, gauges) in state.tasks {
        let count = tasks.map { $0[element] ?? Workload.Tasks(open: 0, overdue: 0) }
        gauges.open.record(count.map { Double($0.open) } ?? .nan)
        gauges.overdue.record(count.map { Double($0.overdue) } ?? .nan)
      }
    }
  }
}
