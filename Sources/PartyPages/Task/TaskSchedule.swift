import FEEL
package import ProcessEngine
package import WebPages

/// When a task is due, when to look at it again, and how urgent it is, as a form. Times are in UTC, to the minute.
package struct TaskSchedule {
  private let task: UserTask
  private let texts: Catalogue

  package init(_ task: UserTask, texts: Catalogue) {
    self.task = task
    self.texts = texts
  }

  /// What the fields begin with.
  private var present: [String: String] {
    [
      "due": task.due.map(Self.text) ?? "", "followUp": task.followUp.map(Self.text) ?? "",
      "priority": "\(task.priority)",
    ]
  }

  /// As browsers write it in a field of type `datetime-local`.
  private static func text(_ time: Timestamp) -> String {
    guard let moment = DateTime(time) else { return "" }
    let (hour, minute) = (moment.time.hour, moment.time.minute)
    return "\(moment.date)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  private static func time(_ text: String) -> Timestamp? {
    let hasSeconds = text.count { $0 == ":" } == 2
    return Timestamp(parsing: text + (hasSeconds ? "Z" : ":00Z"))
  }

  /// What was asked for.
  package enum Reading {
    /// Nothing is different.
    case same
    case action(TaskAction)
    /// Sentences by field.
    case unreadable([(field: String, message: String)])
  }

  /// Reads what differs from what there is; what there is cannot be taken away.
  package func read(_ body: FormBody) -> Reading {
    let present = present
    var errors: [(field: String, message: String)] = []
    func changed<Result>(_ field: String, _ read: (String) -> Result?) -> Result? {
      let text = body[field] ?? ""
      guard text != present[field] else { return nil }
      let result = read(text)
      if result == nil { errors.append((field, texts["schedule.error.\(field)"])) }
      return result
    }
    let due = changed("due", Self.time)
    let followUp = changed("followUp", Self.time)
    let priority = changed("priority") { text in Int(text).flatMap { (0...100) ~= $0 ? $0 : nil } }
    if !errors.isEmpty { return .unreadable(errors) }
    if due == nil && followUp == nil && priority == nil { return .same }
    return .action(.reschedule(due: due, followUp: followUp, priority: priority))
  }

  /// The fields as the template reads them.
  ///
  /// - Parameter refusal: what was typed last, if that could not be read.
  func fields(_ refusal: TaskRefusal?) -> [[String: Any]] {
    ["due", "followUp", "priority"].map { field in
      let isTime = field != "priority"
      let error = refusal?.errors.first { $0.field == field }?.message
      return [
        "name": field, "id": "schedule-\(field)", "label": texts["schedule.\(field)"],
        "type": isTime ? "datetime-local" : "number", "bounded": !isTime,
        "value": refusal.map { $0.typed[field] ?? "" } ?? present[field] ?? "",
        "required": present[field]?.isEmpty == false, "error": error ?? false as Any,
      ]
    }
  }
}
