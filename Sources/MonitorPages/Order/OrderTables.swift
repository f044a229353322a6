import FEEL
import Monitoring
import WebPages

/// Everything that the pictures of an order's page show, as tables.
struct OrderTables {
  private let words: StoryWords
  private let conformance: OrderConformance
  private var story: OrderStory { words.story }
  private var texts: Catalogue { words.texts }
  private var formats: Formats { words.formats }

  init(_ words: StoryWords, _ conformance: OrderConformance) {
    self.words = words
    self.conformance = conformance
  }

  private func time(_ time: Timestamp?) -> Any {
    time.map { formats.moment($0, text: formats.instant($0)) } ?? false as Any
  }

  /// All that took time, and every end of an element that the drawing links to.
  var visits: [[String: Any]] {
    story.lanes.flatMap { lane in lane.visits.map { (lane, $0) } }
      .sorted { ($0.1.enteredAt, $0.0.party) < ($1.1.enteredAt, $1.0.party) }
      .map { lane, visit in
        let task = lane.tasks.first { $0.visit == visit.key }
        let length = (visit.leftAt ?? story.now) - visit.enteredAt
        return [
          "id": visit.id, "element": words.page.label(visit.element),
          "party": texts.model(lane.party), "entered": time(visit.enteredAt),
          "left": time(visit.leftAt), "lasted": visit.isInstant ? "–" : formats.brief(length),
          "isOpen": visit.leftAt == nil, "isGone": visit.ending == .terminated,
          "waited": task.map { waiting($0) } ?? "", "who": task?.assignee ?? "",
        ]
      }
  }

  /// How long nobody had the task.
  private func waiting(_ task: TaskStory) -> String {
    formats.brief((task.claimedAt ?? task.endedAt ?? story.now) - task.createdAt)
  }

  var messages: [[String: Any]] {
    story.messages.map { message in
      let explanation = story.explanation(ofMessage: message.id)
      return [
        "id": message.id, "message": message.message,
        "name": MessageName.text(message.name, words.page),
        "number": message.sequence.map { "\($0)" } ?? "?",
        "way": [message.sender, message.receiver].map { $0.map(texts.model) ?? "?" }
          .joined(separator: " → "),
        "sent": time(message.sentAt), "published": time(message.publishedAt),
        "received": time(message.receivedAt), "used": time(message.use?.at),
        "hop": message.hop.map(formats.brief) ?? "–", "isNegative": message.isHopNegative,
        "chip": words.state(of: message).model,
        "copies": message.receipts.count > 1
          ? texts("message.copies", ["count": "\(message.receipts.count)"]) : false as Any,
        "parked": message.parkedAt == nil ? false as Any : texts["message.parked"],
        "duplicates": message.duplicates.isEmpty
          ? false as Any
          : texts("message.duplicates", ["count": "\(message.duplicates.count)"]),
        "lines": explanation.map { ExplanationModel.lines($0, words) } ?? [],
      ]
    }
  }

  var decisions: [[String: Any]] {
    story.lanes.flatMap { lane in lane.decisions.map { (lane, $0) } }.sorted { $0.1.at < $1.1.at }
      .map { lane, decision in
        [
          "at": time(decision.at), "party": texts.model(lane.party),
          "task": words.page.label(decision.element), "by": decision.by,
          "what": decision.what ?? "–", "isUndone": decision.undoneAt != nil,
        ]
      }
  }

  /// Incidents and timers, by when they began.
  var troubles: [[String: Any]] {
    let rows = story.lanes.flatMap { lane in
      lane.incidents.map { (at: $0.raisedAt, model: row($0, of: lane.party)) }
        + lane.timers.map { (at: $0.setAt, model: row($0, of: lane.party)) }
    }
    return rows.sorted { $0.at < $1.at }.map(\.model)
  }

  private func row(_ incident: IncidentStory, of party: String) -> [String: Any] {
    [
      "id": incident.id, "kind": texts["order.incident"],
      "element": words.page.label(incident.element), "party": texts.model(party),
      "since": time(incident.raisedAt), "until": time(incident.resolvedAt),
      "chip": words.ending(of: incident).model, "reason": incident.reason,
      "by": incident.resolvedBy ?? "",
    ]
  }

  private func row(_ timer: TimerStory, of party: String) -> [String: Any] {
    [
      "id": timer.id, "kind": texts["ball.timer"], "element": words.page.label(timer.element),
      "party": texts.model(party), "since": time(timer.setAt), "until": time(timer.endedAt),
      "chip": words.ending(of: timer).model,
      "reason": texts("order.dueAt", ["time": formats.timeWithSeconds(timer.due)]), "by": "",
    ]
  }

  /// Every step of both parties.
  var steps: [[String: Any]] {
    story.lanes.flatMap { lane in lane.steps.map { (lane, $0) } }
      .sorted { ($0.1.at, $0.0.party, $0.1.number) < ($1.1.at, $1.0.party, $1.1.number) }
      .map { lane, step in
        let reached = lane.visits.filter { $0.enteredAt == step.at }.map {
          words.page.label($0.element)
        }
        return [
          "id": step.id, "at": time(step.at), "party": texts.model(lane.party),
          "number": "\(step.number)",
          "what": texts.text("stimulus.\(step.stimulus)") ?? step.stimulus,
          "by": step.by ?? "", "reached": reached.joined(separator: ", "),
        ]
      }
  }

  var findings: [[String: Any]] {
    conformance.findings.map { finding in
      [
        "kind": words.page.limited("finding.\(finding.kind.rawValue)"),
        "party": finding.party.map(texts.model) ?? "", "at": time(finding.at),
        "lasted": finding.duration.map(formats.brief) ?? "",
        "href": finding.message.map { "#\($0)" } ?? false as Any,
        "detail": words.page.sentence(finding.statement),
      ]
    }
  }
}
