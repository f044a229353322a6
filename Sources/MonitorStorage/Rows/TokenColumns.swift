/// A token of a row of `order_running`, whose tokens lie in arrays of the same length: what SQL calls its parts.
///
/// To unnest the arrays costs some 20 µs a row, to look at one place of one a hundredth of that. So the first places are
/// looked at one by one, and only rows with more tokens are unnested, of which there are few as a rule.
struct TokenColumns {
  let party: String
  let element: String
  let entered: String
  let due: String
  let incident: String

  private init(_ name: (String) -> String) {
    party = name("parties")
    element = name("elements")
    entered = name("entered")
    due = name("due")
    incident = name("incident")
  }

  /// How many tokens of a row are looked at where they are.
  static let limit = 8
  static let places = (1...limit).map { place in TokenColumns { "token_\($0)[\(place)]" } }
  /// Rows with more tokens than that.
  static let isCrowded = "cardinality(token_elements) > \(limit)"

  /// All tokens of a row, as a table.
  static let unnested = """
    unnest(token_parties, token_elements, token_entered, token_due, token_incident)
      as token (parties, elements, entered, due, incident)
    """
  static let ofUnnested = TokenColumns { "token.\($0)" }

  /// That one of the row's tokens is so.
  static func contain(_ condition: (TokenColumns) -> String) -> String {
    let placed = places.map { "(\(condition($0)))" }.joined(separator: "\n  or ")
    return """
      (\(placed)
        or \(isCrowded) and exists (select from \(unnested) where \(condition(ofUnnested))))
      """
  }
}
