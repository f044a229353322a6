import FEEL

extension Value {
  /// The value as JSON can say it, which is how variables are kept: a temporal value is its ISO 8601 text. What is
  /// written is then equal to what is read back.
  var asJSON: Value {
    switch self {
    case .null, .boolean, .number, .string: self
    case .list(let list): .list(list.map(\.asJSON))
    case .context(let context): .context(context.asJSON)
    case .date, .time, .dateTime, .duration, .yearMonthDuration, .range: .string(plainText)
    }
  }

  /// The value as people write it, without quotation marks.
  var plainText: String {
    if case .string(let text) = self { return text }
    let text = jsonString
    return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
  }
}

extension Context {
  /// Every value as JSON can say it.
  var asJSON: Context {
    entries.reduce(into: Context()) { kept, entry in kept[entry.key] = entry.value.asJSON }
  }
}
