import Exchange
import FEEL
import Foundation
import Ordering
package import Participant

/// The model that both parties of a simulated world execute, read once for all worlds.
package struct SimulationModel: Sendable {
  package let source: ModelSource
  /// The two pools.
  let client: LoadedModel
  let supplier: LoadedModel

  package static let clientName = "Client"
  package static let supplierName = "Supplier"

  /// - Throws: `ReadFailure` when the model cannot be executed.
  package init(_ source: ModelSource) throws {
    self.source = source
    let handlers = Set(Self.handlers(prices: MemoryPriceBook()).keys)
    client = try LoadedModel(source, party: Self.clientName, handlers: handlers)
    supplier = try LoadedModel(source, party: Self.supplierName, handlers: handlers)
  }

  /// Reads `order.bpmn` and `forms/*.json` in a folder.
  package init(folder: String) throws {
    let folder = URL(filePath: folder, directoryHint: .isDirectory)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "forms"), includingPropertiesForKeys: nil)
    var forms: [String: [UInt8]] = [:]
    for file in files where file.pathExtension == "json" {
      forms[file.deletingPathExtension().lastPathComponent] = Array(try Data(contentsOf: file))
    }
    let xml = Array(try Data(contentsOf: folder.appending(path: "order.bpmn")))
    try self.init(ModelSource(xml: xml, forms: forms))
  }

  static func handlers(prices: MemoryPriceBook) -> [String: any JobHandler] {
    [
      "quote.generate": QuoteHandler(prices: prices), "reminder": ReminderHandler(),
      "escalation": EscalationHandler(),
    ]
  }
}

/// What the simulated supplier sells.
enum Catalogue {
  /// SKU, price in cents, tax rate in millionths.
  private static let goods: [(sku: String, price: Int64, tax: Int64)] = [
    ("BOLT-M6", 12, 190_000), ("CABLE-3M", 749, 190_000), ("DESK-160", 38_900, 190_000),
    ("ATLAS", 2_499, 70_000), ("LAMP", 5_995, 190_000),
  ]

  static let items: [PriceListItem] = {
    guard let euro = Currency("EUR") else { preconditionFailure("EUR is a currency") }
    return goods.map { good in
      PriceListItem(
        sku: good.sku, description: good.sku,
        unitPrice: Money(minorUnits: good.price, currency: euro),
        taxRate: Fraction(millionths: good.tax),
        breaks: [QuantityBreak(minimum: 10, terms: .discount(Fraction(millionths: 50_000)))])
    }
  }()

  static let skus: [String] = goods.map(\.sku)
  /// Something that buyers ask for and the supplier does not have.
  static let unknown = "UNOBTAINIUM"
}
