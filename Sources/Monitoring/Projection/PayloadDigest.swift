package import FEEL

/// A short mark of a message's payload, to see whether both parties have the same. It guards against mistakes, not
/// against forgers: FNV-1a with 64 bits over the canonical JSON.
package struct PayloadDigest: Hashable, Sendable {
  /// The 64 bits, as a signed number because that is what a database column holds.
  package let value: Int64

  package init(value: Int64) { self.value = value }

  package init(_ payload: Context) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in payload.json() {
      hash ^= UInt64(byte)
      hash &*= 0x100_0000_01b3
    }
    value = Int64(bitPattern: hash)
  }
}
