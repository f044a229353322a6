/// An address of IPv4 or IPv6. An IPv4 address that is written as one of IPv6 (`::ffff:10.0.0.1`, RFC 4291 §2.5.5.2), as
/// sockets that take both give it, is the IPv4 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// 16 bytes; an IPv4 address is at the end of the mapped ones.
  let bytes: [UInt8]

  private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

  /// Reads `10.0.0.1` or `2001:db8::1`; nil for anything else, a zone (`fe80::1%eth0`) among it.
  package init?(_ text: some StringProtocol) {
    if text.contains(":") {
      guard let bytes = Self.six(text) else { return nil }
      self.bytes = bytes
    } else {
      guard let bytes = Self.four(text) else { return nil }
      self.bytes = Self.mapped + bytes
    }
  }

  package var isFour: Bool { bytes.starts(with: Self.mapped) }

  /// IPv6 in groups that are all written out, without leading zeros.
  package var description: String {
    if isFour { return bytes.suffix(4).map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }

  /// Four numbers without leading zeros, which some take for octal ones.
  private static func four(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { part -> UInt8? in
      guard part.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
        part.count == 1 || part.first != "0"
      else { return nil }
      return UInt8(part)
    }
    return bytes.count == 4 ? bytes : nil
  }

  /// Eight groups, or fewer with `::` for those that are zero (RFC 4291 §2.2).
  private static func six(_ text: some StringProtocol) -> [UInt8]? {
    let whole = String(text)
    guard let gap = whole.firstRange(of: "::") else {
      return groups(whole[...], endWithFour: true).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(whole[..<gap.lowerBound], endWithFour: false),
      let tail = groups(whole[gap.upperBound...], endWithFour: true), head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The bytes of groups with one colon between them.
  ///
  /// - Parameter endWithFour: whether the last may be an IPv4 address.
  private static func groups(_ text: Substring, endWithFour: Bool) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if endWithFour, index == parts.count - 1, let four = four(part) {
        bytes += four
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
          let group = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }
}
