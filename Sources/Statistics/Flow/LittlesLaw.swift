/// L = λW over a period, measured three times independently, with what is left (J. D. C. Little, 1961 and 2011).
///
/// The law holds exactly for a steady flow. Where work piles up or runs off, the stays of those that left tell nothing
/// about those that are there, and the numbers should be shown greyed out: see ``drifts``.
package struct LittlesLaw: Hashable, Sendable {
  /// L: how many were there on average over the period.
  package let averagePresent: Double
  /// λ: how many left per unit of time.
  package let throughput: Double
  /// W: how long those that left had been there, on average; nil when none left.
  package let averageStay: Double?
  package let presentAtBegin: Int
  package let presentAtEnd: Int
  package let arrivals: Int
  package let departures: Int

  /// Counts what came or went at `begin` ≤ t < `end`.
  package init(_ sojourns: [Sojourn], from begin: Double, until end: Double) {
    precondition(begin < end, "a period has a length")
    var stays: [Double] = []
    var time = 0.0
    var counts = (before: 0, after: 0, arrivals: 0)
    for sojourn in sojourns {
      let departure = sojourn.departure ?? .infinity
      guard sojourn.arrival < end, departure >= begin else { continue }
      time += min(departure, end) - max(sojourn.arrival, begin)
      if sojourn.arrival < begin { counts.before += 1 } else { counts.arrivals += 1 }
      if departure < end { stays.append(departure - sojourn.arrival) } else { counts.after += 1 }
    }
    averagePresent = time / (end - begin)
    throughput = Double(stays.count) / (end - begin)
    averageStay = Sample(stays).mean
    presentAtBegin = counts.before
    presentAtEnd = counts.after
    arrivals = counts.arrivals
    departures = stays.count
  }

  /// L − λW: how many of those present the law does not explain; nil when none left.
  package var residual: Double? { averageStay.map { averagePresent - throughput * $0 } }

  /// Whether more came or went between begin and end than the chance of a steady flow explains.
  ///
  /// Were arrivals Poisson and nobody waiting for another, the number present would be Poisson with mean L at both
  /// ends, so that their difference has the standard deviation √(2L): what lies beyond its 95 % is called a drift.
  package var drifts: Bool {
    Double(abs(presentAtEnd - presentAtBegin)) > 1.96 * (2 * averagePresent).squareRoot()
  }
}
