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
          \(Program.name) order show PO-1 --history
          \(Program.name) order show PO-1 --history -o jsonl
          \(Program.name) order show PO-1 --format ubl
          \(Program.name) order show PO-1 --format ubl --document quotation
          \(Program.name) order show PO-1 --format ubl --into documents

        As lines of JSON, --history prints the steps alone, one on each.
        """)
  }

  @Argument(help: "The order.", completion: NameCompletion.orders(of: Program.self))
  var order: String
  @Flag(help: "Show every step as well.")
  var history = false
  @OptionGroup var documents: TradeDocumentOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let path = "/orders/\(Self.encode(order))"
    if documents.format == .ubl {
      return try await TradeDocuments(client: client, console: console, order: path)
        .show(documents, as: service.format)
    }
    guard history else { return show(try await client.send(.init(path: path)), console) }
    let steps = try await client.send(.init(path: path + "/history"))
    if service.format == .jsonl {
      return StepText.listing.print(steps, as: .jsonl, console: console)
    }
    // By its id, so that both are of the same order.
    let id = steps["orderId"].text
    var page = try await client.send(.init(path: "/orders/\(Self.encode(id))")).context ?? Context()
    page["history"] = steps["items"]
    show(.context(page), console)
  }

  private func show(_ order: Value, _ console: Console) {
    switch service.format {
    case .json, .jsonl: console.print(json: order)
    case .table: OrderPage(order: order, console: console).print()
    }
  }
}
