/// Looks for bytes that end or interrupt a JSON string, eight at a time: strings are most of what is read and written.
enum TextScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let quotes = ones &* UInt64(UInt8(ascii: "\""))
  private static let backslashes = ones &* UInt64(UInt8(ascii: "\\"))
  private static let spaces = ones &* 0x20

  /// The place of the first byte from `start` on that is a quotation mark, a backslash or a control character; the count of
  /// the bytes when there is none.
  ///
  /// - Parameter isASCII: becomes false when a byte before it is beyond ASCII.
  @inline(__always)
  static func endOfPlainText(
    _ bytes: Span<UInt8>, from start: Int, isASCII: inout Bool
  ) -> Int {
    var position = start
    let raw = bytes.bytes
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      // A byte beyond ASCII may borrow from its neighbour: then they are looked at one by one.
      if word & highBits != 0 { break }
      let found =
        hasZero(word ^ quotes) | hasZero(word ^ backslashes) | ((word &- spaces) & highBits)
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count {
      let byte = bytes[position]
      if isSpecial(byte) { return position }
      if byte >= 0x80 { isASCII = false }
      position += 1
    }
    return position
  }

  /// Whether a JSON string cannot have the byte as it is.
  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Sets the highest bit of each byte that is zero; of those above the first one the answer may be wrong.
  @inline(__always)
  private static func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highBits }
}
