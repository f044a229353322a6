import FEEL
import Statistics

/// The cases of an account as stays in the process, sorted, in seconds after the period's beginning.
struct OrderLife {
  /// Those that ended within the period have a departure.
  let sojourns: [Sojourn]
  /// As far as the period saw them.
  let lifetimes: [Lifetime]
  /// How long those took that ended within the period.
  let completed: Sample

  init(_ account: CaseAccount) {
    let period = account.period
    let begin = period.begin.microseconds
    let lines = account.lines.sorted {
      ($0.placed, $0.ended ?? .max) < ($1.placed, $1.ended ?? .max)
    }
    sojourns = lines.map { line in
      // A clock that went back must not make an order end before it began.
      let ended = line.ended.map { max($0, line.placed) }
      return Sojourn(
        arrival: (line.placed - begin).seconds, departure: ended.map { ($0 - begin).seconds })
    }
    lifetimes = lines.compactMap { Self.lifetime($0, in: period, outcome: 0) }
    completed = Sample(
      lines.compactMap { line in line.ended.map { max(0, $0 - line.placed).seconds } })
  }

  /// What the period saw of a case; with `outcome` as what ended it.
  ///
  /// The same as `Sojourn.lifetime(observedFrom:until:)`, from whole microseconds: equal durations have to be equal
  /// numbers, whenever they began.
  static func lifetime(
    _ line: CaseAccount.Line, in period: AnalysisPeriod, outcome: Int
  ) -> Lifetime? {
    let entry = max(0, period.begin.microseconds - line.placed)
    let exit = max(0, (line.ended ?? period.end.microseconds) - line.placed)
    guard exit > entry || entry == 0 else { return nil }
    return Lifetime(
      entry: entry.seconds, exit: exit.seconds, outcome: line.ended == nil ? nil : outcome)
  }
}
