import FEEL

/// A price list as a file of comma-separated values.
///
/// The first line names the columns, in any order: `sku`, `description`, `unit_price`, `currency`, `tax_rate` (a fraction,
/// `0.19`), and if wanted `breaks`, `valid_from`, `valid_to`. Breaks are written `10=4.50 100=4.20 1000=12%`: from a
/// quantity on another unit price, or a discount.
package struct PriceListFile: Sendable {
  package let items: [PriceListItem]

  /// What is wrong with a file: all of it, up to a bound.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Problem: Hashable, Sendable {
      /// Counted from 1.
      package let line: Int
      package let reason: String
    }

    package let problems: [Problem]

    package var description: String {
      problems.map { "line \($0.line): \($0.reason)" }.joined(separator: "\n")
    }
  }

  /// The most problems that are told at once.
  private static let maximumProblems = 20
  /// The most items of a price list.
  package static let maximumItems = 200_000

  package init(csv text: String) throws(Failure) {
    let records: [CommaSeparatedValues.Record]
    do { records = try CommaSeparatedValues(text).records } catch {
      throw Failure(line: error.line, error.reason)
    }
    guard let header = records.first else { throw Failure(line: 1, "the file is empty") }
    let columns = try Columns(header)
    guard records.count - 1 <= Self.maximumItems else {
      throw Failure(line: 1, "more than \(Self.maximumItems) items")
    }
    var items: [PriceListItem] = []
    var problems: [Failure.Problem] = []
    var seen: [Offer: [(line: Int, item: PriceListItem)]] = [:]
    for record in records.dropFirst() {
      do throws(Unreadable) {
        let item = try columns.item(record)
        let offer = Offer(sku: item.sku, currency: item.unitPrice.currency)
        if let other = seen[offer]?.first(where: { $0.item.overlaps(item) }) {
          throw Unreadable(
            "\(item.sku) has a price in \(item.unitPrice.currency) for the same time in line \(other.line)"
          )
        }
        seen[offer, default: []].append((record.line, item))
        items.append(item)
      } catch {
        problems.append(.init(line: record.line, reason: error.reason))
        if problems.count == Self.maximumProblems { break }
      }
    }
    guard problems.isEmpty else { throw Failure(problems: problems) }
    guard !items.isEmpty else { throw Failure(line: header.line, "no items follow the header") }
    self.items = items
  }

  /// What may have one price at a time.
  private struct Offer: Hashable {
    let sku: String
    let currency: Currency
  }
}

extension PriceListFile.Failure {
  fileprivate init(line: Int, _ reason: String) {
    self.init(problems: [Problem(line: line, reason: reason)])
  }
}

extension PriceListItem {
  /// Whether there is a day on which both prices hold.
  fileprivate func overlaps(_ other: PriceListItem) -> Bool {
    if let validTo, let start = other.validFrom, validTo < start { return false }
    if let end = other.validTo, let validFrom, end < validFrom { return false }
    return true
  }
}

/// Why a line is no item.
private struct Unreadable: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Where the header puts each column.
private struct Columns {
  private static let required = ["sku", "description", "unit_price", "currency", "tax_rate"]
  private static let optional = ["breaks", "valid_from", "valid_to"]

  private let count: Int
  private let positions: [String: Int]

  init(_ header: CommaSeparatedValues.Record) throws(PriceListFile.Failure) {
    var positions: [String: Int] = [:]
    for (position, field) in header.fields.enumerated() {
      let name = field.trimmed.lowercased()
      guard Self.required.contains(name) || Self.optional.contains(name) else {
        let known = (Self.required + Self.optional).joined(separator: ", ")
        throw .init(line: header.line, "\"\(name)\" is no column of a price list (\(known))")
      }
      guard positions.updateValue(position, forKey: name) == nil else {
        throw .init(line: header.line, "the column \(name) is there twice")
      }
    }
    let missing = Self.required.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw .init(line: header.line, "missing columns: " + missing.joined(separator: ", "))
    }
    count = header.fields.count
    self.positions = positions
  }

  func item(_ record: CommaSeparatedValues.Record) throws(Unreadable) -> PriceListItem {
    guard record.fields.count == count else {
      throw Unreadable("\(record.fields.count) fields; the header has \(count)")
    }
    func field(_ name: String) -> String {
      positions[name].map { record.fields[$0].trimmed } ?? ""
    }
    let sku = field("sku")
    guard !sku.isEmpty, sku.utf8.count <= 64 else {
      throw Unreadable("a sku has from 1 to 64 bytes")
    }
    let description = field("description")
    guard description.utf8.count <= 1000 else {
      throw Unreadable("the description is longer than 1000 bytes")
    }
    guard let currency = Currency(field("currency")) else {
      throw Unreadable("\"\(field("currency"))\" is no currency of ISO 4217")
    }
    guard let taxRate = Fraction(field("tax_rate")), Fraction.zero...Fraction.one ~= taxRate else {
      throw Unreadable("\"\(field("tax_rate"))\" is no tax rate; 19 % is written 0.19")
    }
    let validFrom = try Self.date(field("valid_from"))
    let validTo = try Self.date(field("valid_to"))
    if let validFrom, let validTo, validTo < validFrom {
      throw Unreadable("it ends on \(validTo), before it begins")
    }
    return PriceListItem(
      sku: sku, description: description, unitPrice: try Self.price(field("unit_price"), currency),
      taxRate: taxRate, breaks: try Self.breaks(field("breaks"), currency), validFrom: validFrom,
      validTo: validTo)
  }

  private static func price(_ text: String, _ currency: Currency) throws(Unreadable) -> Money {
    guard let price = Money(text, currency: currency), price.minorUnits >= 0 else {
      throw Unreadable(
        "\"\(text)\" is no price in \(currency), which has \(currency.exponent) digits after the point"
      )
    }
    return price
  }

  private static func date(_ text: String) throws(Unreadable) -> CalendarDate? {
    if text.isEmpty { return nil }
    do { return try CalendarDate(text) } catch { throw Unreadable(error.description) }
  }

  private static func breaks(
    _ text: String, _ currency: Currency
  ) throws(Unreadable) -> [QuantityBreak] {
    var breaks: [QuantityBreak] = []
    for part in text.split(separator: " ") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let minimum = Int(sides[0]),
        2...OrderLine.maximumQuantity ~= minimum
      else {
        throw Unreadable("\"\(part)\" is no quantity break; write 100=4.20 or 100=5%")
      }
      guard !breaks.contains(where: { $0.minimum == minimum }) else {
        throw Unreadable("two quantity breaks from \(minimum) on")
      }
      if sides[1].hasSuffix("%") {
        guard let discount = Fraction(percent: String(sides[1].dropLast())),
          Fraction.zero...Fraction.one ~= discount
        else { throw Unreadable("\"\(sides[1])\" is no discount from 0% to 100%") }
        breaks.append(QuantityBreak(minimum: minimum, terms: .discount(discount)))
      } else {
        let price = try price(String(sides[1]), currency)
        breaks.append(QuantityBreak(minimum: minimum, terms: .unitPrice(price)))
      }
    }
    return breaks
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
