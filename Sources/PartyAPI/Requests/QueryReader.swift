import FEEL
import FoundationEssentials
import Hummingbird
import Hyperlinks
import Ordering
import ProcessEngine

/// Reads the parameters of a query, and finds everything that is wrong with them: a misspelt filter must not answer with
/// everything.
struct QueryReader {
  private var parameters: [String: String] = [:]
  private var errors: [FormError] = []
  /// The errors' fields begin with it.
  private let prefix: String

  /// - Throws: a problem when the query has a parameter that is not `known`, the same one twice, or a broken escape.
  init(_ request: Request, known: [String]) throws(Problem) {
    self.init(query: request.uri.query ?? "", known: known)
    for name in known where parameters[name]?.isEmpty == true { add(name, "is empty") }
  }

  /// A query as a form of a page sends it: what was left empty counts as missing.
  init(query: String, known: [String]) {
    prefix = ""
    for part in query.split(separator: "&") {
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let raw = pieces.map { $0.replacing("+", with: "%20") }
      guard let name = PercentEncoding.decode(raw[0]),
        let value = PercentEncoding.decode(raw.count > 1 ? raw[1] : "")
      else {
        add(String(raw[0]), "is not properly percent-encoded")
        continue
      }
      if !known.contains(name) {
        addUnknown(name, known)
      } else if parameters.updateValue(value, forKey: name) != nil {
        add(name, "is given twice")
      }
    }
  }

  /// The same parameters as members of an object, as a body has them.
  init(_ object: Context, prefix: String, known: [String]) {
    self.prefix = prefix
    for entry in object.entries {
      guard known.contains(entry.key) else {
        addUnknown(entry.key, known)
        continue
      }
      switch entry.value {
      case .null: break
      case .string(let text): parameters[entry.key] = text
      case .boolean(let value): parameters[entry.key] = value ? "true" : "false"
      case .number(let number): parameters[entry.key] = number.description
      default: add(entry.key, "must be a text, a number, true or false")
      }
    }
  }

  mutating func add(_ name: String, _ message: String) {
    errors.append(FormError(field: prefix + name, message: message))
  }

  private mutating func addUnknown(_ name: String, _ known: [String]) {
    let list = known.joined(separator: ", ")
    add(name, known.isEmpty ? "is not known here" : "is not known here; there are \(list)")
  }

  /// Nil when it is missing or empty.
  func text(_ name: String) -> String? { parameters[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A text that the store can look for: of at most 200 characters, without control characters.
  mutating func term(_ name: String) -> String? {
    guard let text = text(name) else { return nil }
    guard text.unicodeScalars.count <= 200,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      add(name, "must be a text of up to 200 characters")
      return nil
    }
    return text
  }

  mutating func integer(_ name: String, within range: ClosedRange<Int>, default fallback: Int)
    -> Int
  {
    integer(name, within: range) ?? fallback
  }

  mutating func integer(_ name: String, within range: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      add(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func amount(_ name: String) -> Decimal? {
    guard let text = text(name) else { return nil }
    guard text.utf8.count <= 30, text.isPlainNumber, let amount = Decimal(string: text) else {
      add(name, "must be an amount such as 120.50")
      return nil
    }
    return amount
  }

  /// A time, or a day for its beginning in UTC.
  mutating func time(_ name: String) -> Timestamp? {
    guard let text = text(name) else { return nil }
    for candidate in [text, text + "T00:00:00Z"] {
      do { return try Timestamp(candidate) } catch { continue }
    }
    add(name, "must be a time such as 2026-11-21T08:00:00Z, or a day such as 2026-11-21")
    return nil
  }

  mutating func flag(_ name: String) -> Bool {
    switch text(name) {
    case nil, "false": return false
    case "true": return true
    case .some:
      add(name, "must be true or false")
      return false
    }
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type = Choice.self
  ) -> Choice? {
    guard let text = text(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    addChoices(name, Choice.allCases.map(\.rawValue))
    return nil
  }

  /// What a list is sorted by; a `-` before it sorts the other way round.
  mutating func sort<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) -> (by: Choice, descending: Bool)? {
    guard let text = text("sort") else { return nil }
    let descending = text.hasPrefix("-")
    if let choice = Choice(rawValue: descending ? String(text.dropFirst()) : text) {
      return (choice, descending)
    }
    addChoices("sort", Choice.allCases.flatMap { [$0.rawValue, "-" + $0.rawValue] })
    return nil
  }

  private mutating func addChoices(_ name: String, _ choices: [String]) {
    add(name, "must be one of \(choices.joined(separator: ", "))")
  }

  /// - Throws: a problem that names everything that was wrong.
  func finish(_ type: ProblemType = .invalidQuery) throws(Problem) {
    guard errors.isEmpty else {
      throw Problem(type, "See the errors of each parameter.", errors: errors)
    }
  }
}
