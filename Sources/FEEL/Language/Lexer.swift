import FoundationEssentials

/// Cuts the text of an expression into tokens; white space and comments are left out.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  private static let symbols = [
    "**", "..", "<=", ">=", "!=", "->", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", "<", ">",
    "=",
    ",", ":", ".", "?",
  ].map { Array($0.unicodeScalars) }

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// All tokens of `text`, ending with one of kind `end`.
  static func tokens(of text: String) throws(SyntaxError) -> [Token] {
    var lexer = Lexer(text)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens[tokens.count - 1].kind != .end
    return tokens
  }

  private func scalar(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private mutating func next() throws(SyntaxError) -> Token {
    try skipSpaceAndComments()
    let start = position
    guard let first = scalar() else { return Token(kind: .end, offset: start) }
    if Self.isDigit(first) || (first == "." && scalar(1).map(Self.isDigit) == true) {
      return Token(kind: .number(try number()), offset: start)
    }
    if first == "\"" { return Token(kind: .string(try string()), offset: start) }
    if first == "@", scalar(1) == "\"" {
      position += 1
      return Token(kind: .temporal(try string()), offset: start)
    }
    if first == "`" { return Token(kind: .quotedName(try quotedName()), offset: start) }
    if Self.startsName(first) {
      while let next = scalar(), Self.continuesName(next) { position += 1 }
      return Token(kind: .word(text(from: start)), offset: start)
    }
    for symbol in Self.symbols where scalars[position...].starts(with: symbol) {
      position += symbol.count
      return Token(kind: .symbol(text(from: start)), offset: start)
    }
    throw SyntaxError(message: "unexpected character '\(first)'", offset: start)
  }

  private func text(from start: Int) -> String {
    String(String.UnicodeScalarView(scalars[start..<position]))
  }

  private mutating func skipSpaceAndComments() throws(SyntaxError) {
    while let next = scalar() {
      if next.properties.isWhitespace {
        position += 1
      } else if next == "/", scalar(1) == "/" {
        while let next = scalar(), next != "\n" { position += 1 }
      } else if next == "/", scalar(1) == "*" {
        let start = position
        position += 2
        while scalar() != "*" || scalar(1) != "/" {
          if scalar() == nil { throw SyntaxError(message: "the comment has no end", offset: start) }
          position += 1
        }
        position += 2
      } else {
        return
      }
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    startsName(scalar) || scalar.properties.numericType != nil || scalar.properties.isIDContinue
  }
}

// MARK: - Numbers

extension Lexer {
  private mutating func number() throws(SyntaxError) -> Decimal {
    let start = position
    takeDigits()
    // `1..5` is a range, so a point belongs to the number only when a digit follows.
    if scalar() == ".", scalar(1).map(Self.isDigit) == true {
      position += 1
      takeDigits()
    }
    if scalar() == "e" || scalar() == "E" {
      let isSigned = scalar(1) == "-" || scalar(1) == "+"
      if scalar(isSigned ? 2 : 1).map(Self.isDigit) == true {
        position += isSigned ? 2 : 1
        takeDigits()
      }
    }
    var digits = Array(text(from: start).utf8.drop { $0 == UInt8(ascii: "0") })
    if digits.first.map({ $0 &- UInt8(ascii: "0") < 10 }) != true {
      digits.insert(UInt8(ascii: "0"), at: 0)
    }
    var scanner = NumberScanner(digits, at: 0)
    do { return try scanner.scan() } catch {
      throw SyntaxError(
        message: "the number has more digits than can be kept exactly", offset: start)
    }
  }

  private mutating func takeDigits() {
    while let next = scalar(), Self.isDigit(next) { position += 1 }
  }
}

// MARK: - Strings and quoted names

extension Lexer {
  private mutating func string() throws(SyntaxError) -> String {
    let start = position
    position += 1
    var content = String.UnicodeScalarView()
    while let next = scalar() {
      position += 1
      switch next {
      case "\"": return String(content)
      case "\\": content.append(contentsOf: try escape())
      default: content.append(next)
      }
    }
    throw SyntaxError(message: "the string has no end", offset: start)
  }

  /// What follows a backslash. One that FEEL does not know stands for itself, as in Camunda, where patterns need it.
  private mutating func escape() throws(SyntaxError) -> [Unicode.Scalar] {
    guard let letter = scalar() else {
      throw SyntaxError(message: "the string has no end", offset: position)
    }
    position += 1
    switch letter {
    case "\"", "\\", "'", "/": return [letter]
    case "n": return ["\n"]
    case "r": return ["\r"]
    case "t": return ["\t"]
    case "u": return [try unicodeEscape(digits: 4)]
    case "U": return [try unicodeEscape(digits: 6)]
    default: return ["\\", letter]
    }
  }

  private mutating func unicodeEscape(digits: Int) throws(SyntaxError) -> Unicode.Scalar {
    let start = position - 2
    var code = try hexadecimal(digits, start: start)
    if digits == 4, (0xD800..<0xDC00).contains(code), scalar() == "\\", scalar(1) == "u" {
      position += 2
      let trail = try hexadecimal(4, start: start)
      if (0xDC00..<0xE000).contains(trail) {
        code = 0x10000 + ((code & 0x3FF) << 10 | trail & 0x3FF)
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw SyntaxError(message: "the escape is no Unicode character", offset: start)
    }
    return scalar
  }

  private mutating func hexadecimal(_ count: Int, start: Int) throws(SyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<count {
      guard let digit = scalar().flatMap({ Character($0).hexDigitValue }) else {
        throw SyntaxError(message: "the escape needs \(count) hexadecimal digits", offset: start)
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func quotedName() throws(SyntaxError) -> String {
    let start = position
    position += 1
    while let next = scalar() {
      if next == "`" {
        let name = String(String.UnicodeScalarView(scalars[start + 1..<position]))
        position += 1
        if name.isEmpty { throw SyntaxError(message: "the name is empty", offset: start) }
        return name
      }
      position += 1
    }
    throw SyntaxError(message: "the quoted name has no end", offset: start)
  }
}
