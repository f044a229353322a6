import ArgumentParser
import FEEL
import Terminal

struct OrderWatchCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "watch",
      abstract: "Print each step of an order as it is made, until it has ended.",
      discussion: """
        EXAMPLES
          \(Program.name) order watch PO-1
          \(Program.name) order watch PO-1 --new --timeout 1h -o jsonl
        """)
  }

  @Argument(help: "The order.", completion: NameCompletion.orders(of: Program.self))
  var order: String
  @Flag(help: "Leave out the steps that were made before.")
  var new = false
  @Option(help: "How long to wait at most.")
  var timeout: DurationText?
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    var start = 0
    if new {
      let answer = try await client.send(.init(path: "/orders/\(Self.encode(order))"))
      start = answer["step"].integer ?? 0
    }
    try await OrderWatch(client: client, format: service.format, console: console)
      .follow(order, after: start, timeout: timeout)
  }
}

struct OrderCancelCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "cancel", abstract: "Ask for an order to be cancelled.",
      discussion: """
        EXAMPLES
          \(Program.name) order cancel PO-1 --reason "ordered twice" --as anna

        The process decides whether that is possible still.
        """)
  }

  @Argument(
    help: "The order.", completion: NameCompletion.orders(of: Program.self, status: "running"))
  var order: String
  @Option(help: "Why; the supplier reads it.")
  var reason: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .post, path: "/orders/\(Self.encode(order))/cancel",
        body: .json(["reason": .string(reason)]), person: Person(person, console: console)))
    printChange(answer, "Asked to cancel order \(Rendering.name(ofOrder: answer))", console)
  }
}
