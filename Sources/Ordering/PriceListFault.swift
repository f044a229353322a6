package import FEEL

/// What can be wrong with a file of prices, or with a line of it. `description` says it in English; pages in other languages
/// have their own sentences by `name`.
package enum PriceListFault: Error, Hashable, Sendable {
  case empty
  case tooManyItems(limit: Int)
  case noItems
  case unknownColumn(String, known: [String])
  case repeatedColumn(String)
  case missingColumns([String])
  case fieldCount(Int, inHeader: Int)
  case quoteInField
  case textAfterQuote
  case openQuote
  case sku
  case description(limit: Int)
  case currency(String)
  case taxRate(String)
  case price(String, currency: String, digits: Int)
  case date(TemporalError)
  case endsBeforeItBegins(CalendarDate)
  case quantityBreak(String)
  case repeatedBreak(Int)
  case discount(String)
  case overlap(sku: String, currency: String, line: Int)

  /// Which fault it is, without its values.
  package enum Name: String, CaseIterable, Sendable {
    case empty, tooManyItems, noItems, unknownColumn, repeatedColumn, missingColumns, fieldCount
    case quoteInField, textAfterQuote, openQuote, sku, description, currency, taxRate, price, date
    case endsBeforeItBegins, quantityBreak, repeatedBreak, discount, overlap
  }

  package var name: Name { told.name }

  /// What a sentence about it fills in, by the names in `{…}`.
  package var values: [String: String] { told.values }

  private var told: (name: Name, values: [String: String]) {
    switch self {
    case .empty: (.empty, [:])
    case .tooManyItems(let limit): (.tooManyItems, ["limit": "\(limit)"])
    case .noItems: (.noItems, [:])
    case .unknownColumn(let column, let known):
      (.unknownColumn, ["text": column, "known": known.joined(separator: ", ")])
    case .repeatedColumn(let column): (.repeatedColumn, ["text": column])
    case .missingColumns(let columns):
      (.missingColumns, ["columns": columns.joined(separator: ", ")])
    case .fieldCount(let count, let inHeader):
      (.fieldCount, ["count": "\(count)", "header": "\(inHeader)"])
    case .quoteInField: (.quoteInField, [:])
    case .textAfterQuote: (.textAfterQuote, [:])
    case .openQuote: (.openQuote, [:])
    case .sku: (.sku, [:])
    case .description(let limit): (.description, ["limit": "\(limit)"])
    case .currency(let text): (.currency, ["text": text])
    case .taxRate(let text): (.taxRate, ["text": text])
    case .price(let text, let currency, let digits):
      (.price, ["text": text, "currency": currency, "digits": "\(digits)"])
    case .date(let error): (.date, ["text": error.text])
    case .endsBeforeItBegins(let day): (.endsBeforeItBegins, ["day": "\(day)"])
    case .quantityBreak(let text): (.quantityBreak, ["text": text])
    case .repeatedBreak(let minimum): (.repeatedBreak, ["count": "\(minimum)"])
    case .discount(let text): (.discount, ["text": text])
    case .overlap(let sku, let currency, let line):
      (.overlap, ["sku": sku, "currency": currency, "line": "\(line)"])
    }
  }
}

extension PriceListFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "the file is empty"
    case .tooManyItems(let limit): "more than \(limit) items"
    case .noItems: "no items follow the header"
    case .unknownColumn(let column, let known):
      "\"\(column)\" is no column of a price list (\(known.joined(separator: ", ")))"
    case .repeatedColumn(let column): "the column \(column) is there twice"
    case .missingColumns(let columns): "missing columns: " + columns.joined(separator: ", ")
    case .fieldCount(let count, let inHeader): "\(count) fields; the header has \(inHeader)"
    case .quoteInField: "a quote inside an unquoted field"
    case .textAfterQuote: "text after the end of a quoted field"
    case .openQuote: "a quoted field that does not end"
    case .sku: "a sku has from 1 to 64 bytes"
    case .description(let limit): "the description is longer than \(limit) bytes"
    case .currency(let text): "\"\(text)\" is no currency of ISO 4217"
    case .taxRate(let text): "\"\(text)\" is no tax rate; 19 % is written 0.19"
    case .price(let text, let currency, let digits):
      "\"\(text)\" is no price in \(currency), which has \(digits) digits after the point"
    case .date(let error): error.description
    case .endsBeforeItBegins(let day): "it ends on \(day), before it begins"
    case .quantityBreak(let text):
      "\"\(text)\" is no quantity break; write 100=4.20 or 100=5%"
    case .repeatedBreak(let minimum): "two quantity breaks from \(minimum) on"
    case .discount(let text): "\"\(text)\" is no discount from 0% to 100%"
    case .overlap(let sku, let currency, let line):
      "\(sku) has a price in \(currency) for the same time in line \(line)"
    }
  }
}
