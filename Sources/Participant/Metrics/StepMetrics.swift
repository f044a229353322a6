import Exchange
import FEEL
import Metrics
import ProcessEngine

/// What is measured of a lane's steps (docs/metrics.md). Handles are made once; a batch costs some additions and one look
/// at its events.
struct StepMetrics: Sendable {
  private let steps = Counter(label: "duet_steps")
  private let batchSize = Recorder(label: "duet_step_batch_size")
  private let decideDuration = Metrics.Timer(label: "duet_step_decide_duration_seconds")
  private let commitDuration = Metrics.Timer(label: "duet_step_commit_duration_seconds")
  private let failures = Counter(label: "duet_step_failures")
  private let turnedAway = Counter(label: "duet_commands_turned_away")
  private let inbound = NamedCounters("duet_inbound", by: "kind")
  private let received = NamedCounters("duet_messages_received", by: "message")
  private let sent = NamedCounters("duet_messages_sent", by: "message")
  private let duplicate = NamedCounters("duet_messages_duplicate", by: "message")
  private let parked = NamedCounters("duet_messages_parked", by: "message")
  private let quarantined = NamedCounters("duet_messages_quarantined", by: "message", "reason")
  private let correlated = Counter(label: "duet_messages_correlated")
  private let begun = Counter(label: "duet_orders_begun")
  private let ended = NamedCounters("duet_orders_ended", by: "outcome")
  private let tasksCreated = NamedCounters("duet_tasks_created", by: "element")
  private let tasksCompleted = NamedCounters("duet_tasks_completed", by: "element")
  private let timersFired = Counter(label: "duet_timers_fired")
  private let incidents = Counter(label: "duet_incidents_raised")

  /// What the model calls its messages: others do not become labels.
  private let messages: Set<String>

  init(_ contract: Contract) { messages = Set(contract.messages.keys) }

  /// A transaction was committed.
  ///
  /// - Parameters:
  ///   - duplicates: messages that had been taken in before.
  ///   - deciding: how long loading and deciding took.
  ///   - committing: how long writing and committing took after that.
  func note(
    _ batch: [Inbound], _ writes: StepWrites, duplicates: [OrderMessage], deciding: Duration,
    committing: Duration
  ) {
    steps.increment(by: writes.entries.count)
    batchSize.record(batch.count)
    decideDuration.record(duration: deciding)
    commitDuration.record(duration: committing)
    for thing in batch { note(thing) }
    for message in duplicates { duplicate.count(message.name) }
    for message in writes.parked { parked.count(message.name) }
    for message in writes.quarantined {
      quarantined.count(known(message.name), message.reason.rawValue)
    }
    for entry in writes.entries { for event in entry.events { note(event) } }
  }

  func noteFailure() { failures.increment() }

  func noteTurnedAway(_ count: Int) { turnedAway.increment(by: count) }

  private func note(_ thing: Inbound) {
    switch thing {
    case .message(let message, _):
      inbound.count("message")
      received.count(message.name)
    case .unusable(let message, _):
      inbound.count("message")
      received.count(known(message.name))
    case .replay: inbound.count("replay")
    case .begin: inbound.count("begin")
    case .command: inbound.count("command")
    case .timer: inbound.count("timer")
    case .job: inbound.count("job")
    }
  }

  private func note(_ event: Event) {
    switch event {
    case .messageSent(let name, _, _, _): sent.count(name)
    case .messageCorrelated: correlated.increment()
    case .instanceStarted: begun.increment()
    case .instanceEnded(let outcome): ended.count(outcome)
    case .taskCreated(let task): tasksCreated.count(task.element)
    case .taskCompleted(_, let element, _, _): tasksCompleted.count(element)
    case .timerFired: timersFired.increment()
    case .incidentRaised: incidents.increment()
    default: break
    }
  }

  private func known(_ name: String?) -> String {
    name.flatMap { messages.contains($0) ? $0 : nil } ?? "unknown"
  }
}
