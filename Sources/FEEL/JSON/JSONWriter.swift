import FoundationEssentials

/// Writes values as compact JSON: keys in the order of the context, only the escapes that RFC 8259 demands, numbers
/// without an exponent unless they are very long.
///
/// Equal values give equal bytes, so that a digest of the text is a digest of the value.
struct JSONWriter {
  /// The most digits that are written before an exponent is used instead.
  private static let maximumPlainDigits = 40

  static func write(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(true): bytes.append(contentsOf: "true".utf8)
    case .boolean(false): bytes.append(contentsOf: "false".utf8)
    case .number(let number): write(number, to: &bytes)
    case .string(let string): write(string, to: &bytes)
    case .list(let elements): write(elements, to: &bytes)
    case .context(let context): write(context, to: &bytes)
    case .date, .time, .dateTime, .duration, .yearMonthDuration, .range:
      write(value.text, to: &bytes)
    }
  }

  private static func write(_ elements: [Value], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(element, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func write(_ context: Context, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for entry in context.entries {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(entry.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      write(entry.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  // MARK: - Strings

  static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let text = string.utf8.span
    var position = 0
    while position < text.count {
      var isASCII = true
      let end = TextScan.endOfPlainText(text, from: position, isASCII: &isASCII)
      text.extracting(position..<end).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      if end < text.count { writeEscape(of: text[end], to: &bytes) }
      position = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func writeEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }

  // MARK: - Numbers

  /// Writes a number as JSON and FEEL both write it: `120`, `-0.05`, `1e100`.
  static func write(_ number: Decimal, to bytes: inout [UInt8]) {
    if number.isNaN {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    let parts = DecimalParts(number)
    if parts.coefficient == 0 {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    if parts.isNegative { bytes.append(UInt8(ascii: "-")) }
    let compacted = parts.exponent < 0 ? parts.compacted : parts
    write(compacted.coefficient, exponent: compacted.exponent, to: &bytes)
  }

  private static func write(_ coefficient: UInt128, exponent: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    writeDigits(coefficient, to: &bytes)
    let digits = bytes.count - start
    let plainDigits = exponent >= 0 ? digits + exponent : max(digits, 1 - exponent)
    if plainDigits > maximumPlainDigits {
      bytes.append(UInt8(ascii: "e"))
      bytes.append(contentsOf: String(exponent).utf8)
    } else if exponent >= 0 {
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: exponent))
    } else {
      let missing = 1 - exponent - digits
      if missing > 0 {
        bytes.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing), at: start)
      }
      bytes.insert(UInt8(ascii: "."), at: bytes.count + exponent)
    }
  }

  private static func writeDigits(_ coefficient: UInt128, to bytes: inout [UInt8]) {
    let split: UInt128 = 1_000_000_000_000_000_000
    var low = coefficient
    if coefficient >= split {
      let (high, rest) = coefficient.quotientAndRemainder(dividingBy: split)
      writeDigits(high, to: &bytes)
      low = rest + split
    }
    let start = bytes.count
    var rest = UInt64(truncatingIfNeeded: low)
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    // The carried one only kept the leading zeros of the lower part.
    if coefficient >= split { bytes.removeLast() }
    bytes[start...].reverse()
  }
}
