/// An address, or all that begin with the same bits (RFC 4632 §3.1): `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
package struct AddressRange: Hashable, Sendable {
  private let first: IPAddress
  /// How many bits of the 128 are the same.
  private let length: Int

  /// Nil for anything else, and for a length that the kind of address does not have.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = IPAddress(parts[0]) else { return nil }
    let bits = first.isFour ? 32 : 128
    var length = bits
    if parts.count == 2 {
      guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
      length = given
    }
    self.first = first
    self.length = length + 128 - bits
  }

  package func contains(_ address: IPAddress) -> Bool {
    let (whole, rest) = length.quotientAndRemainder(dividingBy: 8)
    guard address.bytes.prefix(whole) == first.bytes.prefix(whole) else { return false }
    guard rest > 0 else { return true }
    return (address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest) == 0
  }
}
