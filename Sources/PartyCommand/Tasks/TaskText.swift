import FEEL
import Terminal

/// Parts of a task, for people.
enum TaskText {
  /// Who has it, or who may have it.
  static func people(_ task: Value) -> Table.Cell {
    if let assignee = task["assignee"].string { return Table.Cell(assignee, .strong) }
    let people = (task["candidateUsers"].list ?? []) + (task["candidateGroups"].list ?? [])
    return Table.Cell(
      people.isEmpty ? "anybody" : people.map(\.text).joined(separator: ", "), .quiet)
  }

  static let listing = Listing(
    columns: [
      .init("TASK", minimum: 14), .init("NAME", minimum: 8), .init("BUYER", minimum: 8),
      .init("TOTAL", alignment: .right), .init("STATE"), .init("FOR", minimum: 8),
      .init("DUE (UTC)"), .init("PRIORITY", alignment: .right), .init("CREATED (UTC)"),
    ],
    namedRow: { task, names in
      [
        Table.Cell(names.task(task)), Rendering.text(task["name"]), Rendering.text(task["buyer"]),
        Rendering.amount(task), Rendering.text(task["state"]), people(task),
        Rendering.time(task["due"]), Rendering.text(task["priority"]),
        Rendering.time(task["createdAt"]),
      ]
    }, whenEmpty: "No tasks.")

  /// `PO-1.12  Review quote  buyers`
  @Sendable static func line(_ task: Value, _ names: WorkNames) -> String {
    "\(names.task(task))  \(task["name"].text)  \(people(task).text)"
  }

  /// Everything that is needed to decide it.
  static func page(_ task: Value, console: Console) {
    Rendering.facts(
      [
        ("Task", Table.Cell(WorkNames().task(task), .strong)),
        ("Name", Rendering.text(task["name"])),
        ("State", Rendering.text(task["state"])), ("For", people(task)),
        ("Not for", Rendering.list(task["excludedUsers"])), ("Due", Rendering.time(task["due"])),
        ("Follow up", Rendering.time(task["followUp"])),
        ("Created", Rendering.time(task["createdAt"])),
        ("Priority", Rendering.text(task["priority"])),
        ("Reminders", count(task["reminders"])), ("Escalations", count(task["escalations"])),
        ("Delegated by", Rendering.text(task["delegatedBy"])), ("Pending", pending(task)),
        ("Decided by", Rendering.text(task["decidedBy"])),
        ("Decision", Rendering.text(task["data"])),
      ], console: console)
    let fields = task["form"]["fields"].list ?? []
    let context = fields.filter { $0["type"] == "context" }
    if context.isEmpty {
      showVariables(of: task, console: console)
    } else {
      console.write("\n")
      for field in context { FormText.show(field, width: console.width) { console.print($0) } }
    }
    showActivity(of: task, console: console)
    showForm(fields.filter { $0["type"] != "context" }, of: task, console: console)
  }

  /// Who has decided it, while that can be undone.
  private static func pending(_ task: Value) -> Table.Cell {
    guard let user = task["decision"]["by"].string else { return "" }
    return Table.Cell(
      "decided by \(user), in effect from \(Rendering.time(task["decision"]["effectiveAt"]).text)")
  }

  /// Empty for none.
  private static func count(_ value: Value) -> Table.Cell {
    value == 0 ? "" : Rendering.text(value)
  }

  private static func showVariables(of task: Value, console: Console) {
    let variables = task["variables"].context?.entries ?? []
    guard !variables.isEmpty else { return }
    console.write("\n")
    Rendering.facts(variables.map { ($0.key, Table.Cell($0.value.text)) }, console: console)
  }

  private static func showActivity(of task: Value, console: Console) {
    let activities = task["activity"].list ?? []
    guard !activities.isEmpty else { return }
    console.write("\n")
    for activity in activities { console.print(ActivityText.line(activity)) }
  }

  private static func showForm(_ fields: [Value], of task: Value, console: Console) {
    guard !fields.isEmpty else { return }
    var table = Table([
      .init("FIELD"), .init("TYPE"), .init("MEANING", minimum: 12), .init("VALUES"),
      .init("BEGINS WITH", minimum: 12),
    ])
    for field in fields {
      let values = (field["values"].list ?? []).map { $0["value"].text }.joined(separator: ", ")
      let mark = field["required"] == true ? " *" : ""
      table.add([
        Table.Cell(field["name"].text + mark), Rendering.text(field["type"]),
        Rendering.text(field["label"]), Table.Cell(values),
        Rendering.text(task["defaults"][field["name"].text]),
      ])
    }
    console.write("\n")
    console.print(table)
  }
}
