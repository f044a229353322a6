import FEEL
import Participant
import ProcessEngine
import WebPages

extension Chip {
  /// Why a task asks for attention, the most pressing reason first.
  static func reasons(
    of task: UserTask, state: TaskQuery.State, now: Timestamp, _ texts: Catalogue
  ) -> [Chip] {
    guard state == .open else { return [] }
    let formats = Formats(texts)
    var chips: [Chip] = []
    if let decision = task.decision {
      chips.append(Chip(texts("reason.decided", ["user": decision.by]), .info))
    }
    if let due = task.due {
      if due <= now {
        let time = formats.duration(now.duration(since: due))
        chips.append(Chip(texts("reason.overdue", ["time": time]), .bad))
      } else if due < now + .seconds(4 * 3600) {
        let time = formats.duration(due.duration(since: now))
        chips.append(Chip(texts("reason.due", ["time": time]), .warn))
      }
    }
    if task.escalations > 0 { chips.append(Chip(texts["reason.escalated"], .bad)) }
    if task.reminders > 0 { chips.append(Chip(texts["reason.reminded"], .warn)) }
    if task.priority >= 60 {
      chips.append(Chip(texts("reason.priority", ["number": "\(task.priority)"]), .info))
    }
    if let owner = task.delegatedBy {
      chips.append(Chip(texts("reason.delegated", ["user": owner]), .plain))
    }
    if let followUp = task.followUp, followUp > now {
      chips.append(Chip(texts("reason.followUp", ["time": formats.time(followUp)]), .plain))
    }
    return chips
  }

  /// How an order stands.
  static func state(outcome: String?, _ texts: Catalogue) -> Chip {
    guard let outcome else { return Chip(texts["state.running"], .info) }
    return switch outcome {
    case "Completed": Chip(texts.model(outcome), .good)
    case "Cancelled", "Declined", "Expired": Chip(texts.model(outcome), .warn)
    case "Rejected", "Unfulfilled": Chip(texts.model(outcome), .bad)
    default: Chip(texts.model(outcome))
    }
  }
}
