/// A decimal number (`numeric`) as its text: exact, of any length, never a binary fraction.
public struct PostgresNumeric: Hashable, Sendable {
  /// The number as `psql` prints it: `-12.50`, `0`, `NaN`, `Infinity`, `-Infinity`.
  public let text: String

  /// Reads a decimal number without exponent: an optional sign, digits, an optional fraction; or one
  /// of `NaN`, `Infinity`, `-Infinity`.
  ///
  /// - Returns: nil for anything else and for numbers of more than 131,072 digits before or 16,383
  ///   digits after the point, which the server cannot hold.
  public init?(_ text: String) {
    guard Self.specialSigns[text] != nil || Self.isDecimal(text.utf8) else { return nil }
    self.text = text
  }

  private init(decoded text: String) {
    self.text = text
  }

  /// The sign words of numbers that have no digits (numeric.c).
  private static let specialSigns: [String: UInt16] = [
    "NaN": 0xC000, "Infinity": 0xD000, "-Infinity": 0xF000,
  ]

  private static let negativeSign: UInt16 = 0x4000

  private static func isDecimal(_ utf8: String.UTF8View) -> Bool {
    let unsigned = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8[...]
    let parts = unsigned.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].count <= 131_072 else { return false }
    guard parts.count == 1 || parts[1].count <= 16_383 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
  }
}

// The binary form (numeric_send in numeric.c): number of base-10,000 digits, weight of the first one
// (10,000 to that power), sign, number of decimal places to show, then the digits, each 16 bits.
extension PostgresNumeric: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .numeric }
  public static var postgresArrayType: PostgresType { .numericArray }

  public func encode(into buffer: inout ParameterBuffer) {
    if let sign = Self.specialSigns[text] {
      for word in [0, 0, sign, 0] { buffer.write(word) }
      return
    }
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let unsigned = isNegative ? text.utf8.dropFirst() : text.utf8[...]
    let parts = unsigned.split(separator: UInt8(ascii: "."))
    let whole = parts[0].map { UInt16($0 - UInt8(ascii: "0")) }
    let fraction = parts.count == 2 ? parts[1].map { UInt16($0 - UInt8(ascii: "0")) } : []
    let lead = Array(repeating: UInt16(0), count: (4 - whole.count % 4) % 4)
    let trail = Array(repeating: UInt16(0), count: (4 - fraction.count % 4) % 4)
    let decimals = lead + whole + fraction + trail
    buffer.write(UInt16(decimals.count / 4))
    buffer.write(Int16((lead.count + whole.count) / 4 - 1))
    buffer.write(isNegative ? Self.negativeSign : 0)
    buffer.write(UInt16(fraction.count))
    for start in stride(from: 0, to: decimals.count, by: 4) {
      buffer.write(decimals[start..<(start + 4)].reduce(0) { $0 * 10 + $1 })
    }
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> PostgresNumeric {
    guard type == .numeric else { throw .typeMismatch(expected: .numeric, found: type) }
    let count = Int(try bytes.integer(at: 0, as: UInt16.self))
    let weight = Int(Int16(bitPattern: try bytes.integer(at: 2)))
    let sign: UInt16 = try bytes.integer(at: 4)
    let scale = Int(try bytes.integer(at: 6, as: UInt16.self))
    if let special = specialSigns.first(where: { $0.value == sign }) {
      return PostgresNumeric(decoded: special.key)
    }
    var digits: [UInt16] = []
    for index in 0..<count {
      digits.append(try bytes.integer(at: 8 + index * 2))
    }
    let number = decimalText(of: digits, weight: weight, scale: scale)
    return PostgresNumeric(decoded: sign == negativeSign ? "-" + number : number)
  }

  /// Writes base-10,000 digits, the first of which counts 10,000 to the power of `weight`, with
  /// `scale` decimal places.
  private static func decimalText(of digits: [UInt16], weight: Int, scale: Int) -> String {
    func group(at power: Int) -> String {
      let index = weight - power
      let value = digits.indices.contains(index) ? String(digits[index]) : "0"
      return String(repeating: "0", count: max(0, 4 - value.count)) + value
    }
    var whole = ""
    for power in stride(from: max(weight, 0), through: 0, by: -1) {
      whole += group(at: power)
    }
    let significant = whole.drop { $0 == "0" }
    var text = significant.isEmpty ? "0" : String(significant)
    guard scale > 0 else { return text }
    var fraction = ""
    for power in 1...((scale + 3) / 4) {
      fraction += group(at: -power)
    }
    text += "." + fraction.prefix(scale)
    return text
  }
}
