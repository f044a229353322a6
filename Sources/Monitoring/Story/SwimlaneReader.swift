import Exchange
import FEEL
import ProcessEngine

/// Reads one party's journal into its side of the story.
struct SwimlaneReader {
  private(set) var lane: Swimlane
  private let prefix: String
  private var instance: Instance?

  /// - Parameter entries: the party's, in any order; of two that claim one step the first counts.
  init(party: String, entries: [JournalEntry]) {
    lane = Swimlane(party: party)
    prefix = Contract.slug(party)
    var last = 0
    for entry in entries.sorted(by: {
      ($0.step, $0.lane, $0.number) < ($1.step, $1.lane, $1.number)
    })
    where entry.step > last {
      if entry.step > last + 1 { lane.missingSteps.append((last + 1)...(entry.step - 1)) }
      last = entry.step
      take(entry)
    }
  }

  /// What every part of the story is found by.
  private func id(_ kind: String, _ number: Int) -> String { "\(kind)-\(prefix)-\(number)" }

  private mutating func take(_ entry: JournalEntry) {
    lane.steps.append(
      .init(
        id: id("step", entry.step), number: entry.step, at: entry.at,
        stimulus: entry.stimulus["kind"]?.string ?? "", by: entry.stimulus["by"]?.string))
    lane.startedAt = lane.startedAt ?? entry.at
    for event in entry.events { take(event, entry) }
    guard let instance else { return }
    for task in instance.tasks {
      if let index = lane.tasks.firstIndex(where: { $0.key == task.key }) {
        lane.tasks[index].follow(task)
      }
    }
    let at = lane.moments.last.map { max($0.at, entry.at) } ?? entry.at
    lane.moments.append(.init(at: at, instance: instance))
  }

  private mutating func take(_ event: Event, _ entry: JournalEntry) {
    // A journal whose beginning has not been heard is read from where it begins.
    instance =
      instance ?? Instance(beginning: event, at: entry.at) ?? Self.unknown(entry.order, entry.at)
    lane.path.take(event)
    takeToken(event, at: entry.at)
    takeTask(event, at: entry.at)
    takeWork(event, at: entry.at)
    instance?.apply(event, at: entry.at)
  }

  private static func unknown(_ order: InstanceID, _ at: Timestamp) -> Instance? {
    Instance(
      beginning: .instanceStarted(id: order, process: "", definition: DefinitionID("")), at: at)
  }

  private mutating func takeToken(_ event: Event, at time: Timestamp) {
    switch event {
    case .elementActivated(let key, let element, let scope?):
      let root = instance?.elements.first { $0.scope == nil }?.key
      lane.visits.append(
        .init(
          id: id("visit", key), key: key, element: element, scope: scope == root ? nil : scope,
          enteredAt: time))
    case .elementCompleted(let key, _): leave(key, .completed, at: time)
    case .elementTerminated(let key, _): leave(key, .terminated, at: time)
    case .instanceEnded(let outcome):
      lane.outcome = outcome
      lane.endedAt = time
    default: break
    }
  }

  /// A flow node takes what it waited for and what had failed there with it.
  private mutating func leave(_ key: Key, _ ending: Swimlane.Visit.Ending, at time: Timestamp) {
    lane.visits.update(\.key, key) { visit in
      visit.leftAt = time
      visit.ending = ending
    }
    lane.timers.update(\.visit, key) { timer in
      guard timer.endedAt == nil else { return }
      timer.endedAt = time
      timer.ending = .canceled
    }
    lane.jobs.update(\.visit, key) { $0.endedAt = $0.endedAt ?? time }
    lane.incidents.update(\.visit, key) { $0.resolvedAt = $0.resolvedAt ?? time }
  }

  private mutating func takeTask(_ event: Event, at time: Timestamp) {
    switch event {
    case .taskCreated(let task):
      lane.tasks.append(TaskStory(task, id: id("task", task.key)))
    case .taskClaimed(let key, _), .taskReleased(let key, _), .taskAssigned(let key, _, _),
      .taskDelegated(let key, _, _), .taskResolved(let key, _), .taskCommented(let key, _, _, _),
      .taskRescheduled(let key, _, _, _, _), .taskDecided(let key, _, _, _),
      .taskDecisionUndone(let key, _, _), .taskReminded(let key, _),
      .taskEscalated(let key, _, _, _), .taskCompleted(let key, _, _, _),
      .taskWithdrawn(let key, _):
      lane.tasks.update(\.key, key) { $0.take(event, at: time) }
    default: break
    }
  }

  private mutating func takeWork(_ event: Event, at time: Timestamp) {
    switch event {
    case .jobCreated(let job):
      lane.jobs.append(
        JobStory(
          id: id("job", job.key), key: job.key, element: job.element, visit: job.owner,
          createdAt: time))
    case .jobFailed(let key, let retries, let notBefore, let reason):
      lane.jobs.update(\.key, key) {
        $0.failures.append(
          .init(at: time, reason: reason, retries: retries, notBefore: notBefore))
      }
    case .jobCompleted(let key, _): lane.jobs.update(\.key, key) { $0.endedAt = time }
    case .timerScheduled(let timer):
      lane.timers.append(
        TimerStory(
          id: id("timer", timer.key), key: timer.key, element: timer.target, visit: timer.owner,
          setAt: time, due: timer.due))
    case .timerFired(let key, _): end(timer: key, .fired, at: time)
    case .timerCanceled(let key): end(timer: key, .canceled, at: time)
    case .incidentRaised(let incident):
      lane.incidents.append(
        IncidentStory(
          id: id("incident", incident.key), key: incident.key, element: incident.element,
          visit: incident.owner, reason: incident.reason, raisedAt: incident.raisedAt))
    case .incidentResolved(let key, let user):
      lane.incidents.update(\.key, key) { incident in
        incident.resolvedAt = time
        incident.resolvedBy = user
      }
    default: break
    }
  }

  private mutating func end(timer key: Key, _ ending: TimerStory.Ending, at time: Timestamp) {
    lane.timers.update(\.key, key) { timer in
      timer.endedAt = time
      timer.ending = ending
    }
  }
}

extension Array {
  /// Changes the elements that have this key.
  fileprivate mutating func update(
    _ path: KeyPath<Element, Key>, _ key: Key, _ change: (inout Element) -> Void
  ) {
    for index in indices where self[index][keyPath: path] == key { change(&self[index]) }
  }
}
