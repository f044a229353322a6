/// How two values of one ordered type stand to each other.
enum Ordering {
  case before
  case same
  case after

  /// Nil when the types differ, are not ordered, or one time is local and the other is not.
  static func of(_ left: Value, _ right: Value) -> Ordering? {
    switch (left, right) {
    case (.number(let left), .number(let right)): Ordering(left, right)
    case (.string(let left), .string(let right)): Ordering(left, right)
    case (.date(let left), .date(let right)): Ordering(left, right)
    case (.time(let left), .time(let right)):
      left.comparable(with: right).map { Ordering($0.0, $0.1) }
    case (.dateTime(let left), .dateTime(let right)):
      left.comparable(with: right).map { Ordering($0.0, $0.1) }
    case (.duration(let left), .duration(let right)): Ordering(left, right)
    case (.yearMonthDuration(let left), .yearMonthDuration(let right)): Ordering(left, right)
    default: nil
    }
  }

  init<Operand: Comparable>(_ left: Operand, _ right: Operand) {
    self = left < right ? .before : left == right ? .same : .after
  }

  func satisfies(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .equal: self == .same
    case .notEqual: self != .same
    case .less: self == .before
    case .lessOrEqual: self != .after
    case .greater: self == .after
    case .greaterOrEqual: self != .before
    }
  }
}

extension TimeOfDay {
  /// Both on one scale in microseconds: UTC when both have an offset, local when neither has one.
  func comparable(with other: TimeOfDay) -> (Int64, Int64)? {
    switch (offset, other.offset) {
    case (nil, nil): (microseconds, other.microseconds)
    case (let mine?, let theirs?):
      (microseconds - mine.microseconds, other.microseconds - theirs.microseconds)
    case (nil, _), (_, nil): nil
    }
  }
}

extension DateTime {
  /// Both on one scale in microseconds: UTC when both have an offset, local when neither has one.
  func comparable(with other: DateTime) -> (Int64, Int64)? {
    switch (offset, other.offset) {
    case (nil, nil): (localMicroseconds, other.localMicroseconds)
    case (let mine?, let theirs?):
      (localMicroseconds - mine.microseconds, other.localMicroseconds - theirs.microseconds)
    case (nil, _), (_, nil): nil
    }
  }
}
