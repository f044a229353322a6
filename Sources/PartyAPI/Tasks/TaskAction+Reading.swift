import FEEL
import ProcessEngine

/// What can be asked to be done with a task, by the last part of its path or as the `action` of a bulk.
enum TaskVerb: String, CaseIterable, Sendable {
  case claim, release, assign, delegate, resolve, comment, schedule, complete, undo

  /// The fields that the body of a request may have.
  var fields: [String] {
    switch self {
    case .claim, .release, .resolve, .undo: []
    case .assign, .delegate: ["to", "groups"]
    case .comment: ["text", "link"]
    case .schedule: ["due", "followUp", "priority"]
    case .complete: ["data", "effectiveAfter"]
    }
  }
}

extension TaskDesk {
  /// The action that a body asks for.
  ///
  /// - Throws: `invalid-body` with everything that is wrong.
  func action(_ verb: TaskVerb, reading reader: inout FieldReader) async throws -> TaskAction {
    switch verb {
    case .claim, .release, .resolve, .undo:
      try reader.finish("Nothing was changed.")
      return verb == .claim
        ? .claim : verb == .release ? .release : verb == .resolve ? .resolve : .undo
    case .assign, .delegate:
      let user = reader.text("to", isRequired: true, upTo: 100) ?? ""
      let groups = reader.texts("groups")
      try reader.finish("The task stays where it is.")
      let colleague = try await colleague(user, groups: groups)
      return verb == .assign ? .assign(to: colleague) : .delegate(to: colleague)
    case .comment:
      return try comment(&reader)
    case .schedule:
      let due = reader.time("due")
      let followUp = reader.time("followUp")
      let priority = reader.integer("priority", within: 0...100)
      if reader.errors.isEmpty && due == nil && followUp == nil && priority == nil {
        reader.add("due", "or followUp or priority is required")
      }
      try reader.finish("The task was not rescheduled.")
      return .reschedule(due: due, followUp: followUp, priority: priority)
    case .complete:
      let data = reader.object("data", isRequired: true)
      let limit = Int(Self.graceLimit.components.seconds)
      let delay = reader.integer("effectiveAfter", within: 0...limit)
      try reader.finish("The task was not completed.")
      return decision(data ?? Context(), effectiveAfter: delay.map { .seconds($0) })
    }
  }

  private func comment(_ reader: inout FieldReader) throws(Problem) -> TaskAction {
    let text = reader.text("text", isRequired: true, upTo: UserTask.commentLimit) ?? ""
    var link: TaskLink?
    if let object = reader.object("link", isRequired: false) {
      var fields = FieldReader(object, prefix: "link.", known: ["url", "title"])
      let url = fields.text("url", isRequired: true, upTo: UserTask.linkLimit) ?? ""
      let title = fields.text("title", isRequired: false, upTo: UserTask.linkLimit)
      link = TaskLink(url: url, title: title ?? url)
      reader.take(fields)
    }
    try reader.finish("The comment was not kept.")
    return .comment(text: text, link: link)
  }
}
