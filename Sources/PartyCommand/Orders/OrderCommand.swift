import ArgumentParser

/// `order` of the seller's side, where orders come in by message.
struct OrderCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "order", abstract: "Find and follow orders.",
      discussion: """
        EXAMPLES
          \(Program.name) order list --status running
          \(Program.name) order show PO-1
          \(Program.name) order watch PO-1
        """,
      subcommands: [
        OrderListCommand<Program>.self, OrderShowCommand<Program>.self,
        OrderWatchCommand<Program>.self, OrderWaitCommand<Program>.self,
      ])
  }
}

/// `order` of the buyer's side.
struct BuyerOrderCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "order", abstract: "Place, find, follow and cancel orders.",
      discussion: """
        EXAMPLES
          \(Program.name) order place --line BOLT-M8:200 --needed-by 2026-12-24
          \(Program.name) order list --status running -o jsonl
          \(Program.name) order watch PO-1
          \(Program.name) order cancel PO-1 --reason "ordered twice" --as anna
        """,
      subcommands: [
        OrderPlaceCommand<Program>.self, OrderListCommand<Program>.self,
        OrderShowCommand<Program>.self, OrderWatchCommand<Program>.self,
        OrderWaitCommand<Program>.self, OrderCancelCommand<Program>.self,
      ])
  }
}
