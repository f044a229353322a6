import FEEL

/// What keeps a token from going on: the model's fault, not the caller's. It becomes an incident.
struct Trouble: Error, Hashable {
  let reason: String
}

/// Where an expression looks its variables up, and which time it is there.
struct Surroundings: Scope {
  let now: Timestamp
  let lookUp: (String) -> Value?

  func value(named name: String) -> Value? { lookUp(name) }
}

extension TextExpression {
  /// The value; null with a reason is still null. For a constant, its text.
  func value(in surroundings: Surroundings) -> Evaluation {
    evaluate(in: surroundings, now: surroundings.now)
  }

  /// The text, or trouble that says what `purpose` got instead.
  func string(_ purpose: String, in surroundings: Surroundings) throws(Trouble) -> String {
    let evaluation = value(in: surroundings)
    switch evaluation.value {
    case .string(let text): return text
    case .number, .boolean, .date, .time, .dateTime, .duration, .yearMonthDuration:
      return evaluation.value.plainText
    default: throw unexpected(evaluation, for: purpose, wanted: "a text")
    }
  }

  /// True or false, or trouble that says what `purpose` got instead.
  func boolean(_ purpose: String, in surroundings: Surroundings) throws(Trouble) -> Bool {
    let evaluation = value(in: surroundings)
    guard case .boolean(let truth) = evaluation.value else {
      throw unexpected(evaluation, for: purpose, wanted: "true or false")
    }
    return truth
  }

  /// A list of texts: an expression that gives one, or a constant of names divided by commas. Null gives none.
  func strings(_ purpose: String, in surroundings: Surroundings) throws(Trouble) -> [String] {
    let evaluation = value(in: surroundings)
    switch evaluation.value {
    case .null where !evaluation.hasMistake: return []
    case .string(let text): return text.splitAtCommas()
    case .list(let values):
      let texts = values.compactMap(\.string)
      guard texts.count == values.filter({ $0 != .null }).count else {
        throw unexpected(evaluation, for: purpose, wanted: "a list of texts")
      }
      return texts
    default: throw unexpected(evaluation, for: purpose, wanted: "a list of texts")
    }
  }

  /// A point in time, or nil for null.
  func timestamp(_ purpose: String, in surroundings: Surroundings) throws(Trouble) -> Timestamp? {
    let evaluation = value(in: surroundings)
    switch evaluation.value {
    case .null where !evaluation.hasMistake: return nil
    case .dateTime(let dateTime): if let time = dateTime.timestamp { return time }
    case .date(let date): return date.start
    case .string(let text):
      if let time = Timestamp(parsing: text) ?? CalendarDate(parsing: text)?.start { return time }
    default: break
    }
    throw unexpected(evaluation, for: purpose, wanted: "a date and time with an offset")
  }

  /// A whole number from `range`.
  func integer(
    _ purpose: String, from range: ClosedRange<Int>, in surroundings: Surroundings
  ) throws(Trouble) -> Int {
    let evaluation = value(in: surroundings)
    let number = evaluation.value.integer ?? evaluation.value.string.flatMap { Int($0) }
    guard let number, range.contains(number) else {
      throw unexpected(
        evaluation, for: purpose,
        wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func unexpected(_ evaluation: Evaluation, for purpose: String, wanted: String) -> Trouble {
    var reason = "\(purpose) must be \(wanted), but `\(self)` gave \(evaluation.value.jsonString)"
    if let warning = evaluation.warnings.first { reason += " (\(warning))" }
    return Trouble(reason: reason)
  }
}

extension String {
  func splitAtCommas() -> [String] {
    split(separator: ",").map { part in
      String(part.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
    }
  }
}
