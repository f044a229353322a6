import FoundationEssentials

extension Evaluator {
  mutating func negate(_ value: Value) -> Value {
    switch value {
    case .number(let number): .number(-number)
    case .duration(let duration) where duration.microseconds > .min:
      .duration(DayTimeDuration(microseconds: -duration.microseconds))
    case .yearMonthDuration(let months) where months > .min: .yearMonthDuration(months: -months)
    default: null("cannot negate \(value.phrase)")
    }
  }

  /// Applies operators of one precedence from left to right.
  mutating func evaluate(
    _ first: Node, _ steps: [Node.ArithmeticStep]
  ) throws(Interruption) -> Value {
    var result = try evaluate(first)
    for step in steps {
      try charge()
      result = try apply(step.operation, result, try evaluate(step.operand))
    }
    return result
  }

  private mutating func apply(
    _ operation: ArithmeticOperation, _ left: Value, _ right: Value
  ) throws(Interruption) -> Value {
    switch (left, right) {
    case (.number(let left), .number(let right)): return apply(operation, left, right)
    case (.string(let left), .string(let right)) where operation == .add:
      return try string(left + right)
    default: break
    }
    let result: Value?? =
      switch operation {
      case .add: Self.add(left, right) ?? Self.add(right, left)
      case .subtract: Self.subtract(left, right)
      case .multiply: Self.multiply(left, right) ?? Self.multiply(right, left)
      case .divide: Self.divide(left, right)
      case .exponentiate: nil
      }
    switch result {
    case .some(.some(let value)): return value
    case .some(.none):
      return null("the result of \(left) \(operation.rawValue) \(right) is out of range")
    case .none:
      return null(
        "'\(operation.rawValue)' is not defined for \(left.phrase) and \(right.phrase)")
    }
  }

  private mutating func apply(
    _ operation: ArithmeticOperation, _ left: Decimal, _ right: Decimal
  ) -> Value {
    let result: Decimal?
    switch operation {
    case .add: result = left.adding(right)
    case .subtract: result = left.subtracting(right)
    case .multiply: result = left.multiplied(by: right)
    case .divide:
      if right == 0 { return null("division by zero") }
      result = left.divided(by: right)
    case .exponentiate:
      if left == 0, right < 0 { return null("division by zero") }
      if let exponent = right.wholeNumber {
        result = left.raised(to: exponent)
      } else if right == Decimal(sign: .plus, exponent: -1, significand: 5), left >= 0 {
        result = left.squareRoot
      } else {
        return null("'**' needs a whole exponent, found \(Value.number(right))")
      }
    }
    guard let result else {
      return null(
        "the result of \(Value.number(left)) \(operation.rawValue) \(Value.number(right)) is out of range"
      )
    }
    return .number(result)
  }
}

// MARK: - Temporal arithmetic (DMN 1.5, tables 53 to 58)

// Each returns nil when the operation is not defined for the types, and `.some(nil)` when the result is out of range.
extension Evaluator {
  private static func add(_ left: Value, _ right: Value) -> Value?? {
    switch (left, right) {
    case (.date(let date), .duration(let duration)):
      .some(date.adding(duration).map(Value.date))
    case (.date(let date), .yearMonthDuration(let months)):
      .some(date.adding(months: months).map(Value.date))
    case (.dateTime(let dateTime), .duration(let duration)):
      .some(dateTime.adding(duration).map(Value.dateTime))
    case (.dateTime(let dateTime), .yearMonthDuration(let months)):
      .some(dateTime.adding(months: months).map(Value.dateTime))
    case (.time(let time), .duration(let duration)): .time(time.adding(duration))
    case (.duration(let left), .duration(let right)):
      .some(exact(left.microseconds.addingReportingOverflow(right.microseconds)))
    case (.yearMonthDuration(let left), .yearMonthDuration(let right)):
      .some(exactMonths(left.addingReportingOverflow(right)))
    default: nil
    }
  }

  private static func subtract(_ left: Value, _ right: Value) -> Value?? {
    switch (left, right) {
    case (.date, .date), (.date, .dateTime), (.dateTime, .date), (.dateTime, .dateTime):
      difference(left, right)
    case (.time(let left), .time(let right)):
      left.comparable(with: right).map {
        .duration(DayTimeDuration(microseconds: $0.0 - $0.1))
      }
    case (_, .duration(let duration)):
      duration.microseconds == .min
        ? .some(nil)
        : add(left, .duration(DayTimeDuration(microseconds: -duration.microseconds)))
    case (_, .yearMonthDuration(let months)):
      months == .min ? .some(nil) : add(left, .yearMonthDuration(months: -months))
    default: nil
    }
  }

  /// The time between two dates or date-times; a date stands for its midnight at the offset of the other.
  private static func difference(_ left: Value, _ right: Value) -> Value?? {
    func local(_ value: Value, like other: Value) -> DateTime? {
      switch value {
      case .dateTime(let dateTime): return dateTime
      case .date(let date):
        var offset: UTCOffset?
        if case .dateTime(let other) = other { offset = other.offset }
        return DateTime(
          localMicroseconds: Int64(date.dayNumber) * CivilCalendar.microsecondsPerDay,
          offset: offset)
      default: return nil
      }
    }
    guard let from = local(right, like: left), let to = local(left, like: right),
      let scale = to.comparable(with: from)
    else { return nil }
    return .duration(DayTimeDuration(microseconds: scale.0 - scale.1))
  }

  private static func multiply(_ left: Value, _ right: Value) -> Value?? {
    guard case .number(let factor) = right else { return nil }
    switch left {
    case .duration(let duration):
      return .some(whole(Decimal(duration.microseconds).multiplied(by: factor)).map(microseconds))
    case .yearMonthDuration(let months):
      return .some(
        whole(Decimal(months).multiplied(by: factor)).map { .yearMonthDuration(months: $0) })
    default: return nil
    }
  }

  private static func divide(_ left: Value, _ right: Value) -> Value?? {
    switch (left, right) {
    case (.duration(let duration), .number(let divisor)):
      .some(whole(Decimal(duration.microseconds).divided(by: divisor)).map(microseconds))
    case (.yearMonthDuration(let months), .number(let divisor)):
      .some(whole(Decimal(months).divided(by: divisor)).map { .yearMonthDuration(months: $0) })
    case (.duration(let left), .duration(let right)):
      .some(Decimal(left.microseconds).divided(by: Decimal(right.microseconds)).map(Value.number))
    case (.yearMonthDuration(let left), .yearMonthDuration(let right)):
      .some(Decimal(left).divided(by: Decimal(right)).map(Value.number))
    default: nil
    }
  }

  private static func whole(_ number: Decimal?) -> Int? {
    number?.rounded(scale: 0, .down)?.wholeNumber
  }

  private static func microseconds(_ count: Int) -> Value {
    .duration(DayTimeDuration(microseconds: Int64(count)))
  }

  private static func exact(_ sum: (partialValue: Int64, overflow: Bool)) -> Value? {
    sum.overflow ? nil : .duration(DayTimeDuration(microseconds: sum.partialValue))
  }

  private static func exactMonths(_ sum: (partialValue: Int, overflow: Bool)) -> Value? {
    sum.overflow ? nil : .yearMonthDuration(months: sum.partialValue)
  }
}

extension CalendarDate {
  /// The day on which `duration` after this day's midnight falls.
  fileprivate func adding(_ duration: DayTimeDuration) -> CalendarDate? {
    let (days, _) = CivilCalendar.floorDivide(
      duration.microseconds, by: CivilCalendar.microsecondsPerDay)
    return adding(days: Int(days))
  }
}
