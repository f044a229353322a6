package import Analysis
package import FEEL

/// What somebody wants to know of the orders.
package struct AnalysisQuery: Hashable, Sendable {
  package indirect enum Period: Hashable, Sendable {
    /// So many seconds back from now, from the beginning of an hour or a day on, so that the question stays the same while
    /// time goes by.
    case last(seconds: Int)
    /// `to` may be still to come; nil for no end.
    case between(Timestamp, Timestamp?)
    /// As long as the part of another one that has passed, and ending where that begins.
    case before(Period)
  }

  /// Some orders.
  package struct Group: Hashable, Sendable {
    package var period: Period
    package var filter: OrderFilter

    package init(_ period: Period, _ filter: OrderFilter = OrderFilter()) {
      self.period = period
      self.filter = filter
    }
  }

  package var group: Group
  /// What it is held against; nil for nothing.
  package var comparison: Group?
  /// Within how many seconds an order should be done; nil when nothing is promised.
  package var target: Double?
  /// How many variants, people and orders are listed one by one.
  package var listed: Int

  package init(
    _ group: Group, comparison: Group? = nil, target: Double? = nil, listed: Int = 10
  ) {
    self.group = group
    self.comparison = comparison
    self.target = target
    self.listed = listed
  }

  /// The same question draws the same random numbers.
  var request: AnalysisReport.Request {
    AnalysisReport.Request(target: target, listed: listed, seed: 2_026)
  }
}

extension AnalysisQuery.Period {
  /// The stretch of time that is meant at a time; nil when it has not begun.
  package func resolved(at now: Timestamp) -> AnalysisPeriod? {
    switch self {
    case .last(let seconds):
      let unit = Int64(seconds <= 4 * 86_400 ? 3_600 : 86_400) * 1_000_000
      let length = Int64(max(1, seconds)) * 1_000_000
      let begin = Self.floor(now.microseconds - length, unit)
      // The end is never reached: when time goes on by a unit, the beginning does as well.
      return AnalysisPeriod(
        from: Timestamp(microseconds: begin),
        until: Timestamp(microseconds: begin + length + unit), now: now)
    case .between(let begin, let end):
      let until = end ?? Timestamp(microseconds: now.microseconds + 1)
      guard begin < now, begin < until else { return nil }
      return AnalysisPeriod(from: begin, until: until, now: now)
    case .before(let next):
      guard let next = next.resolved(at: now) else { return nil }
      let length = next.end.microseconds - next.begin.microseconds
      return AnalysisPeriod(
        from: Timestamp(microseconds: next.begin.microseconds - length), until: next.begin, now: now
      )
    }
  }

  private static func floor(_ time: Int64, _ unit: Int64) -> Int64 {
    let rest = time % unit
    return time - (rest < 0 ? rest + unit : rest)
  }
}
