import ArgumentParser
import FEEL
import Terminal

struct CatalogCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "catalog", abstract: "Look after the price list.",
      discussion: """
        EXAMPLES
          \(Program.name) catalog import prices.csv --as petra
          \(Program.name) catalog list -o jsonl
        """,
      subcommands: [CatalogImportCommand<Program>.self, CatalogListCommand<Program>.self])
  }
}

struct CatalogImportCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: "Replace the price list with a file of comma-separated values.",
      discussion: """
        EXAMPLES
          \(Program.name) catalog import prices.csv --as petra

        The first line names the columns: sku, description, unit_price, currency, tax_rate, and if wanted \
        breaks, valid_from, valid_to. When a line is wrong, nothing is replaced.
        """)
  }

  @Argument(help: "The file; - for standard input.", completion: .file(extensions: ["csv"]))
  var file: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .put, path: "/catalog", body: .csv(InputFile(file).bytes()),
        person: Person(person, console: console), timeout: .seconds(120)))
    printChange(
      answer, "Imported \(answer["itemCount"].text) items as version \(answer["number"].text)",
      console)
  }
}

struct CatalogListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List the items of the price list.",
      discussion: "EXAMPLES\n  \(Program.name) catalog list --after BOLT-M8 --limit 20")
  }

  @Option(help: "Only items behind this one.")
  var after: String?
  @Option(help: "How many at most, 1 to 500.")
  var limit = 100
  @OptionGroup var service: ServiceOptions

  private static var listing: Listing {
    Listing(
      columns: [
        .init("SKU"), .init("DESCRIPTION", minimum: 12), .init("PRICE", alignment: .right),
        .init("TAX", alignment: .right), .init("BREAKS", minimum: 10), .init("FROM"), .init("TO"),
      ],
      row: { item in
        [
          Rendering.text(item["sku"]), Rendering.text(item["description"]),
          Table.Cell("\(item["unitPrice"].text) \(item["currency"].text)"),
          Rendering.text(item["taxRate"]), Table.Cell(breaks(item["breaks"])),
          Rendering.text(item["validFrom"]), Rendering.text(item["validTo"]),
        ]
      }, whenEmpty: "The price list is empty: import one with `catalog import`.",
      continuation: "--after")
  }

  private static func breaks(_ breaks: Value) -> String {
    (breaks.list ?? []).map { item in
      item["unitPrice"].string.map { "\(item["minimum"].text)=\($0)" }
        ?? "\(item["minimum"].text)=-\(item["discount"].text)"
    }.joined(separator: " ")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(path: "/catalog", query: [("after", after), ("limit", "\(limit)")]))
    Self.listing.print(answer, as: service.format, console: console)
  }
}
