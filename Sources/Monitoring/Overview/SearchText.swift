package import FoundationEssentials
import ProcessEngine

/// What people type into the search box, or paste there, with everything that it may mean: an order that has one of these is
/// found.
package struct SearchText: Hashable, Sendable {
  /// Words of the reference, the buyer and the SKUs by their beginnings, of which an order has to have all; empty when the
  /// text has no word.
  package let beginnings: [String]
  /// The ids of the orders whose own begins so. It is that of their trace as well, so that a `traceparent` (W3C Trace
  /// Context §3.2) has one. At least four hexadecimal digits, with or without hyphens.
  package let orders: ClosedRange<UUID>?
  /// A whole message id, with or without hyphens.
  package let message: UUID?
  /// The totals that the text may stand for: `1,234` may be more than a thousand, as the English pages write it, or little
  /// more than one, as a French reader does.
  package let amounts: Set<Decimal>
  /// That of the amount, by its code; nil when the text has none, or no amount.
  package let currency: String?

  package init(_ text: String) {
    let text = text.trimming(while: \.isWhitespace)
    beginnings = OrderWords.beginnings(of: String(text))
    let digits = Self.trace(text) ?? text.filter { $0 != "-" }
    let ids = Self.ids(beginning: digits)
    orders = ids
    message = ids.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
    let (number, currency) = Self.parts(ofMoney: text)
    amounts = Self.amounts(number)
    self.currency = amounts.isEmpty ? nil : currency
  }

  // MARK: Ids

  /// The trace id of a `traceparent`: `00-018f…-00f0…-01`.
  private static func trace(_ text: Substring) -> Substring? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 32, 16, 2], parts.joined().allSatisfy(\.isHexDigit) else {
      return nil
    }
    return parts[1]
  }

  private static func ids(beginning digits: some StringProtocol) -> ClosedRange<UUID>? {
    guard (4...32).contains(digits.count), digits.allSatisfy(\.isHexDigit),
      let first = id(String(digits), filledWith: "0"),
      let last = id(String(digits), filledWith: "f")
    else { return nil }
    return first...last
  }

  private static func id(_ digits: String, filledWith filling: Character) -> UUID? {
    let full = Array(digits + String(repeating: filling, count: 32 - digits.count))
    let parts = [full[0..<8], full[8..<12], full[12..<16], full[16..<20], full[20..<32]]
    return UUID(text: parts.map { String($0) }.joined(separator: "-"))
  }

  // MARK: Money

  /// By the signs that the pages write.
  private static let currencies: [Character: String] = [
    "€": "EUR", "£": "GBP", "¥": "JPY", "$": "USD",
  ]

  /// The number, and the code of the currency before or behind it.
  private static func parts(ofMoney text: Substring) -> (number: Substring, currency: String?) {
    for (sign, code) in currencies where text.first == sign || text.last == sign {
      let number = text.first == sign ? text.dropFirst() : text.dropLast()
      return (number.trimming(while: \.isWhitespace), code)
    }
    for code in [text.prefix(3), text.suffix(3)] {
      guard code.count == 3, code.allSatisfy({ $0.isASCII && $0.isLetter }) else { continue }
      let number = code.startIndex == text.startIndex ? text.dropFirst(3) : text.dropLast(3)
      return (number.trimming(while: \.isWhitespace), code.uppercased())
    }
    return (text, nil)
  }

  /// What a number may mean: a comma that could divide thousands could as well stand before decimals.
  private static func amounts(_ number: Substring) -> Set<Decimal> {
    let spaceless = grouped(number, by: \.isWhitespace).map { $0.replacing(",", with: ".") }
    let commaless = grouped(number) { $0 == "," }
    return Set([spaceless, commaless].compactMap { $0.flatMap(decimal) })
  }

  /// The number without what stands between its groups of three digits; nil where it stands elsewhere.
  private static func grouped(
    _ number: Substring, by isSeparator: (Character) -> Bool
  ) -> String? {
    let point = number.firstIndex { !isDigit($0) && !isSeparator($0) } ?? number.endIndex
    let groups = number[..<point].split(
      omittingEmptySubsequences: false, whereSeparator: isSeparator)
    guard let first = groups.first, (1...3).contains(first.count) || groups.count == 1,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined() + number[point...]
  }

  /// Digits, and perhaps a point with more of them.
  private static func decimal(_ plain: String) -> Decimal? {
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, plain.count <= 30,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) })
    else { return nil }
    return Decimal(string: plain)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

extension StringProtocol where SubSequence == Substring {
  /// Without such characters at both ends.
  fileprivate func trimming(while isLeftOut: (Character) -> Bool) -> Substring {
    guard let first = firstIndex(where: { !isLeftOut($0) }),
      let last = lastIndex(where: { !isLeftOut($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
