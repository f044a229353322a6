import FoundationEssentials
package import Ordering

/// A price list in a file, read once as text for the supplier and as items for the buyers.
package struct CatalogueFile: Sendable {
  package let text: String
  package let items: [PriceListItem]

  /// - Throws: `RehearsalError.file`.
  package init(path: String) throws(RehearsalError) {
    do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw .file(path, "cannot be read")
    }
    do { items = try PriceListFile(csv: text).items } catch { throw .file(path, "\(error)") }
  }
}
