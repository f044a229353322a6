package import FEEL

/// How much work is open at a party, over all of its processes.
package struct Workload: Hashable, Sendable {
  package struct Tasks: Hashable, Sendable {
    package let open: Int
    package let overdue: Int

    package init(open: Int, overdue: Int) {
      self.open = open
      self.overdue = overdue
    }
  }

  /// By flow node.
  package var tasks: [String: Tasks] = [:]
  /// Timers that should have fired.
  package var overdueTimers = 0
  package var openIncidents = 0
  /// Messages that wait for the gap before them to close.
  package var parkedMessages = 0
  /// How long the oldest of them has been waiting.
  package var oldestParked = Duration.zero
  package var runningOrders = 0

  package init() {}
}

/// Counts what is open. Costs about as much as there is, never as much as there has been.
package protocol Workloads: Sendable {
  func workload(at now: Timestamp) async throws(StoreError) -> Workload
}
