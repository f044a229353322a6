import FEEL
import Participant
import ProcessEngine

/// How tasks look to those who ask.
enum TaskView {
  static func row(_ row: TaskRow) -> Context {
    view(
      row.task, order: row.order, reference: row.reference, state: row.state,
      closing: [
        ("decidedBy", row.decidedBy.map { .string($0) }),
        ("closedAt", row.closedAt.map { .time($0) }),
        ("data", .context(row.data)),
      ])
  }

  static func open(_ task: UserTask, in order: Case) -> Value {
    let reference = OrderSummary(order.instance.variables).reference
    return .context(
      view(task, order: order.instance.id, reference: reference, state: .open, closing: []))
  }

  private static func view(
    _ task: UserTask, order: InstanceID, reference: String?, state: TaskQuery.State,
    closing: [(String, Value?)]
  ) -> Context {
    var view = Context(
      compact: [
        ("id", .string(WorkName(order: order, key: task.key).description)),
        ("orderId", .string(order.description)), ("reference", reference.map { .string($0) }),
        ("key", .number(task.key)), ("element", .string(task.element)),
        ("name", .string(task.name)),
        ("formId", task.form.map { .string($0) }), ("state", .string(state.rawValue)),
        ("assignee", task.assignee.map { .string($0) }), ("due", task.due.map { .time($0) }),
        ("followUp", task.followUp.map { .time($0) }), ("priority", .number(task.priority)),
        ("createdAt", .time(task.createdAt)), ("reminders", .number(task.reminders)),
        ("escalations", .number(task.escalations)),
      ] + closing)
    view["candidateUsers"] = .strings(task.candidateUsers)
    view["candidateGroups"] = .strings(task.candidateGroups)
    view["excludedUsers"] = .strings(task.excludedUsers)
    return view
  }

  static func form(_ form: Form) -> Value {
    [
      "id": .string(form.id), "title": .string(form.title),
      "fields": .list(form.fields.map { .context(field($0)) }),
    ]
  }

  private static func field(_ field: Form.Field) -> Context {
    let choices: [Value] = field.choices.map {
      ["value": .string($0.value), "label": .string($0.label)]
    }
    return Context(compact: [
      ("name", .string(field.name)), ("label", .string(field.label)),
      ("type", .string(field.kind.rawValue)), ("values", .list(choices)),
      ("help", field.help.map { .string($0) }),
    ])
  }
}
