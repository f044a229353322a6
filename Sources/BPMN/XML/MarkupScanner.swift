/// Walks the tags of an XML file strictly, before the parser sees it.
///
/// `XMLParser` on Linux lets libxml2 repair what it can and expands entities, and neither can be turned off: a file
/// that is cut off inside its last tag passes as complete. So whatever bounds the work of the parser (size, depth,
/// counts, document types) or decides the shape of the tree (tags that match, nothing left over) is checked here, and
/// the parser must then report no fault and the same number of elements. What is inside values and texts (entities,
/// forbidden characters, namespaces) is left to the parser, which reports all of it.
struct MarkupScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var open: [Range<Int>] = []
  private var startTagLines: [Int] = []

  /// The line of every start tag in the order of the file.
  ///
  /// - Throws: The first fault.
  static func startTagLines(of bytes: [UInt8]) throws(ReadFailure) -> [Int] {
    guard bytes.count <= XMLLimits.bytes else {
      throw ReadFailure(line: 1, "the file is larger than \(XMLLimits.bytes >> 20) MiB")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ReadFailure(
        line: firstInvalidLine(of: bytes), "the file is not valid UTF-8; save it as UTF-8")
    }
    var scanner = MarkupScanner(bytes: bytes)
    try scanner.scan()
    return scanner.startTagLines
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func scan() throws(ReadFailure) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    try xmlDeclaration()
    while let byte = peek() {
      if byte == UInt8(ascii: "<") {
        try markup()
      } else if open.isEmpty, !isSpace(byte) {
        throw fault("there is text outside the root element")
      } else if byte == 0 {
        throw fault("the file contains a NUL byte")
      } else {
        advance()
      }
    }
    if let name = open.last {
      throw fault("the file ends before </\(text(name))>")
    }
    if startTagLines.isEmpty { throw fault("the file contains no element") }
  }

  /// One tag, comment, section or instruction, from its `<` on.
  private mutating func markup() throws(ReadFailure) {
    if skip("<!--") {
      try skip(through: "-->", of: "comment")
    } else if skip("<![CDATA[") {
      if open.isEmpty { throw fault("there is text outside the root element") }
      try skip(through: "]]>", of: "CDATA section")
    } else if skip("<!") {
      throw fault("document types and entity declarations are refused; remove this one")
    } else if skip("<?") {
      try skip(through: "?>", of: "processing instruction")
    } else if skip("</") {
      try endTag()
    } else {
      try startTag()
    }
  }

  /// The parser would decode by the encoding named here, whatever was checked before.
  private mutating func xmlDeclaration() throws(ReadFailure) {
    guard skip("<?xml") else { return }
    let start = position
    try skip(through: "?>", of: "XML declaration")
    let declaration = text(start..<position).lowercased()
    guard declaration.contains("encoding") else { return }
    if !declaration.contains("'utf-8'"), !declaration.contains("\"utf-8\"") {
      throw fault("the declared encoding is not UTF-8; save the file as UTF-8")
    }
  }

  private mutating func startTag() throws(ReadFailure) {
    startTagLines.append(line)
    advance()
    let name = try scanName()
    open.append(name)
    if open.count > XMLLimits.depth {
      throw fault("elements are nested more than \(XMLLimits.depth) deep")
    }
    if startTagLines.count > XMLLimits.elements {
      throw fault("the file has more than \(XMLLimits.elements) elements")
    }
    var attributes = 0
    while true {
      let spaced = skipSpace()
      if skip(">") { return }
      if skip("/>") {
        open.removeLast()
        return try afterEndTag()
      }
      guard spaced, peek() != nil else { throw fault("the tag <\(text(name)) is malformed") }
      try attribute()
      attributes += 1
      if attributes > XMLLimits.attributesPerElement {
        throw fault("<\(text(name))> has more than \(XMLLimits.attributesPerElement) attributes")
      }
    }
  }

  private mutating func attribute() throws(ReadFailure) {
    let name = try scanName()
    skipSpace()
    guard skip("=") else { throw fault("the attribute \(text(name)) has no value") }
    skipSpace()
    guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw fault("the value of the attribute \(text(name)) is not in quotes")
    }
    advance()
    while let byte = peek(), byte != quote {
      if byte == UInt8(ascii: "<") || byte == 0 {
        throw fault("the value of the attribute \(text(name)) contains a forbidden character")
      }
      advance()
    }
    guard peek() == quote else { throw fault("the file ends inside an attribute") }
    advance()
  }

  private mutating func endTag() throws(ReadFailure) {
    let name = try scanName()
    skipSpace()
    guard skip(">") else { throw fault("the tag </\(text(name)) is malformed") }
    guard let expected = open.popLast() else {
      throw fault("</\(text(name))> closes nothing")
    }
    if bytes[expected] != bytes[name] {
      throw fault("</\(text(name))> stands where </\(text(expected))> is expected")
    }
    try afterEndTag()
  }

  /// After the root element only comments, instructions and space may follow.
  private mutating func afterEndTag() throws(ReadFailure) {
    guard open.isEmpty else { return }
    skipSpace()
    while skip("<!--") || skip("<?") {
      let comment = bytes[position - 1] == UInt8(ascii: "-")
      try skip(
        through: comment ? "-->" : "?>", of: comment ? "comment" : "processing instruction")
      skipSpace()
    }
    if peek() != nil { throw fault("something follows the root element") }
  }

  private mutating func scanName() throws(ReadFailure) -> Range<Int> {
    let start = position
    while let byte = peek(), isNameByte(byte) { position += 1 }
    guard start < position else {
      throw fault("a name is expected; write < and & as &lt; and &amp;")
    }
    guard position - start <= XMLLimits.nameLength else {
      throw fault("a name is longer than \(XMLLimits.nameLength) bytes")
    }
    return start..<position
  }
}

// MARK: - Characters

extension MarkupScanner {
  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func advance() {
    if bytes[position] == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = position
    while let byte = peek(), isSpace(byte) { advance() }
    return position > start
  }

  private mutating func skip(_ literal: StaticString) -> Bool {
    guard stands(literal) else { return false }
    position += literal.utf8CodeUnitCount
    return true
  }

  private mutating func skip(
    through literal: StaticString, of what: String
  ) throws(ReadFailure) {
    let first = line
    while position < bytes.count {
      if skip(literal) { return }
      if bytes[position] == 0 { throw fault("the file contains a NUL byte") }
      advance()
    }
    throw ReadFailure(line: first, "the \(what) has no end")
  }

  private func stands(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func fault(_ reason: String) -> ReadFailure { ReadFailure(line: line, reason) }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Wider than XML's own rule beyond ASCII, which the parser checks.
  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  private static func firstInvalidLine(of bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return 1
  }
}

extension ReadFailure {
  init(line: Int, _ reason: String) {
    self.init(problems: [Problem(line: line, reason: reason)])
  }
}
