import FoundationEssentials

/// The arguments of one call, with access by type: a wrong type refuses the call.
struct Arguments {
  let values: [Value]
  let function: FunctionLiteral?

  var count: Int { values.count }

  subscript(index: Int) -> Value { values[index] }

  /// The argument, or nil when it is left out or null.
  func optional(_ index: Int) -> Value? {
    guard index < values.count, values[index] != .null else { return nil }
    return values[index]
  }

  func string(_ index: Int) throws(Interruption) -> String {
    guard case .string(let string) = values[index] else { throw mismatch(index, "string") }
    return string
  }

  func boolean(_ index: Int) throws(Interruption) -> Bool {
    guard case .boolean(let boolean) = values[index] else { throw mismatch(index, "boolean") }
    return boolean
  }

  func number(_ index: Int) throws(Interruption) -> Decimal {
    guard case .number(let number) = values[index] else { throw mismatch(index, "number") }
    return number
  }

  func integer(_ index: Int) throws(Interruption) -> Int {
    guard let integer = try number(index).wholeNumber else { throw mismatch(index, "whole number") }
    return integer
  }

  func list(_ index: Int) throws(Interruption) -> [Value] {
    switch values[index] {
    case .list(let list): return list
    case .null: throw mismatch(index, "list")
    // A single value stands for the list of it (DMN 1.5, clause 10.3.2.9.4).
    default: return [values[index]]
    }
  }

  func context(_ index: Int) throws(Interruption) -> Context {
    guard case .context(let context) = values[index] else { throw mismatch(index, "context") }
    return context
  }

  /// The day of a date or of a date and time.
  func date(_ index: Int) throws(Interruption) -> CalendarDate {
    switch values[index] {
    case .date(let date): return date
    case .dateTime(let dateTime): return dateTime.date
    default: throw mismatch(index, "date")
    }
  }

  /// A single list argument's elements, or else all the arguments.
  func listOrAll() -> [Value] {
    if values.count == 1, case .list(let list) = values[0] { return list }
    return values
  }

  func mismatch(_ index: Int, _ expected: String) -> Interruption {
    .refused("expected a \(expected), found \(values[index].phrase)")
  }
}

extension Value {
  /// The type and the value for a message, for example `number 3`.
  var phrase: String { self == .null ? "null" : "\(typeName) \(excerpt)" }

  /// This value for a message, cut short.
  var excerpt: String {
    switch self {
    case .null: return ""
    case .list(let elements): return "of \(elements.count) elements"
    case .context(let context): return "of \(context.count) entries"
    case .string(let string) where string.utf8.count > 40:
      return "\(Value.string(String(string.prefix(40))))…"
    default: return "\(self)"
    }
  }
}
