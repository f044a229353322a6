import FEEL
import Terminal

/// One step of an order's history, for people.
enum StepText {
  static let listing = Listing(
    columns: [
      .init("STEP", alignment: .right), .init("TIME (UTC)"), .init("BECAUSE OF"),
      .init("WHAT HAPPENED", minimum: 20),
    ],
    row: { step in
      [
        Rendering.text(step["step"]), Rendering.time(step["at"]),
        Table.Cell(cause(step["stimulus"])),
        Table.Cell(events(step)),
      ]
    }, whenEmpty: "No steps.")

  /// `3  2026-11-21 09:30:05  message QuoteIssued  task Review quote`.
  static func line(_ step: Value) -> String {
    let time = Rendering.time(step["at"]).text
    return "\(step["step"].text)  \(time)  \(cause(step["stimulus"]))  \(events(step))".harmless
  }

  private static func cause(_ stimulus: Value) -> String {
    let kind = stimulus["kind"].string ?? ""
    let detail = stimulus["name"].string ?? stimulus["by"].string
    return [kind, detail].compactMap { $0 }.joined(separator: " ")
  }

  private static func events(_ step: Value) -> String {
    (step["events"].list ?? []).compactMap(event).joined(separator: "; ")
  }

  /// What people want to know of it; nil for what only the engine cares for.
  private static func event(_ event: Value) -> String? {
    let name = event["name"].text
    let element = event["element"].text
    return switch event["event"].string {
    case "instanceStarted": "started"
    case "instanceEnded": "ended: \(event["outcome"].text)"
    case "messageSent": "sent \(name)"
    case "messageReceived": "received \(name)"
    case "messageDiscarded": "\(name) was never read"
    case "taskCreated": "task \(name)"
    case "taskClaimed": "claimed by \(event["by"].text)"
    case "taskReleased": "released by \(event["by"].text)"
    case "taskAssigned": "handed to \(event["to"].text) by \(event["by"].text)"
    case "taskDelegated": "delegated to \(event["to"].text) by \(event["by"].text)"
    case "taskResolved": "given back to its owner by \(event["by"].text)"
    case "taskCommented": "\(event["by"].text): \(event["text"].text)"
    case "taskRescheduled": "rescheduled by \(event["by"].text)"
    case "taskDecided":
      "decided by \(event["by"].text), in effect from \(event["effectiveAt"].text)"
    case "taskDecisionUndone": "decision undone by \(event["by"].text)"
    case "taskCompleted": "\(element) decided by \(event["by"].text)"
    case "taskWithdrawn": "\(element) withdrawn"
    case "taskReminded", "taskEscalated": event["text"].text
    case "timerFired": "timer \(event["target"].text)"
    // A reminder that concerns the whole order; one of a task is told by `taskReminded`.
    case "jobCreated" where event["type"] == "reminder" && event["input"]["task"] == .null:
      event["input"]["text"].string
    case "jobCompleted": "\(element) done"
    case "jobFailed": "failed: \(event["reason"].text)"
    case "errorThrown": "error \(event["code"].text)"
    case "incidentRaised": "incident: \(event["reason"].text)"
    case "incidentResolved": "incident resolved by \(event["by"].text)"
    default: nil
    }
  }
}
