package import FoundationEssentials

/// The beginning of a UUID's canonical text form, as the range of the UUIDs that begin so.
package struct IdentifierPrefix: Hashable, Sendable {
  package let range: ClosedRange<UUID>

  /// Reads the beginning, of one digit at least, in either case; nil for anything else.
  package init?(_ text: String) {
    let canonical = text.lowercased()
    guard !canonical.isEmpty, canonical.utf8.count <= Self.template.count else { return nil }
    for (byte, place) in zip(canonical.utf8, Self.template) {
      let isDigit =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      guard place == UInt8(ascii: "-") ? byte == place : isDigit else { return nil }
    }
    func filled(_ digit: UInt8) -> UUID? {
      let rest = Self.template.dropFirst(canonical.utf8.count).map {
        $0 == UInt8(ascii: "-") ? $0 : digit
      }
      return UUID(uuidString: canonical + String(decoding: rest, as: UTF8.self))
    }
    guard let first = filled(UInt8(ascii: "0")), let last = filled(UInt8(ascii: "f")) else {
      return nil
    }
    range = first...last
  }

  private static let template = Array("00000000-0000-0000-0000-000000000000".utf8)
}
