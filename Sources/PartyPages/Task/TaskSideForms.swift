import ProcessEngine
import WebPages

/// What can be done with a task beside deciding it: hand it over, change its time, talk about it. A form that was refused
/// is open, with what was typed and what is wrong.
struct TaskSideForms {
  let task: UserTask
  /// `/ui/tasks/O-1.7`
  let path: String
  let refusal: TaskRefusal?
  let texts: Catalogue

  func gift(canDelegate: Bool) -> [String: Any] {
    let refusal = refused(.gift)
    return [
      "action": "\(path)/give", "open": refusal != nil, "to": refusal?.typed["to"] ?? "",
      "error": error(refusal, "to"), "canDelegate": canDelegate,
    ]
  }

  var schedule: [String: Any] {
    let refusal = refused(.schedule)
    return [
      "action": "\(path)/schedule", "open": refusal != nil, "revision": "\(task.revision)",
      "inputs": TaskSchedule(task, texts: texts).fields(refusal),
    ]
  }

  var comment: [String: Any] {
    let refusal = refused(.comment)
    return [
      "action": "\(path)/comments", "text": refusal?.typed["text"] ?? "",
      "url": refusal?.typed["url"] ?? "", "linkTitle": refusal?.typed["title"] ?? "",
      "textError": error(refusal, "text"), "linkError": error(refusal, "link"),
      "open": refusal?.typed["url"] != nil,
    ]
  }

  private func refused(_ form: TaskRefusal.Form) -> TaskRefusal? {
    refusal.flatMap { $0.form == form ? $0 : nil }
  }

  private func error(_ refusal: TaskRefusal?, _ field: String) -> Any {
    refusal?.errors.first { $0.field == field }?.message ?? false as Any
  }
}
