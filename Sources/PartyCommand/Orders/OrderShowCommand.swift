import ArgumentParser
import FEEL
import Terminal

struct OrderShowCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show everything about one order.",
      discussion: """
        EXAMPLES
          \(Program.name) order show PO-1
          \(Program.name) order show 01997e6a -o json
          \(Program.name) order show PO-1 --history -o jsonl
        """)
  }

  @Argument(help: "The order.", completion: NameCompletion.orders(of: Program.self))
  var order: String
  @Flag(help: "Show every step instead.")
  var history = false
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let path = "/orders/\(Self.encode(order))"
    if history {
      let answer = try await client.send(.init(path: path + "/history"))
      StepText.listing.print(answer, as: service.format, console: console)
      return
    }
    let answer = try await client.send(.init(path: path))
    switch service.format {
    case .json, .jsonl: console.print(json: answer)
    case .table: OrderPage(order: answer, console: console).print()
    }
  }
}

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
    section(
      "waiting", [.init("AT"), .init("SINCE (UTC)")],
      { [Rendering.text($0["element"]), Rendering.time($0["since"])] })
    section(
      "tasks", [.init("TASK"), .init("NAME"), .init("FOR"), .init("DUE (UTC)")],
      { task in
        [
          Table.Cell("\(Rendering.name(ofOrder: order)).\(task["key"].text)"),
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
  }

  private func section(_ key: String, _ columns: [Table.Column], _ row: (Value) -> [Table.Cell]) {
    guard let items = order[key].list, !items.isEmpty else { return }
    var table = Table(columns)
    for item in items { table.add(row(item)) }
    console.write("\n")
    console.print(table)
  }
}
