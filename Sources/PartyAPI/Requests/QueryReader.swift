import Hummingbird
import ProcessEngine

/// Reads the parameters of a query, and finds everything that is wrong with them: a misspelt filter must not answer with
/// everything.
struct QueryReader {
  private var parameters: [String: String] = [:]
  private var errors: [FormError] = []

  /// - Throws: a problem when the query has a parameter that is not `known`, the same one twice, or a broken escape.
  init(_ request: Request, known: [String]) throws(Problem) {
    for part in (request.uri.query ?? "").split(separator: "&") {
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let raw = pieces.map { $0.replacing("+", with: "%20") }
      guard let name = PercentEncoding.decode(raw[0]),
        let value = PercentEncoding.decode(raw.count > 1 ? raw[1] : "")
      else {
        errors.append(FormError(field: String(raw[0]), message: "is not properly percent-encoded"))
        continue
      }
      if !known.contains(name) {
        let list = known.joined(separator: ", ")
        errors.append(
          FormError(
            field: name,
            message: known.isEmpty ? "is not known here" : "is not known here; there are \(list)"))
      } else if parameters.updateValue(value, forKey: name) != nil {
        errors.append(FormError(field: name, message: "is given twice"))
      }
    }
  }

  /// Nil when it is missing or empty.
  func text(_ name: String) -> String? { parameters[name].flatMap { $0.isEmpty ? nil : $0 } }

  mutating func integer(_ name: String, within range: ClosedRange<Int>, default fallback: Int)
    -> Int
  {
    guard let text = text(name) else { return fallback }
    guard let number = Int(text), range.contains(number) else {
      errors.append(
        FormError(
          field: name,
          message: "must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return fallback
    }
    return number
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Choice.Type = Choice.self
  ) -> Choice? {
    guard let text = text(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    errors.append(FormError(field: name, message: "must be one of \(names)"))
    return nil
  }

  /// - Throws: a problem that names everything that was wrong.
  func finish() throws(Problem) {
    guard errors.isEmpty else {
      throw Problem(.invalidQuery, "See the errors of each parameter.", errors: errors)
    }
  }
}
