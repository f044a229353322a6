import FoundationEssentials

/// A strict reader of one JSON text (RFC 8259) over its UTF-8 bytes.
///
/// Written by hand because every step of an order reads its state and a message: integers and strings without escapes,
/// which is nearly everything, are read without an intermediate copy.
struct JSONReader {
  /// How deep arrays and objects may be nested.
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// The member of the outermost object whose elements are noted.
  private let notedKey: String?
  private var notesElements = false
  /// Where each element of the noted array lies.
  private(set) var notedElements: [Range<Int>] = []

  init(_ bytes: [UInt8], notingElementsOf key: String? = nil) {
    self.bytes = bytes
    notedKey = key
  }

  /// Reads the whole text.
  mutating func readText() throws(JSONError) -> Value {
    let value = try readValue()
    skipWhitespace()
    if position < bytes.count { throw JSONError(.trailingText, at: position) }
    return value
  }

  private mutating func readValue() throws(JSONError) -> Value {
    skipWhitespace()
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "{"): return .context(try readObject())
    case UInt8(ascii: "["): return .list(try readArray())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    case UInt8(ascii: "t"):
      try readWord("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try readWord("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try readWord("null")
      return .null
    default: throw JSONError(.expected("a value"), at: position)
    }
  }

  private mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func readWord(_ word: String) throws(JSONError) {
    let start = position
    for byte in word.utf8 {
      guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
      guard bytes[position] == byte else { throw JSONError(.expected(word), at: start) }
      position += 1
    }
  }

  /// Skips white space and tells the next byte without taking it.
  private mutating func nextByte() throws(JSONError) -> UInt8 {
    skipWhitespace()
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    return bytes[position]
  }
}

// MARK: - Arrays and objects

extension JSONReader {
  private mutating func enter() throws(JSONError) {
    depth += 1
    if depth > Self.maximumDepth { throw JSONError(.tooDeep, at: position) }
    position += 1
  }

  private mutating func leave() {
    depth -= 1
    position += 1
  }

  private mutating func readArray() throws(JSONError) -> [Value] {
    let notes = notesElements
    notesElements = false
    try enter()
    var elements: [Value] = []
    if try nextByte() == UInt8(ascii: "]") {
      leave()
      return elements
    }
    while true {
      skipWhitespace()
      let start = position
      elements.append(try readValue())
      if notes { notedElements.append(start..<position) }
      switch try nextByte() {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        leave()
        return elements
      default: throw JSONError(.expected("',' or ']'"), at: position)
      }
    }
  }

  private mutating func readObject() throws(JSONError) -> Context {
    let start = position
    try enter()
    var entries: [Context.Entry] = []
    var isSorted = true
    if try nextByte() == UInt8(ascii: "}") {
      leave()
      return Context()
    }
    entries.reserveCapacity(8)
    while true {
      guard try nextByte() == UInt8(ascii: "\"") else {
        throw JSONError(.expected("a key"), at: position)
      }
      let key = try readString()
      guard try nextByte() == UInt8(ascii: ":") else {
        throw JSONError(.expected("':'"), at: position)
      }
      position += 1
      notesElements = depth == 1 && key == notedKey
      if let last = entries.last, last.key >= key { isSorted = false }
      entries.append(Context.Entry(key: key, value: try readValue()))
      switch try nextByte() {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        leave()
        return isSorted ? Context(sorted: entries) : try sorted(entries, at: start)
      default: throw JSONError(.expected("',' or '}'"), at: position)
      }
    }
  }

  private func sorted(_ entries: [Context.Entry], at start: Int) throws(JSONError) -> Context {
    let ordered = entries.sorted { $0.key < $1.key }
    for (left, right) in zip(ordered, ordered.dropFirst()) where left.key == right.key {
      throw JSONError(.duplicateKey(left.key), at: start)
    }
    return Context(sorted: ordered)
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func readString() throws(JSONError) -> String {
    position += 1
    let start = position
    var isASCII = true
    position = TextScan.endOfPlainText(bytes.span, from: start, isASCII: &isASCII)
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      let string = try text(start..<position, isASCII: isASCII)
      position += 1
      return string
    case UInt8(ascii: "\\"): return try readEscapedString(from: start)
    default: throw JSONError(.controlCharacter, at: position)
    }
  }

  private func text(_ range: Range<Int>, isASCII: Bool) throws(JSONError) -> String {
    if isASCII { return String(decoding: bytes[range], as: UTF8.self) }
    guard let string = String(validating: bytes[range], as: UTF8.self) else {
      throw JSONError(.invalidUTF8, at: range.lowerBound)
    }
    return string
  }

  /// Goes on at the first escape of a string that began at `start`.
  private mutating func readEscapedString(from start: Int) throws(JSONError) -> String {
    var content = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: content, as: UTF8.self) else {
          throw JSONError(.invalidUTF8, at: start)
        }
        return string
      case UInt8(ascii: "\\"): try readEscape(into: &content)
      case 0..<0x20: throw JSONError(.controlCharacter, at: position)
      default:
        content.append(byte)
        position += 1
      }
    }
    throw JSONError(.unexpectedEnd, at: position)
  }

  private mutating func readEscape(into content: inout [UInt8]) throws(JSONError) {
    let start = position
    guard position + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: Array(String(try readScalar(start)).utf8))
    default: throw JSONError(.invalidEscape, at: start)
    }
  }

  /// Reads what follows `\u`, including the second half of a surrogate pair.
  private mutating func readScalar(_ start: Int) throws(JSONError) -> Character {
    let first = try readFourHexDigits(start)
    var code = UInt32(first)
    if UTF16.isLeadSurrogate(first) {
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw JSONError(.invalidEscape, at: start) }
      position += 2
      let second = try readFourHexDigits(start)
      guard UTF16.isTrailSurrogate(second) else { throw JSONError(.invalidEscape, at: start) }
      code = 0x10000 + ((UInt32(first) & 0x3FF) << 10 | UInt32(second) & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(code) else { throw JSONError(.invalidEscape, at: start) }
    return Character(scalar)
  }

  private mutating func readFourHexDigits(_ start: Int) throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
        bytes[position] < 0x80
      else { throw JSONError(.invalidEscape, at: start) }
      code = code << 4 | UInt16(digit)
      position += 1
    }
    return code
  }
}

// MARK: - Numbers

extension JSONReader {
  private mutating func readNumber() throws(JSONError) -> Decimal {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    var small: Int64 = 0
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
      small = small &* 10 &+ Int64(bytes[position] &- UInt8(ascii: "0"))
      position += 1
    }
    let digits = position - firstDigit
    if digits == 0 {
      throw JSONError(position < bytes.count ? .invalidNumber : .unexpectedEnd, at: position)
    }
    if digits > 1, bytes[firstDigit] == UInt8(ascii: "0") {
      throw JSONError(.invalidNumber, at: start)
    }
    let isWhole =
      position == bytes.count
      || (bytes[position] != UInt8(ascii: ".") && bytes[position] | 0x20 != UInt8(ascii: "e"))
    if isWhole, digits <= 18 { return Decimal(firstDigit == start ? small : -small) }
    return try readLongNumber(from: start)
  }

  private mutating func readLongNumber(from start: Int) throws(JSONError) -> Decimal {
    var scanner = NumberScanner(bytes, at: start)
    do {
      let number = try scanner.scan()
      position = scanner.position
      return number
    } catch {
      switch error {
      case .inexact: throw JSONError(.inexactNumber, at: start)
      case .malformed(let offset):
        throw JSONError(offset < bytes.count ? .invalidNumber : .unexpectedEnd, at: offset)
      }
    }
  }
}
