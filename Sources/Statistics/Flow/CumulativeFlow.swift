/// How many had come to, and gone from, a state by each of some times: one band of a cumulative flow diagram.
///
/// At each time the height of the band is how many are there, and its width is about how long they stay.
package struct CumulativeFlow: Hashable, Sendable {
  package let times: [Double]
  /// How many had arrived at or before each time.
  package let arrived: [Int]
  /// How many had departed at or before each time.
  package let departed: [Int]

  /// `times` is ascending.
  package init(_ sojourns: [Sojourn], at times: [Double]) {
    self.times = times
    let arrivals = Sample(sojourns.lazy.map(\.arrival))
    let departures = Sample(sojourns.lazy.compactMap(\.departure))
    arrived = times.map { arrivals.count(atMost: $0) }
    departed = times.map { departures.count(atMost: $0) }
  }

  /// How many are there at each time: never less than 0.
  package var present: [Int] { zip(arrived, departed).map { $0 - $1 } }
}
