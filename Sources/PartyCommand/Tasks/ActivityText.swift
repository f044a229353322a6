import FEEL
import Terminal

/// What was done with a task, for people.
enum ActivityText {
  /// `2026-11-21 09:30:05  assigned to ben by anna`
  static func line(_ activity: Value) -> String {
    "\(Rendering.time(activity["at"]).text)  \(sentence(activity))".harmless
  }

  private static func sentence(_ activity: Value) -> String {
    let kind = activity["kind"].text
    let text = activity["text"].string
    guard let by = activity["by"].string else {
      return ofProcess(kind, activity["to"].string, text)
    }
    return switch kind {
    case "commented": "\(by): \(text ?? "")\(link(activity["link"]))"
    case "assigned", "delegated": "\(kind) to \(activity["to"].text) by \(by)"
    case "decided":
      "decided by \(by), in effect from \(Rendering.time(activity["effectiveAt"]).text)"
    case "undone": "decision undone by \(by)" + (text.map { ": \($0)" } ?? "")
    default: "\(kind) by \(by)"
    }
  }

  /// Of what the process does by itself.
  private static func ofProcess(_ kind: String, _ group: String?, _ text: String?) -> String {
    let what =
      switch kind {
      case "reminded": "reminder"
      case "escalated": "escalation" + (group.map { " to \($0)" } ?? "")
      case "undone": "decision undone"
      default: kind
      }
    return what + (text.map { ": \($0)" } ?? "")
  }

  private static func link(_ link: Value) -> String {
    guard let url = link["url"].string else { return "" }
    // A link without a title goes by its address.
    let title = link["title"].string.flatMap { $0 == url ? nil : "  \($0):" } ?? ""
    return "\(title)  \(url)"
  }
}
