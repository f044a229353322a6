import FEEL
import Participant
import ProcessEngine

/// How tasks look to those who ask.
enum TaskView {
  static func row(_ row: TaskRow) -> Context {
    view(
      row.task, order: row.order, summary: row.summary, state: row.state,
      closing: [
        ("decidedBy", row.decidedBy.map { .string($0) }),
        ("closedAt", row.closedAt.map { .time($0) }),
        ("data", .context(row.data)),
      ])
  }

  static func open(_ task: UserTask, in order: Case) -> Value {
    let summary = OrderSummary(order.instance.variables)
    return .context(
      view(task, order: order.instance.id, summary: summary, state: .open, closing: []))
  }

  /// With everything that is needed to decide it.
  static func page(_ page: TaskPage, language: String) -> Value {
    var view = row(page.row)
    view["variables"] = .context(page.order.instance.variables)
    if let form = page.form {
      view["form"] = FormView.form(form, language: language)
      view["defaults"] = .context(page.defaults)
    }
    view["activity"] = .list(page.activity.map(activity))
    return .context(view)
  }

  static func list(_ list: TaskList) -> Value {
    .context(
      Context(compact: [
        ("items", .list(list.page.items.map { .context(row($0)) })),
        ("next", list.page.next.map { .string($0) }),
        (
          "counts",
          [
            "mine": list.counts.mine.json, "groups": list.counts.groups.json,
            "all": list.counts.all.json, "done": list.counts.done.json,
          ]
        ),
      ]).listing)
  }

  static func activity(_ activity: TaskActivity) -> Value {
    let link: Value? = activity.link.map {
      ["url": .string($0.url), "title": .string($0.title)]
    }
    return .context(
      Context(compact: [
        ("kind", .string(activity.kind.rawValue)), ("at", .time(activity.at)),
        ("by", activity.by.map { .string($0) }), ("to", activity.to.map { .string($0) }),
        ("text", activity.text.map { .string($0) }), ("link", link),
        ("effectiveAt", activity.effectiveAt.map { .time($0) }),
      ]))
  }

  private static func view(
    _ task: UserTask, order: InstanceID, summary: OrderSummary, state: TaskQuery.State,
    closing: [(String, Value?)]
  ) -> Context {
    var view = Context(
      compact: [
        ("id", .string(WorkName(order: order, key: task.key).description)),
        ("orderId", .string(order.description)),
        ("key", .number(task.key)), ("element", .string(task.element)),
        ("name", .string(task.name)),
        ("formId", task.form.map { .string($0) }), ("state", .string(state.rawValue)),
        ("revision", .number(task.revision)),
        ("assignee", task.assignee.map { .string($0) }),
        ("delegatedBy", task.delegatedBy.map { .string($0) }), ("due", task.due.map { .time($0) }),
        ("followUp", task.followUp.map { .time($0) }), ("priority", .number(task.priority)),
        ("createdAt", .time(task.createdAt)), ("reminders", .number(task.reminders)),
        ("escalations", .number(task.escalations)), ("comments", .number(task.comments)),
        ("decision", state == .open ? task.decision.map(decision) : nil),
      ] + closing)
    view.merge(summary.json)
    view["candidateUsers"] = .strings(task.candidateUsers)
    view["candidateGroups"] = .strings(task.candidateGroups)
    view["excludedUsers"] = .strings(task.excludedUsers)
    return view
  }

  /// One that can be undone.
  private static func decision(_ decision: PendingDecision) -> Value {
    [
      "by": .string(decision.by), "data": .context(decision.data),
      "decidedAt": .time(decision.decidedAt), "effectiveAt": .time(decision.effectiveAt),
    ]
  }
}
