/// The chart of individual values and moving ranges (XmR), cut where the process really changed.
///
/// A segment's limits come from its first values. When eight in a row lie on one side of its centre, the process has
/// moved: a new segment begins with the first of them, with limits of its own. A steady process gives such a run by
/// chance about once in 255 values if its centre is known, and more often the fewer values tell it.
package struct ProcessBehaviourChart: Hashable, Sendable {
  /// Values between two changes.
  package struct Segment: Hashable, Sendable {
    /// The places of its values.
    package let range: Range<Int>
    package let limits: ControlLimits
    /// The signals within the segment; the run that ends it begins the next one.
    package let signals: [ChangeSignal]
  }

  package let values: [Double]
  /// In order and without gaps; none for fewer than ``needed`` values.
  package let segments: [Segment]

  /// How many values limits are taken from at least; with fewer they are mere chance.
  package static let needed = 8

  /// `values` in the order in which they came; the limits of a segment come from up to `baseline` of them, which is at
  /// least ``needed``.
  package init(_ values: [Double], method: ControlLimits.Method = .mean, baseline: Int = 20) {
    precondition(baseline >= Self.needed, "so few values have no limits")
    self.values = values
    var segments: [Segment] = []
    var start = 0
    while values.count - start >= Self.needed {
      let rest = start..<values.count
      guard let limits = ControlLimits(values[rest].prefix(baseline), method: method) else { break }
      let change = ChangeSignal.longRuns(in: values, rest, about: limits)
        .first { $0.range.lowerBound > start }
      let range = start..<(change?.range.lowerBound ?? values.count)
      segments.append(
        Segment(
          range: range, limits: limits,
          signals: ChangeSignal.all(in: values, range, against: limits)))
      start = range.upperBound
    }
    self.segments = segments
  }

  /// The places at which a new segment begins: the real changes.
  package var changes: [Int] { segments.dropFirst().map(\.range.lowerBound) }
}
