extension Value: CustomStringConvertible {
  /// This value as the FEEL function `string` shows it: a string as it is, anything else as FEEL would write it.
  public var text: String {
    switch self {
    case .string(let string): string
    case .date(let date): date.description
    case .time(let time): time.description
    case .dateTime(let dateTime): dateTime.description
    case .duration(let duration): duration.description
    case .yearMonthDuration(let months): YearMonthDuration(months: months).description
    case .range(let range): range.description
    case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .context(let context):
      "{" + context.entries.map { "\($0.key):\($0.value)" }.joined(separator: ", ") + "}"
    case .null, .boolean, .number: jsonString
    }
  }

  /// This value for a message to people: like `text`, but a string is quoted.
  public var description: String {
    if case .string = self { jsonString } else { text }
  }

  /// The name of this value's type, as FEEL's `instance of` and its messages use it.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .list: "list"
    case .context: "context"
    case .date: "date"
    case .time: "time"
    case .dateTime: "date and time"
    case .duration: "days and time duration"
    case .yearMonthDuration: "years and months duration"
    case .range: "range"
    }
  }
}

extension Value.Range: CustomStringConvertible {
  public var description: String {
    "\(includesLower ? "[" : "(")\(lower)..\(upper)\(includesUpper ? "]" : ")")"
  }
}
