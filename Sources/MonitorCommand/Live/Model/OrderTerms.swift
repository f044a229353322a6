import FEEL
import Monitoring

/// What a person types to see some orders only: terms such as `state:running at:Task_ReviewQuote`, and plain words.
///
/// The terms become the parameters that the pages have in their addresses (`OrderParameters`), so that both mean the same.
struct OrderTerms: Hashable, Sendable {
  /// As it was typed.
  let text: String
  /// By the names of `OrderParameters`.
  let parameters: [String: String]

  static let none = OrderTerms(text: "", parameters: [:])

  var isEmpty: Bool { parameters.isEmpty }

  /// The names that stand before a colon, with what may follow.
  static let fields: [(name: String, meaning: String)] = [
    ("state", "running or ended"), ("outcome", "how it ended: Completed, Rejected, …"),
    ("at", "where it is: an element's id or name"), ("ref", "its whole reference"),
    ("partner", "the buyer's whole name"), ("sku", "a whole article number"),
    ("is", "overdue or incident"), ("from", "placed on this day or later: 2026-11-21"),
    ("to", "placed on this day or earlier"), ("min", "the total, from"),
    ("max", "the total, up to"),
    ("currency", "of the total: EUR"), ("message", "the name of a message with a finding"),
    ("finding", OrderFilter.Finding.allCases.map(\.rawValue).joined(separator: ", ")),
  ]

  /// Why a text is no filter.
  struct Mistake: Error, Hashable, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private init(text: String, parameters: [String: String]) {
    self.text = text
    self.parameters = parameters
  }

  /// - Parameter map: the drawing, whose elements `at:` knows by id and by name.
  init(parsing text: String, map: ProcessMap) throws(Mistake) {
    self.text = text
    var parameters: [String: String] = [:]
    var words: [String] = []
    for term in try Self.split(text) {
      guard let field = term.field else {
        words.append(term.value)
        continue
      }
      let (name, value) = try Self.parameter(field, term.value, map)
      guard parameters[name] == nil else { throw Mistake("`\(field):` is there twice") }
      parameters[name] = value
    }
    if !words.isEmpty { parameters["text"] = words.joined(separator: " ") }
    if parameters["message"] != nil, parameters["finding"] == nil {
      parameters["finding"] = OrderFilter.Finding.unreceived.rawValue
    }
    self.parameters = parameters
    try check()
  }

  /// The orders with a token at one flow node.
  init(at element: String) {
    self.init(text: "at:\(element)", parameters: ["element": element])
  }

  /// - Parameters:
  ///   - now: the parties' time, at which what is overdue is overdue.
  ///   - limit: how long a message may take.
  func filter(at now: Timestamp, limit: Duration) -> OrderFilter {
    OrderParameters(parameters, now: now, limit: limit).query.filter
  }

  // MARK: Terms

  private struct Term {
    var field: String?
    var value: String
  }

  /// By spaces, but for those between quotation marks.
  private static func split(_ text: String) throws(Mistake) -> [Term] {
    var terms: [Term] = []
    var (field, value) = (String?.none, "")
    var (isQuoted, isThere) = (false, false)
    func close() {
      if isThere { terms.append(Term(field: field, value: value)) }
      (field, value, isThere) = (nil, "", false)
    }
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        isThere = true
      case " " where !isQuoted:
        close()
      case ":" where !isQuoted && field == nil && !value.isEmpty && value.allSatisfy(\.isLetter):
        field = value.lowercased()
        value = ""
        isThere = true
      default:
        value.append(character)
        isThere = true
      }
    }
    if isQuoted { throw Mistake("a quotation mark is open") }
    close()
    return terms
  }

  private static func parameter(
    _ field: String, _ value: String, _ map: ProcessMap
  ) throws(Mistake) -> (String, String) {
    let names = fields.map(\.name)
    guard names.contains(field) || field == "buyer" else {
      throw Mistake("there is no `\(field):`; there are \(names.joined(separator: ", "))")
    }
    guard !value.isEmpty else { throw Mistake("`\(field):` needs a value: \(meaning(of: field))") }
    switch field {
    case "at": return ("element", try element(value, map))
    case "partner", "buyer": return ("buyer", value)
    case "is":
      guard ["overdue", "incident"].contains(value.lowercased()) else {
        throw Mistake("`is:` must be overdue or incident, not `\(value)`")
      }
      return (value.lowercased(), "1")
    case "state": return (field, value.lowercased())
    default: return (field, value)
    }
  }

  private static func meaning(of field: String) -> String {
    fields.first { $0.name == field }?.meaning ?? ""
  }

  /// A flow node by its id, or by its name or the beginning of it, whatever the letters' case.
  private static func element(_ text: String, _ map: ProcessMap) throws(Mistake) -> String {
    let elements = map.pools.flatMap(\.elements)
    if elements.isEmpty || elements.contains(text) { return text }
    let wanted = plain(text)
    if let found = elements.first(where: { plain($0) == wanted }) { return found }
    let named = elements.filter { plain(map.label(of: $0)) == wanted }
    let beginning = elements.filter { plain(map.label(of: $0)).hasPrefix(wanted) }
    let found = named.isEmpty ? beginning : named
    switch found.count {
    case 1: return found[0]
    case 0: throw Mistake("the drawing has no element `\(text)`")
    default:
      let some = found.prefix(4).joined(separator: ", ")
      throw Mistake("`at:\(text)` may be \(some)\(found.count > 4 ? ", …" : "")")
    }
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// What `OrderParameters` cannot read is a mistake here.
  private func check() throws(Mistake) {
    let epoch = Timestamp(microseconds: 0)
    let unreadable = OrderParameters(parameters, now: epoch, limit: .seconds(60)).unreadable
    guard let name = unreadable.first else { return }
    throw Mistake("`\(name):` must be \(Self.meaning(of: name)), not `\(parameters[name] ?? "")`")
  }
}
