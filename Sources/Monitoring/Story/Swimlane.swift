import Exchange
package import FEEL
package import ProcessEngine

/// One party's side of an order's story: what its journal says, in terms of the drawing.
///
/// Times are those of the party's own clock.
package struct Swimlane: Hashable, Sendable {
  /// The pool.
  package let party: String
  package internal(set) var startedAt: Timestamp?
  package internal(set) var endedAt: Timestamp?
  /// How it ended; nil while it runs, and when nothing has been heard of it.
  package internal(set) var outcome: String?
  /// Ascending by number.
  package internal(set) var steps: [Step] = []
  /// The numbers of steps that have not been heard although a later one has.
  package internal(set) var missingSteps: [ClosedRange<Int>] = []
  /// Every activation of a flow node, in the order in which they were entered; without the process itself.
  package internal(set) var visits: [Visit] = []
  package internal(set) var tasks: [TaskStory] = []
  package internal(set) var jobs: [JobStory] = []
  package internal(set) var timers: [TimerStory] = []
  package internal(set) var incidents: [IncidentStory] = []
  package internal(set) var path = TakenPath()
  /// The state after each step, ascending by time: what the party could do then.
  var moments: [Moment] = []

  init(party: String) { self.party = party }

  /// One committed step.
  package struct Step: Hashable, Sendable, Identifiable {
    package let id: String
    package let number: Int
    package let at: Timestamp
    /// What it answered: `start`, `message`, `timer`, …
    package let stimulus: String
    /// Who asked for it; nil when nobody did.
    package let by: String?
  }

  /// One activation of a flow node.
  package struct Visit: Hashable, Sendable, Identifiable {
    package let id: String
    package let key: Key
    package let element: String
    /// The subprocess that it is in; nil directly in the process.
    package let scope: Key?
    package let enteredAt: Timestamp
    package internal(set) var leftAt: Timestamp?
    package internal(set) var ending: Ending?

    package enum Ending: String, Hashable, Sendable, CaseIterable {
      case completed
      /// It was taken away before it was done.
      case terminated
    }

    /// Whether it was entered and left in one step.
    package var isInstant: Bool { leftAt == enteredAt }
  }

  /// The state of the party from a time on.
  struct Moment: Hashable, Sendable {
    /// Never before the moment before it, even where the party's clock went back.
    let at: Timestamp
    let instance: Instance
  }

  /// The party's last known state; nil when nothing has been heard of it.
  var instance: Instance? { moments.last?.instance }
  package var isRunning: Bool { startedAt != nil && outcome == nil }

  /// The state at a time; nil before the first step.
  func instance(at time: Timestamp) -> Instance? {
    var low = 0
    var high = moments.count
    while low < high {
      let middle = (low + high) / 2
      if moments[middle].at <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? moments[low - 1].instance : nil
  }

  /// The flow nodes where the party is now, without the subprocesses around them.
  package var openVisits: [Visit] {
    let open = visits.filter { $0.leftAt == nil }
    let scopes = Set(open.compactMap(\.scope))
    return open.filter { !scopes.contains($0.key) }
  }

  package func visit(_ key: Key) -> Visit? { visits.first { $0.key == key } }

  /// Every decision that was taken, in order.
  package var decisions: [TaskStory.Decision] {
    tasks.flatMap(\.decisions).sorted { $0.at < $1.at }
  }
}
