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
      package let fault: PriceListFault
      package var reason: String { fault.description }
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
      throw Failure(line: error.line, error.fault)
    }
    guard let header = records.first else { throw Failure(line: 1, .empty) }
    let columns = try Columns(header)
    guard records.count - 1 <= Self.maximumItems else {
      throw Failure(line: 1, .tooManyItems(limit: Self.maximumItems))
    }
    var items: [PriceListItem] = []
    var problems: [Failure.Problem] = []
    var seen: [Offer: [(line: Int, item: PriceListItem)]] = [:]
    for record in records.dropFirst() {
      do throws(PriceListFault) {
        let item = try columns.item(record)
        let offer = Offer(sku: item.sku, currency: item.unitPrice.currency)
        if let other = seen[offer]?.first(where: { $0.item.overlaps(item) }) {
          throw .overlap(
            sku: item.sku, currency: "\(item.unitPrice.currency)", line: other.line)
        }
        seen[offer, default: []].append((record.line, item))
        items.append(item)
      } catch {
        problems.append(.init(line: record.line, fault: error))
        if problems.count == Self.maximumProblems { break }
      }
    }
    guard problems.isEmpty else { throw Failure(problems: problems) }
    guard !items.isEmpty else { throw Failure(line: header.line, .noItems) }
    self.items = items
  }

  /// What may have one price at a time.
  private struct Offer: Hashable {
    let sku: String
    let currency: Currency
  }
}

extension PriceListFile.Failure {
  fileprivate init(line: Int, _ fault: PriceListFault) {
    self.init(problems: [Problem(line: line, fault: fault)])
  }
}

// MARK: - Writing

extension PriceListFile {
  /// The columns of a file that is written.
  package static let columns = Columns.required + Columns.optional

  /// What an item has in each of the columns. Read again, it is the same item.
  package static func cells(of item: PriceListItem) -> [String] {
    let breaks = item.breaks.map { quantityBreak in
      switch quantityBreak.terms {
      case .unitPrice(let price): "\(quantityBreak.minimum)=\(price.decimal)"
      case .discount(let fraction): "\(quantityBreak.minimum)=\(fraction.percent)%"
      }
    }
    return [
      item.sku, item.description, item.unitPrice.decimal, item.unitPrice.currency.code,
      "\(item.taxRate.decimal)", breaks.joined(separator: " "),
      item.validFrom?.description ?? "", item.validTo?.description ?? "",
    ]
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

/// Where the header puts each column.
private struct Columns {
  static let required = ["sku", "description", "unit_price", "currency", "tax_rate"]
  static let optional = ["breaks", "valid_from", "valid_to"]

  private let count: Int
  private let positions: [String: Int]

  init(_ header: CommaSeparatedValues.Record) throws(PriceListFile.Failure) {
    var positions: [String: Int] = [:]
    for (position, field) in header.fields.enumerated() {
      let name = field.trimmed.lowercased()
      guard Self.required.contains(name) || Self.optional.contains(name) else {
        throw .init(
          line: header.line, .unknownColumn(name, known: Self.required + Self.optional))
      }
      guard positions.updateValue(position, forKey: name) == nil else {
        throw .init(line: header.line, .repeatedColumn(name))
      }
    }
    let missing = Self.required.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw .init(line: header.line, .missingColumns(missing))
    }
    count = header.fields.count
    self.positions = positions
  }

  func item(_ record: CommaSeparatedValues.Record) throws(PriceListFault) -> PriceListItem {
    guard record.fields.count == count else {
      throw .fieldCount(record.fields.count, inHeader: count)
    }
    func field(_ name: String) -> String {
      positions[name].map { record.fields[$0].trimmed } ?? ""
    }
    let sku = field("sku")
    guard !sku.isEmpty, sku.utf8.count <= 64 else { throw .sku }
    let description = field("description")
    guard description.utf8.count <= 1000 else { throw .description(limit: 1000) }
    guard let currency = Currency(field("currency")) else {
      throw .currency(field("currency"))
    }
    guard let taxRate = Fraction(field("tax_rate")), Fraction.zero...Fraction.one ~= taxRate else {
      throw .taxRate(field("tax_rate"))
    }
    let validFrom = try Self.date(field("valid_from"))
    let validTo = try Self.date(field("valid_to"))
    if let validFrom, let validTo, validTo < validFrom {
      throw .endsBeforeItBegins(validTo)
    }
    return PriceListItem(
      sku: sku, description: description, unitPrice: try Self.price(field("unit_price"), currency),
      taxRate: taxRate, breaks: try Self.breaks(field("breaks"), currency), validFrom: validFrom,
      validTo: validTo)
  }

  private static func price(_ text: String, _ currency: Currency) throws(PriceListFault) -> Money {
    guard let price = Money(text, currency: currency), price.minorUnits >= 0 else {
      throw .price(text, currency: "\(currency)", digits: currency.exponent)
    }
    return price
  }

  private static func date(_ text: String) throws(PriceListFault) -> CalendarDate? {
    if text.isEmpty { return nil }
    do { return try CalendarDate(text) } catch { throw .date(error) }
  }

  private static func breaks(
    _ text: String, _ currency: Currency
  ) throws(PriceListFault) -> [QuantityBreak] {
    var breaks: [QuantityBreak] = []
    for part in text.split(separator: " ") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let minimum = Int(sides[0]),
        2...OrderLine.maximumQuantity ~= minimum
      else {
        throw .quantityBreak(String(part))
      }
      guard !breaks.contains(where: { $0.minimum == minimum }) else {
        throw .repeatedBreak(minimum)
      }
      if sides[1].hasSuffix("%") {
        guard let discount = Fraction(percent: String(sides[1].dropLast())),
          Fraction.zero...Fraction.one ~= discount
        else { throw .discount(String(sides[1])) }
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
