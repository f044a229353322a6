import FEEL
import Monitoring

/// The parts of an order's story as JSON. Times are as the party's clock told them, durations are whole microseconds.
enum StoryJSON {
  static func lane(_ lane: Swimlane) -> Value {
    .context([
      "pool": .string(lane.party), "startedAt": OrderJSON.time(lane.startedAt),
      "endedAt": OrderJSON.time(lane.endedAt), "outcome": OrderJSON.text(lane.outcome),
      "missingSteps": .list(
        lane.missingSteps.flatMap { $0 }.map { .number($0) }),
      "visits": .list(lane.visits.map(visit)), "tasks": .list(lane.tasks.map(task)),
      "timers": .list(lane.timers.map(timer)), "incidents": .list(lane.incidents.map(incident)),
      "path": path(lane.path),
    ])
  }

  private static func visit(_ visit: Swimlane.Visit) -> Value {
    .context([
      "id": .string(visit.id), "element": .string(visit.element),
      "enteredAt": OrderJSON.time(visit.enteredAt), "leftAt": OrderJSON.time(visit.leftAt),
      "ending": OrderJSON.text(visit.ending?.rawValue),
    ])
  }

  private static func task(_ task: TaskStory) -> Value {
    .context([
      "id": .string(task.id), "element": .string(task.element), "name": .string(task.name),
      "createdAt": OrderJSON.time(task.createdAt), "claimedAt": OrderJSON.time(task.claimedAt),
      "due": OrderJSON.time(task.due), "worker": OrderJSON.text(task.assignee),
      "endedAt": OrderJSON.time(task.endedAt), "ending": OrderJSON.text(task.ending?.rawValue),
      "decisions": .list(
        task.decisions.map { decision in
          .context([
            "by": .string(decision.by), "what": OrderJSON.text(decision.what),
            "at": OrderJSON.time(decision.at), "effectiveAt": OrderJSON.time(decision.effectiveAt),
            "undoneAt": OrderJSON.time(decision.undoneAt),
          ])
        }),
      "happenings": .list(
        task.happenings.map { happening in
          .context([
            "at": OrderJSON.time(happening.at), "kind": .string(happening.kind.rawValue),
            "by": OrderJSON.text(happening.by), "text": OrderJSON.text(happening.text),
          ])
        }),
    ])
  }

  private static func timer(_ timer: TimerStory) -> Value {
    .context([
      "id": .string(timer.id), "element": .string(timer.element),
      "setAt": OrderJSON.time(timer.setAt), "due": OrderJSON.time(timer.due),
      "endedAt": OrderJSON.time(timer.endedAt), "ending": OrderJSON.text(timer.ending?.rawValue),
    ])
  }

  private static func incident(_ incident: IncidentStory) -> Value {
    .context([
      "id": .string(incident.id), "element": .string(incident.element),
      "reason": .string(incident.reason), "raisedAt": OrderJSON.time(incident.raisedAt),
      "resolvedAt": OrderJSON.time(incident.resolvedAt),
      "resolvedBy": OrderJSON.text(incident.resolvedBy),
    ])
  }

  private static func path(_ path: TakenPath) -> Value {
    .context([
      "sequence": .list(path.sequence.map { .string($0) }), "elements": counts(path.elements),
      "flows": counts(path.flows), "tokens": counts(path.tokens),
      "loops": .list(path.loops.map { .string($0) }),
    ])
  }

  private static func counts(_ counts: [String: Int]) -> Value {
    var context = Context()
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) { context[name] = .number(count) }
    return .context(context)
  }

  static func message(_ message: MessageStory) -> Value {
    .context([
      "id": .string(message.message), "name": .string(message.name),
      "sender": OrderJSON.text(message.sender), "receiver": OrderJSON.text(message.receiver),
      "sequence": message.sequence.map { .number($0) } ?? .null, "state": .string(state(message)),
      "sentAt": OrderJSON.time(message.sentAt), "publishedAt": OrderJSON.time(message.publishedAt),
      "receivedAt": OrderJSON.time(message.receivedAt),
      "receipts": .list(message.receipts.map { OrderJSON.time($0) }),
      "duplicates": .list(message.duplicates.map { OrderJSON.time($0) }),
      "parkedAt": OrderJSON.time(message.parkedAt),
      "hop": message.hop.map(BallText.microseconds) ?? .null,
      "correlatedAt": OrderJSON.time(message.use?.at),
      "correlatedTo": OrderJSON.text(message.use?.element),
      "discardedAt": OrderJSON.time(message.discardedAt),
      "quarantinedAt": OrderJSON.time(message.quarantine?.at),
      "quarantineReason": OrderJSON.text(message.quarantine?.reason),
    ])
  }

  private static func state(_ message: MessageStory) -> String {
    switch message.state {
    case .inFlight: "in-flight"
    case .behind: "behind-gap"
    case .early: "early"
    case .used: "used"
    case .unread: "unread"
    case .quarantined: "quarantined"
    case .tooLate: "too-late"
    case .overtaken: "overtaken"
    }
  }

  static func finding(_ finding: OrderConformance.Finding) -> Value {
    .context([
      "kind": .string(finding.kind.rawValue), "pool": OrderJSON.text(finding.party),
      "part": OrderJSON.text(finding.message), "at": OrderJSON.time(finding.at),
      "duration": finding.duration.map(BallText.microseconds) ?? .null,
      "detail": .string(finding.statement.english),
    ])
  }

  static func clocks(_ clocks: ClockComparison) -> Value {
    let bounds = clocks.bounds
    return .context([
      "pool": .string(clocks.party), "reference": .string(clocks.reference),
      "atLeast": bounds.map { BallText.microseconds($0.atLeast) } ?? .null,
      "atMost": bounds.map { BallText.microseconds($0.atMost) } ?? .null,
      "estimate": bounds.map { BallText.microseconds($0.estimate) } ?? .null,
      "isCertain": .boolean(clocks.isCertain),
    ])
  }
}
