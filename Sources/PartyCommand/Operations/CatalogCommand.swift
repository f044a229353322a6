import ArgumentParser
import FEEL
import Terminal

struct CatalogCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "catalog", abstract: Program.catalog,
      discussion: """
        EXAMPLES
          \(Program.name) catalog import prices.csv --as petra
          \(Program.name) catalog list -o jsonl
          \(Program.name) catalog export > prices.csv
        """,
      subcommands: [
        CatalogImportCommand<Program>.self, CatalogListCommand<Program>.self,
        CatalogExportCommand<Program>.self,
      ])
  }
}

struct CatalogImportCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: "Replace the price list with a file of comma-separated values.",
      discussion: """
        EXAMPLES
          \(Program.name) catalog import prices.csv --dry-run --as petra
          \(Program.name) catalog import prices.csv --as petra

        The first line names the columns: sku, description, unit_price, currency, tax_rate, and if wanted \
        breaks, valid_from, valid_to. When a line is wrong, nothing is replaced.
        """)
  }

  @Argument(help: "The file; - for standard input.", completion: .file(extensions: ["csv"]))
  var file: String
  @Flag(help: "Only say what would be added, changed and removed.")
  var dryRun = false
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(
        method: .put, path: "/catalog", query: [("dryRun", dryRun ? "true" : nil)],
        body: .csv(InputFile(file).bytes()), person: Person(person, console: console),
        timeout: .seconds(120)))
    guard !dryRun else { return printPreview(answer, console) }
    printChange(
      answer, "Imported \(answer["itemCount"].text) items as version \(answer["number"].text)",
      console)
  }
}

extension CatalogImportCommand {
  private static var changes: Listing {
    Listing(
      columns: [
        .init("CHANGE"), .init("SKU"), .init("DESCRIPTION", minimum: 12),
        .init("BEFORE", minimum: 10), .init("AFTER", minimum: 10),
      ],
      row: { item in
        [
          Rendering.text(item["change"]), Rendering.text(item["sku"]),
          Rendering.text(item["description"]), Table.Cell(PriceText.items(item["before"])),
          Table.Cell(PriceText.items(item["after"])),
        ]
      }, whenEmpty: "Nothing would change.")
  }

  private func printPreview(_ answer: Value, _ console: Console) {
    Self.changes.print(answer, as: service.format, console: console)
    guard service.format != .json else { return }
    console.tell(
      "Of the SKUs, \(answer["added"].text) would be added, \(answer["changed"].text) changed and \(answer["removed"].text) removed; \(answer["same"].text) would stay as they are."
    )
  }
}

struct CatalogListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List the items of the price list.",
      discussion: """
        EXAMPLES
          \(Program.name) catalog list --text bearing
          \(Program.name) catalog list --after BOLT-M8 --limit 20
        """)
  }

  @Option(help: "Only items that have this in their SKU or description.")
  var text: String?
  @Option(help: "Only items behind this SKU.")
  var after: String?
  @Option(help: "How many SKUs at most, each with all of its prices, 1 to 500.")
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
          Table.Cell(PriceText.price(item)), Rendering.text(item["taxRate"]),
          Table.Cell(PriceText.breaks(item["breaks"])),
          Rendering.text(item["validFrom"]), Rendering.text(item["validTo"]),
        ]
      }, whenEmpty: "The price list is empty: import one with `catalog import`.",
      continuation: "--after")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(
      .init(path: "/catalog", query: [("text", text), ("after", after), ("limit", "\(limit)")]))
    Self.listing.print(answer, as: service.format, console: console)
  }
}

struct CatalogExportCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export",
      abstract: "Print the price list as a file that `catalog import` takes.",
      discussion: """
        EXAMPLES
          \(Program.name) catalog export > prices.csv
          \(Program.name) catalog export --text bearing > bearings.csv

        Comma-separated values, whatever --output says. The supplier gives the file to its buyers, who import it so that \
        new orders are looked up in it: each company's database is its own.
        """)
  }

  @Option(help: "Only items that have this in their SKU or description.")
  var text: String?
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let file = try await client.fetch(
      .init(
        path: "/catalog", query: [("text", text), ("format", "csv")], timeout: .seconds(120)))
    console.write(String(decoding: file, as: UTF8.self))
  }
}
