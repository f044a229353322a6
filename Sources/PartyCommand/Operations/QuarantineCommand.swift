import ArgumentParser
import FEEL
import Terminal

struct QuarantineCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "quarantine", abstract: "Look after messages that nothing could be done with.",
      discussion: """
        EXAMPLES
          \(Program.name) quarantine list
          \(Program.name) quarantine replay 01997e6a-0000-7000-8000-00000000c003 --as olga
        """,
      subcommands: [QuarantineListCommand<Program>.self, QuarantineReplayCommand<Program>.self])
  }
}

struct QuarantineListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List quarantined messages, the newest first.",
      discussion: "EXAMPLES\n  \(Program.name) quarantine list --order PO-1")
  }

  @Option(help: "Only messages of this order.")
  var order: String?
  @Option(help: "How many at most, 1 to 500.")
  var limit = 50
  @OptionGroup var service: ServiceOptions

  private static var listing: Listing {
    Listing(
      columns: [
        .init("ID"), .init("REASON"), .init("MESSAGE"), .init("FROM"), .init("RECEIVED (UTC)"),
        .init("DETAIL", minimum: 20),
      ],
      row: { message in
        [
          Rendering.text(message["id"]), Table.Cell(message["reason"].text, .warning),
          Rendering.text(message["name"]), Rendering.text(message["sender"]),
          Rendering.time(message["receivedAt"]), Rendering.text(message["detail"]),
        ]
      }, whenEmpty: "Nothing is in quarantine.")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(path: "/quarantine", query: [("order", order), ("limit", "\(limit)")]))
    Self.listing.print(answer, as: service.format, console: console)
  }
}

struct QuarantineReplayCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replay", abstract: "Put a quarantined message through again.",
      discussion: "EXAMPLES\n  \(Program.name) quarantine replay 01997e6a-0000 --as olga")
  }

  @Argument(help: "The message's id, or its beginning.")
  var message: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .post, path: "/quarantine/\(Self.encode(message))/replay",
        person: Person(person, console: console)))
    printChange(answer, "The message \(answer["id"].text) was put through again", console)
  }
}
