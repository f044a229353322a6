public import FoundationEssentials

/// A value of the Friendly Enough Expression Language (DMN 1.5, clause 10.3.2).
///
/// The same type carries process variables and message payloads: what JSON can say is kept as it is, with exact decimal
/// numbers; a temporal value becomes an ISO 8601 string when it is written as JSON and is read back by the FEEL
/// functions `date`, `time`, `date and time` and `duration`, as in Camunda 8.
public enum Value: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Decimal)
  case string(String)
  case list([Value])
  case context(Context)
  case date(CalendarDate)
  case time(TimeOfDay)
  case dateTime(DateTime)
  /// A days-and-time duration.
  case duration(DayTimeDuration)
  /// A years-and-months duration, in months.
  case yearMonthDuration(months: Int)
  indirect case range(Range)
}

extension Value {
  /// A whole number.
  public static func number(_ integer: Int) -> Value { .number(Decimal(integer)) }

  /// The string inside, or nil for any other kind.
  public var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The boolean inside, or nil for any other kind.
  public var boolean: Bool? {
    if case .boolean(let boolean) = self { boolean } else { nil }
  }

  /// The number inside, or nil for any other kind.
  public var number: Decimal? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The number inside when it is whole and fits, else nil.
  public var integer: Int? {
    if case .number(let number) = self { number.wholeNumber } else { nil }
  }

  /// The elements inside, or nil for any other kind.
  public var list: [Value]? {
    if case .list(let list) = self { list } else { nil }
  }

  /// The entries inside, or nil for any other kind.
  public var context: Context? {
    if case .context(let context) = self { context } else { nil }
  }

  /// The entry of a context, or `.null` when there is none or this is no context.
  public subscript(key: String) -> Value { context?[key] ?? .null }
}
