package import FoundationEssentials

/// Foundation reads and writes these texts with `scanf` and `printf`; an order has more than a hundred of them.
extension UUID {
  /// The canonical text: `018f2c3a-…`, in lower case (RFC 9562, section 4).
  package var text: String {
    String(unsafeUninitializedCapacity: 36) { output in
      var place = 0
      withUnsafeBytes(of: uuid) { bytes in
        for (index, byte) in bytes.enumerated() {
          if Self.startsGroup(index) {
            output[place] = UInt8(ascii: "-")
            place += 1
          }
          output[place] = Self.digit(byte >> 4)
          output[place + 1] = Self.digit(byte & 15)
          place += 2
        }
      }
      return place
    }
  }

  /// Reads the canonical text, in either case; nil for anything else.
  package init?(text: String) {
    var text = text
    let found = text.withUTF8 { characters -> UUID? in
      guard characters.count == 36 else { return nil }
      var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
      var place = 0
      let isRead = withUnsafeMutableBytes(of: &uuid) { bytes in
        for index in bytes.indices {
          if Self.startsGroup(index) {
            guard characters[place] == UInt8(ascii: "-") else { return false }
            place += 1
          }
          guard let high = Self.value(characters[place]),
            let low = Self.value(characters[place + 1])
          else { return false }
          bytes[index] = high << 4 | low
          place += 2
        }
        return true
      }
      return isRead ? UUID(uuid: uuid) : nil
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether a hyphen stands before a byte.
  private static func startsGroup(_ index: Int) -> Bool { 4...10 ~= index && index & 1 == 0 }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
