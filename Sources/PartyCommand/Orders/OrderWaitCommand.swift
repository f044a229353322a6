import ArgumentParser
import FEEL
import Terminal

struct OrderWaitCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "wait", abstract: "Wait until something has happened to an order.",
      discussion: """
        EXAMPLES
          \(Program.name) order wait PO-1 --for quoted --timeout 1h
          \(Program.name) order wait PO-1 --for Completed
          \(Program.name) order wait PO-1 --for Task_ReviewQuote && \(Program.name) task list

        It may have happened before. Exit codes: 0 it has happened, 4 the order has ended without
        it, 124 not within the time given.
        """)
  }

  @Argument(help: "The order.", completion: NameCompletion.orders(of: Program.self))
  var order: String
  @Option(
    name: .customLong("for"),
    help:
      "quoted, confirmed, fulfilled or ended; or an outcome, an element of the process, or a message.",
    completion: .list(OrderGoal.allValueStrings))
  var goal = OrderGoal.end
  @Option(help: "How long to wait at most.")
  var timeout: DurationText?
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await OrderWatch(client: client, format: service.format, console: console)
      .wait(for: goal, of: order, timeout: timeout)
  }
}
