/// A sentence with `{places}` to fill in, by which it is found again in what was made of it.
struct SentencePattern: Sendable {
  /// What stands before the first place, between two of them, and behind the last.
  private var literals: [String] = []
  private var names: [String] = []

  /// - Returns: nil for a sentence without places.
  init?(_ sentence: String) {
    var rest = sentence[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      literals.append(String(rest[..<open]))
      names.append(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    guard !names.isEmpty else { return nil }
    literals.append(String(rest))
  }

  /// What stands in the places of a sentence that was made of this one; nil for another.
  func values(in sentence: String) -> [String: String]? {
    guard sentence.hasPrefix(literals[0]) else { return nil }
    var rest = sentence.dropFirst(literals[0].count)
    var values: [String: String] = [:]
    for (name, literal) in zip(names.dropLast(), literals.dropFirst()) {
      guard let range = rest.firstRange(of: literal) else { return nil }
      values[name] = String(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    guard let name = names.last, let end = literals.last, rest.hasSuffix(end) else { return nil }
    values[name] = String(rest.dropLast(end.count))
    return values
  }
}
