import FEEL
import Terminal

/// One order, for people.
struct OrderPage {
  let order: Value
  let console: Console

  func print() {
    Rendering.facts(
      [
        ("Order", Rendering.text(order["reference"])), ("Id", Rendering.text(order["id"])),
        ("State", Rendering.state(order)), ("Buyer", Rendering.text(order["buyer"])),
        ("Total", Rendering.amount(order)), ("Started", Rendering.time(order["startedAt"])),
        ("Updated", Rendering.time(order["updatedAt"])),
        ("Ended", Rendering.time(order["endedAt"])),
      ], console: console)
    showData()
    section(
      "waiting", [.init("AT"), .init("SINCE (UTC)")],
      { [Rendering.text($0["element"]), Rendering.time($0["since"])] })
    section(
      "awaitedMessages", [.init("AWAITED"), .init("AT")],
      { [Rendering.text($0["name"]), Rendering.text($0["element"])] })
    section(
      "tasks", [.init("TASK"), .init("NAME"), .init("FOR"), .init("DUE (UTC)")],
      { task in
        [
          Table.Cell("\(WorkNames().order(order)).\(task["key"].text)"),
          Rendering.text(task["name"]), TaskText.people(task), Rendering.time(task["due"]),
        ]
      })
    section(
      "timers", [.init("TIMER"), .init("DUE (UTC)")],
      { [Rendering.text($0["element"]), Rendering.time($0["due"])] })
    section(
      "incidents", [.init("INCIDENT"), .init("AT"), .init("REASON", minimum: 20)],
      { incident in
        [
          Rendering.text(incident["id"]), Rendering.text(incident["element"]),
          Table.Cell(incident["reason"].text, .bad),
        ]
      })
    section(
      "reminders", [.init("REMINDER", minimum: 20), .init("SINCE (UTC)")],
      { [Rendering.text($0["text"]), Rendering.time($0["at"])] })
    section(
      "messages",
      [
        .init("MESSAGE"), .init("DIRECTION"), .init("STATE"), .init("NO", alignment: .right),
        .init("TIME (UTC)"),
      ],
      { message in
        [
          Rendering.text(message["name"]), Rendering.text(message["direction"]),
          Rendering.text(message["state"]), Rendering.text(message["sequence"]),
          Rendering.time(message["at"]),
        ]
      })
    if let history = order["history"].list, !history.isEmpty {
      console.write("\n")
      console.print(StepText.listing.table(of: history))
    }
  }

  private func showData() {
    let data = order["variables"].context ?? Context()
    guard !data.isEmpty else { return }
    console.write("\n")
    for line in DataText.lines(data) { console.print(line) }
  }

  private func section(_ key: String, _ columns: [Table.Column], _ row: (Value) -> [Table.Cell]) {
    guard let items = order[key].list, !items.isEmpty else { return }
    var table = Table(columns)
    for item in items { table.add(row(item)) }
    console.write("\n")
    console.print(table)
  }
}
