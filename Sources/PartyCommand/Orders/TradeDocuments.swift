import ArgumentParser
import FEEL
import FoundationEssentials
import Hyperlinks
import PartyAPI
import Terminal

/// `order show --format`: an order as others write it down.
enum OrderFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  /// The business documents of UBL 2.1.
  case ubl
}

/// What of an order's documents is wanted: a list of them, one of them, or all as files.
struct TradeDocumentOptions: ParsableArguments {
  @Option(help: "Show the order's business documents (ubl) instead.")
  var format: OrderFormat?

  @Option(help: "Print this one of them.")
  var document: String?

  @Option(help: "Write all of them into this folder, which is made if it is not there.")
  var into: String?

  func validate() throws {
    if format == nil && (document != nil || into != nil) {
      throw ValidationError("--document and --into go with --format ubl.")
    }
    if document != nil && into != nil {
      throw ValidationError("Either --document, or --into for all of them.")
    }
  }
}

/// Asks the service for an order's documents.
struct TradeDocuments: Sendable {
  let client: ServiceClient
  let console: Console
  /// The order's address.
  let order: String

  func show(_ options: TradeDocumentOptions, as format: OutputFormat) async throws {
    if let name = options.document {
      console.write(String(decoding: try await document(named: name), as: UTF8.self))
    } else {
      let list = try await client.send(.init(path: "\(order)/documents"))
      if let folder = options.into { return try await write(list, into: folder) }
      Self.listing.print(list, as: format, console: console)
    }
  }

  private func document(named name: String) async throws -> [UInt8] {
    try await client.fetch(.init(path: "\(order)/documents/\(PercentEncoding.encode(name))"))
  }

  private func write(_ list: Value, into folder: String) async throws {
    let files = FileManager.default
    let items = list["items"].list ?? []
    do {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (index, item) in items.enumerated() {
        let name = item["name"].text
        // Numbered, so that the folder lists them as they came.
        let file = "\(folder)/\(index + 1)-\(name).xml"
        try Data(try await document(named: name)).write(to: URL(filePath: file), options: .atomic)
        console.print(file)
      }
    } catch let error as CocoaError {
      throw CommandError(.failure, "\(folder) cannot be written: \(error)")
    }
    if items.isEmpty { console.tell(Self.listing.whenEmpty) }
  }

  private static let listing = Listing(
    columns: [
      .init("DOCUMENT"), .init("KIND"), .init("FROM"), .init("TO"), .init("ISSUED"),
    ],
    row: { item in
      [
        Rendering.text(item["name"]), Rendering.text(item["document"]),
        Rendering.text(item["sender"]), Rendering.text(item["receiver"]),
        Rendering.time(item["issuedAt"]),
      ]
    }, whenEmpty: "The order has no documents yet.")
}
