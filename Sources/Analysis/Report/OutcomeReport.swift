package import Statistics

/// How often orders end in one way, and how soon.
package struct OutcomeReport: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package let age: Double
    package let probability: Double
    /// Nil where none is defined: at probability 0 or 1.
    package let interval: ConfidenceInterval?
    /// How many ended so within the period and were not older.
    package let ended: Int
  }

  /// `CaseAccount.disputed` for those on which the parties do not agree.
  package let outcome: String
  /// Of the orders that ended within the period.
  package let share: Proportion
  /// Of 1,000; those of all outcomes add up to them.
  package let permille: Int
  /// How probable it is to have ended so by some age, when there are other ways to end and some still run
  /// (Aalen–Johansen).
  package let incidence: [Point]

  /// By how many ended so, then by name.
  static func all(_ account: CaseAccount, _ life: OrderLife) -> [OutcomeReport] {
    var counts = [Int](repeating: 0, count: account.outcomes.count)
    for line in account.lines where line.outcome >= 0 { counts[Int(line.outcome)] += 1 }
    let order = counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], account.outcomes[$0]) < (counts[$0], account.outcomes[$1])
    }
    guard let permille = Shares(of: order.map { counts[$0] })?.units else { return [] }
    var ranks = [Int](repeating: 0, count: counts.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    var ages = [[Double]](repeating: [], count: order.count)
    for line in account.lines where line.outcome >= 0 {
      let ended = line.ended ?? line.placed
      ages[ranks[Int(line.outcome)]].append(max(0, ended - line.placed).seconds)
    }
    let curves = AalenJohansen(
      account.lines.compactMap { line in
        OrderLife.lifetime(
          line, in: account.period, outcome: line.outcome < 0 ? 0 : ranks[Int(line.outcome)])
      }, outcomes: order.count)
    return order.enumerated().map { rank, number in
      OutcomeReport(
        outcome: account.outcomes[number],
        share: Proportion(counts[number], of: life.completed.count),
        permille: permille[rank], incidence: points(curves, rank, Sample(ages[rank])))
    }
  }

  private static func points(
    _ curves: AalenJohansen, _ outcome: Int, _ ended: Sample, most: Int = 100
  ) -> [Point] {
    let count = curves.ages.count
    let places =
      count <= most ? Array(0..<count) : (0..<most).map { $0 * (count - 1) / (most - 1) }
    return places.map {
      Point(
        age: curves.ages[$0], probability: curves.incidence[outcome][$0],
        interval: curves.interval(of: outcome, at: curves.ages[$0]),
        ended: ended.count(atMost: curves.ages[$0]))
    }
  }
}
