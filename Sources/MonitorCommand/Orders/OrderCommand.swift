import ArgumentParser

/// `monitor order`
struct OrderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Look at orders as both companies report them.",
    discussion: """
      EXAMPLES
        monitor order list
        monitor order show PO-1 --explain
      """, subcommands: [OrderListCommand.self, OrderShowCommand.self])
}
