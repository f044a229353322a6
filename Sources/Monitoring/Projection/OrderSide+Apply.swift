import Exchange
import FEEL
import ProcessEngine

extension OrderSide {
  /// Takes a step in, and with it the waiting ones that follow it directly.
  mutating func take(_ entry: JournalEntry, into changes: inout ProjectionChanges) {
    guard entry.step > step, waiting[entry.step] == nil else {
      conflicts += 1
      return
    }
    if step == 0 {
      // Nothing is part of the side yet: its times are those of what has been heard.
      startedAt = min(startedAt, entry.at)
      updatedAt = max(updatedAt, entry.at)
    }
    if entry.step == step + 1 {
      apply(entry, &changes)
    } else {
      waiting[entry.step] = entry
    }
    while let next = waiting.removeValue(forKey: step + 1) { apply(next, &changes) }
  }

  private mutating func apply(_ entry: JournalEntry, _ changes: inout ProjectionChanges) {
    if step == 0 { startedAt = entry.at }
    step = entry.step
    updatedAt = entry.at
    var record = StepRecord(of: entry)
    let openIncidents = incidents.count
    for event in entry.events {
      follow(event, at: entry.at, record)
      advance(by: event, at: entry.at)
      record.count(event)
      if case .variablesSet(_, let variables) = event { facts.learn(from: variables) }
      note(event, of: entry, &record, &changes)
    }
    if let refused = entry.quarantined {
      record.count(.refused, refused.name, by: 1)
      quarantine(refused.id, reason: refused.reason, at: entry.at, &changes)
    }
    if incidents.count != openIncidents {
      record.count(.incident, by: incidents.count - openIncidents)
    }
    course.variant = changes.path(of: entry, after: course.variant)
    record.close(into: &changes)
  }

  /// Lets an event change the state, but for what the projection leaves out of it.
  private mutating func advance(by event: Event, at time: Timestamp) {
    switch event {
    case .instanceStarted:
      instance = Instance(beginning: event, at: time)
    case .variablesSet, .jobCreated, .jobCompleted, .jobFailed:
      break
    case .messageReceived(let message):
      instance?.apply(.messageReceived(message.withoutPayload), at: time)
    default:
      instance?.apply(event, at: time)
    }
  }

  // MARK: Visits

  /// Notes what people do, and which visits end; before the event changes the state.
  private mutating func follow(_ event: Event, at time: Timestamp, _ record: StepRecord) {
    switch event {
    case .taskCreated(let task):
      course.work[task.owner] = TaskWork(group: task.candidateGroups.first, due: task.due)
      if let assignee = task.assignee {
        course.work[task.owner]?.apply(.taskClaimed(key: task.key, by: assignee), at: time)
      }
    case .taskClaimed(let key, _), .taskAssigned(let key, _, _), .taskDelegated(let key, _, _),
      .taskReleased(let key, _), .taskCompleted(let key, _, _, _),
      .taskRescheduled(let key, _, _, _, _):
      guard let owner = instance?.tasks.first(where: { $0.key == key })?.owner else { return }
      course.work[owner]?.apply(event, at: time)
    case .elementCompleted(let key, _):
      leave(key, at: time, isTerminated: false, record)
    case .elementTerminated(let key, _):
      leave(key, at: time, isTerminated: true, record)
    default:
      break
    }
  }

  private mutating func leave(
    _ key: Key, at time: Timestamp, isTerminated: Bool, _ record: StepRecord
  ) {
    let work = course.work.removeValue(forKey: key)
    guard !record.entered.contains(key),
      let token = instance?.elements.first(where: { $0.key == key }), token.scope != nil
    else { return }
    course.visits.append(
      Visit(
        key: key, element: token.element, enteredAt: token.activatedAt, leftAt: time, work: work,
        isTerminated: isTerminated))
  }
}

extension ProjectionChanges {
  /// The path that a step leads to.
  fileprivate mutating func path(of entry: JournalEntry, after prefix: VariantID) -> VariantID {
    var id = prefix
    for event in entry.events {
      if let item = event.pathItem { id = id.adding(item) }
    }
    if id != prefix, variants[id] == nil {
      variants[id] = Variant(
        id: id, party: entry.party, prefix: prefix, added: entry.events.compactMap(\.pathItem))
    }
    return id
  }
}

extension Event {
  /// What the event adds to a path.
  fileprivate var pathItem: String? {
    switch self {
    case .elementActivated(_, let element, .some): element
    case .flowTaken(let flow): "\(Variant.flowMark)\(flow)"
    default: nil
    }
  }
}

extension ReceivedMessage {
  fileprivate var withoutPayload: ReceivedMessage {
    ReceivedMessage(
      id: id, name: name, correlationKey: correlationKey, payload: [:], receivedAt: receivedAt)
  }
}
