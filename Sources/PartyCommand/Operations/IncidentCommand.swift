import ArgumentParser
import FEEL
import Terminal

struct IncidentCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "incident", abstract: "Look after work that failed.",
      discussion: """
        EXAMPLES
          \(Program.name) incident list
          \(Program.name) incident retry PO-1.9 --as olga
          \(Program.name) incident retry PO-1.9 --data corrected.json --as olga
          \(Program.name) incident cancel PO-1.9 --reason "cannot be saved" --as olga
        """,
      subcommands: [
        IncidentListCommand<Program>.self, IncidentRetryCommand<Program>.self,
        IncidentCancelCommand<Program>.self,
      ])
  }
}

struct IncidentListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List open incidents, the oldest first.",
      discussion: "EXAMPLES\n  \(Program.name) incident list -o jsonl")
  }

  @Option(help: "How many at most, 1 to 500.")
  var limit = 50
  @OptionGroup var service: ServiceOptions

  private static var listing: Listing {
    Listing(
      columns: [
        .init("INCIDENT"), .init("ORDER", minimum: 8), .init("AT"), .init("SINCE (UTC)"),
        .init("REASON", minimum: 20),
      ],
      row: { incident in
        [
          Rendering.text(incident["id"]), Rendering.text(incident["reference"]),
          Rendering.text(incident["element"]), Rendering.time(incident["raisedAt"]),
          Table.Cell(incident["reason"].text, .bad),
        ]
      }, whenEmpty: "No incidents.")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(.init(path: "/incidents", query: [("limit", "\(limit)")]))
    Self.listing.print(answer, as: service.format, console: console)
  }
}

struct IncidentRetryCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "retry", abstract: "Have failed work done again.",
      discussion: """
        EXAMPLES
          \(Program.name) incident retry PO-1.9 --as olga
          \(Program.name) incident retry PO-1.9 --data corrected.json --as olga
        """)
  }

  @Argument(help: "The incident.")
  var incident: String
  @Option(
    help: "A file with variables of the process to set before, as a JSON object.",
    completion: .file())
  var data: String?
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let variables = try data.map { try InputFile($0).object() } ?? Context()
    let answer = try await client.send(
      .init(
        method: .post, path: "/incidents/\(Self.encode(incident))/retry",
        body: .json(["variables": .context(variables)]), person: Person(person, console: console)))
    printChange(answer, "The work of \(incident) is done again", console)
  }
}

struct IncidentCancelCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "cancel", abstract: "End the order of an incident; the partner is not told.",
      discussion:
        "EXAMPLES\n  \(Program.name) incident cancel PO-1.9 --reason \"cannot be saved\" --as olga")
  }

  @Argument(help: "The incident.")
  var incident: String
  @Option(help: "Why; it becomes the order's outcome.")
  var reason: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .post, path: "/incidents/\(Self.encode(incident))/cancel",
        body: .json(["reason": .string(reason)]), person: Person(person, console: console)))
    printChange(answer, "Ended order \(Rendering.name(ofOrder: answer))", console)
  }
}
