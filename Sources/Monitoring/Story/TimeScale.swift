package import FEEL

/// Where on a drawing a time lies, when long gaps in which nothing happens are folded.
///
/// Between two times at which something happens a gap of length `g` is drawn
/// - as long as it was while `least` ≤ g ≤ `limit`,
/// - as `least` when it is shorter, so that two times never fall on one point,
/// - as `limit · (2 − limit / g)` when it is longer: it is *folded* to less than twice the limit, and a longer one is still
///   drawn longer.
///
/// Then all of it is stretched to `width`. Inside one gap the scale is linear, so that every time has a place.
package struct TimeScale: Hashable, Sendable {
  /// A stretch between two times at which something happens.
  package struct Segment: Hashable, Sendable {
    package let from: Timestamp
    package let to: Timestamp
    /// Where it begins, and how wide it is drawn.
    package let x: Double
    package let width: Double
    package let isFolded: Bool

    /// How long it really was.
    package var duration: Duration { to - from }
  }

  package let segments: [Segment]
  package let width: Double
  /// The shortest gap that is drawn as long as it is, and the longest.
  package let least: Duration
  package let limit: Duration

  /// - Parameters:
  ///   - times: when something happens, in any order; the first and the last are the ends of the scale.
  ///   - width: of the drawing, in any unit; more than 0.
  ///   - limit: the longest gap that is not folded; by default four times the median gap, at least a millisecond.
  ///   - least: the shortest gap that is drawn as it is; by default a tenth of `limit`.
  package init(
    of times: some Sequence<Timestamp>, width: Double, limit: Duration? = nil,
    least: Duration? = nil
  ) {
    precondition(width > 0, "a drawing has a width")
    let points = Set(times).sorted()
    let gaps = zip(points, points.dropFirst()).map { ($0, $1) }
    let lengths = gaps.map { $0.1 - $0.0 }.sorted()
    let median = lengths.isEmpty ? .zero : lengths[(lengths.count - 1) / 2]
    let limit = max(limit ?? median * 4, .milliseconds(1))
    let least = min(least ?? limit / 10, limit)
    self.width = width
    self.limit = limit
    self.least = least
    let units = gaps.map { Self.units($0.1 - $0.0, least: least, limit: limit) }
    let total = units.reduce(0, +)
    var x = 0.0
    segments = zip(gaps, units).map { gap, units in
      let wide = total > 0 ? units / total * width : 0
      defer { x += wide }
      return Segment(
        from: gap.0, to: gap.1, x: x, width: wide, isFolded: gap.1 - gap.0 > limit)
    }
  }

  /// How wide a gap is before everything is stretched, in seconds.
  private static func units(_ gap: Duration, least: Duration, limit: Duration) -> Double {
    if gap <= limit { return max(gap, least).inSeconds }
    return limit.inSeconds * (2 - limit.inSeconds / gap.inSeconds)
  }

  /// From 0 to `width`; times outside lie at the ends.
  package func x(of time: Timestamp) -> Double {
    guard let first = segments.first, let last = segments.last else { return 0 }
    if time <= first.from { return 0 }
    if time >= last.to { return width }
    let segment = segments[index { $0.to > time }]
    let share = (time - segment.from).inSeconds / segment.duration.inSeconds
    return segment.x + share * segment.width
  }

  /// The first segment that fulfils what all after it fulfil too.
  private func index(where isBehind: (Segment) -> Bool) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(segments[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
