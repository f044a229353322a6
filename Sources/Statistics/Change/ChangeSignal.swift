/// A sign that something other than chance is at work (D. J. Wheeler's three rules for the chart of individual values).
package struct ChangeSignal: Hashable, Sendable {
  package enum Rule: Hashable, Sendable, CaseIterable {
    /// A value outside the limits.
    case outside
    /// Eight or more values in a row on the same side of the centre.
    case eightOnOneSide
    /// Three of four values in a row nearer to the same limit than to the centre.
    case threeOfFourNearLimit
  }

  package let rule: Rule
  /// The places of the values that make up the sign.
  package let range: Range<Int>

  package init(rule: Rule, range: Range<Int>) {
    self.rule = rule
    self.range = range
  }

  static let run = 8

  /// All signals among `values[range]`, held against the limits.
  static func all(
    in values: [Double], _ range: Range<Int>, against limits: ControlLimits
  ) -> [ChangeSignal] {
    let outside = range.filter { limits.isOutside(values[$0]) }
      .map { ChangeSignal(rule: .outside, range: $0..<($0 + 1)) }
    let near = threesOfFour(range.map { limits.outerSide(values[$0]) })
      .map { range.lowerBound + $0 }
      .map { ChangeSignal(rule: .threeOfFourNearLimit, range: $0..<($0 + 4)) }
    return outside + longRuns(in: values, range, about: limits) + near
  }

  /// The runs of eight and more on one side of the centre, each to its end. A value on the centre ends a run.
  static func longRuns(
    in values: [Double], _ range: Range<Int>, about limits: ControlLimits
  ) -> [ChangeSignal] {
    var runs: [ChangeSignal] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let side = limits.side(values[start])
      let end =
        range[start...].first { limits.side(values[$0]) != side || side == 0 }
        .map { max($0, start + 1) } ?? range.upperBound
      if side != 0, end - start >= run {
        runs.append(ChangeSignal(rule: .eightOnOneSide, range: start..<end))
      }
      start = end
    }
    return runs
  }

  /// The places at which four in a row begin of which three lie on the same outer side.
  private static func threesOfFour(_ sides: [Int]) -> [Int] {
    guard sides.count >= 4 else { return [] }
    return (0...(sides.count - 4)).filter { start in
      let four = sides[start..<(start + 4)]
      return four.count { $0 == 1 } >= 3 || four.count { $0 == -1 } >= 3
    }
  }
}
