import ArgumentParser
import FEEL
import Terminal

/// One line of an order on a command line: `BOLT-M8:200`.
struct LineArgument: ExpressibleByArgument, Hashable, Sendable {
  let sku: String
  let quantity: Int

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), colon != argument.startIndex,
      let quantity = Int(argument[argument.index(after: colon)...])
    else { return nil }
    sku = String(argument[..<colon])
    self.quantity = quantity
  }
}

struct OrderPlaceCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "place", abstract: "Place an order.",
      discussion: """
        EXAMPLES
          \(Program.name) order place --line BOLT-M8:200 --line NUT-M8:200
          \(Program.name) order place --line BOLT-M8:200 --reference PO-1 --wait --timeout 1h
          \(Program.name) order place --line BOLT-M8:200 --idempotency-key "$KEY" -o json

        With the same idempotency key an order is placed once, however often the command is run.
        """)
  }

  @Option(help: ArgumentHelp("An item and how many of it.", valueName: "sku:qty"))
  var line: [LineArgument] = []
  @Option(help: "What you call the order; made up when it is missing.")
  var reference: String?
  @Option(help: ArgumentHelp("The day it is needed by.", valueName: "yyyy-mm-dd"))
  var neededBy: String?
  @Option(help: "The currency of the quote, such as EUR.")
  var currency: String?
  @Option(help: "Anything the supplier should know.")
  var note: String?
  @Option(help: "The buyer's number or short name; who acts, when it is missing.")
  var buyer: String?
  @Option(help: "The buyer's full name.")
  var buyerName: String?
  @Option(help: "Your own name for this request.")
  var idempotencyKey: String?
  @Flag(help: "Wait until the order has ended, and print its steps.")
  var wait = false
  @Option(help: "How long to wait at most.")
  var timeout: DurationText?
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    guard !line.isEmpty else { throw ValidationError("An order needs a line: --line SKU:QTY") }
    guard timeout == nil || wait else { throw ValidationError("--timeout only goes with --wait") }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console, isNeeded: false)
    let buyer = try await buyerID(acting: person, client, console)
    let answer = try await client.send(
      .init(
        method: .post, path: "/orders", body: .json(body(buyer: buyer)), person: person,
        idempotencyKey: idempotencyKey))
    let name = Rendering.name(ofOrder: answer)
    let id = answer["id"].string ?? name
    guard wait else {
      return printChange(answer, "Placed order \(name) (\(id))", console)
    }
    console.tell("Placed order \(name.harmless) (\(id.harmless)); waiting until it has ended")
    try await OrderWatch(client: client, format: service.format, console: console)
      .follow(id, after: 0, timeout: timeout)
  }

  /// Whom the order is for; the account on this machine when nobody says who acts.
  private func buyerID(
    acting person: Person, _ client: ServiceClient, _ console: Console
  ) async throws -> String {
    if let buyer { return buyer }
    let actor = try await client.actor(person)
    return actor.isEmpty ? console.variable("USER") ?? "buyer" : actor
  }

  private func body(buyer: String) -> Value {
    .context(
      Context(entries: [
        ("reference", reference.map { .string($0) }), ("neededBy", neededBy.map { .string($0) }),
        ("currency", currency.map { .string($0) }), ("note", note.map { .string($0) }),
        ("buyer", ["id": .string(buyer), "name": .string(buyerName ?? buyer)]),
        (
          "lines",
          .list(line.map { ["sku": .string($0.sku), "quantity": .number($0.quantity)] })
        ),
      ]))
  }
}

extension Context {
  /// The entries that have a value.
  init(entries: [(String, Value?)]) {
    self.init()
    for (key, value) in entries { self[key] = value }
  }
}
