/// Where a request belongs in a distributed trace (W3C Trace Context, level 1): `traceparent` as it came or was begun
/// here, with a span of our own.
package struct TraceContext: Hashable, Sendable {
  /// 32 lower-case hexadecimal digits, not all zero.
  package let traceID: String
  /// Our span: 16 lower-case hexadecimal digits, not all zero.
  package let spanID: String
  /// Whether the caller records the trace.
  package let isSampled: Bool

  /// Begins a trace.
  package init(using generator: inout some RandomNumberGenerator) {
    traceID = Self.hex(words: 2, using: &generator)
    spanID = Self.hex(words: 1, using: &generator)
    isSampled = false
  }

  /// Goes on with the caller's trace under a new span.
  ///
  /// - Parameter traceparent: `00-<trace id>-<parent id>-<flags>`; later versions may have more behind it. Nil when it is
  ///   not of that form: the specification has a broken header treated as none.
  package init?(traceparent: String, using generator: inout some RandomNumberGenerator) {
    let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, Self.isHex(parts[0], digits: 2), parts[0] != "ff",
      parts[0] != "00" || parts.count == 4,
      Self.isHex(parts[1], digits: 32), parts[1].contains(where: { $0 != "0" }),
      Self.isHex(parts[2], digits: 16), parts[2].contains(where: { $0 != "0" }),
      Self.isHex(parts[3], digits: 2), let flags = UInt8(parts[3], radix: 16)
    else { return nil }
    traceID = String(parts[1])
    spanID = Self.hex(words: 1, using: &generator)
    isSampled = flags & 1 == 1
  }

  /// The header with which our answer names the trace and our span.
  package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

  private static func isHex(_ text: Substring, digits: Int) -> Bool {
    text.utf8.count == digits
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }

  /// Random digits, 16 for each word, none of the words zero.
  private static func hex(words: Int, using generator: inout some RandomNumberGenerator) -> String {
    (0..<words).map { _ in
      let digits = String(UInt64.random(in: 1...UInt64.max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
