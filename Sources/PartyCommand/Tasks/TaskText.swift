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

  /// `PO-1.12`: what commands take as its name.
  static func name(_ task: Value) -> String {
    task["reference"].string.map { "\($0).\(task["key"].text)" } ?? task["id"].text
  }

  static let listing = Listing(
    columns: [
      .init("TASK", minimum: 14), .init("NAME", minimum: 8), .init("STATE"),
      .init("FOR", minimum: 8),
      .init("DUE (UTC)"), .init("PRIORITY", alignment: .right), .init("CREATED (UTC)"),
    ],
    row: { task in
      [
        Table.Cell(name(task)), Rendering.text(task["name"]), Rendering.text(task["state"]),
        people(task), Rendering.time(task["due"]), Rendering.text(task["priority"]),
        Rendering.time(task["createdAt"]),
      ]
    }, whenEmpty: "No tasks.")

  /// Everything that is needed to decide it.
  static func page(_ task: Value, console: Console) {
    Rendering.facts(
      [
        ("Task", Table.Cell(name(task), .strong)), ("Name", Rendering.text(task["name"])),
        ("State", Rendering.text(task["state"])), ("For", people(task)),
        ("Not for", Rendering.list(task["excludedUsers"])), ("Due", Rendering.time(task["due"])),
        ("Created", Rendering.time(task["createdAt"])),
        ("Decided by", Rendering.text(task["decidedBy"])),
        ("Decision", Rendering.text(task["data"])),
      ], console: console)
    let variables = task["variables"].context?.entries ?? []
    if !variables.isEmpty {
      console.write("\n")
      Rendering.facts(variables.map { ($0.key, Table.Cell($0.value.text)) }, console: console)
    }
    let fields = task["form"]["fields"].list ?? []
    guard !fields.isEmpty else { return }
    var table = Table([
      .init("FIELD"), .init("TYPE"), .init("MEANING", minimum: 12), .init("VALUES"),
      .init("BEGINS WITH", minimum: 12),
    ])
    for field in fields {
      let values = (field["values"].list ?? []).map { $0["value"].text }.joined(separator: ", ")
      table.add([
        Rendering.text(field["name"]), Rendering.text(field["type"]),
        Rendering.text(field["label"]),
        Table.Cell(values), Rendering.text(task["defaults"][field["name"].text]),
      ])
    }
    console.write("\n")
    console.print(table)
  }
}
