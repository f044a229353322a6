/// How long nobody may try again after failed sign-ins: twice as long after each.
package struct LockOut: Hashable, Sendable {
  /// How many failures cost nothing.
  package let free: Int
  /// After the first that costs.
  package let first: Duration
  package let longest: Duration

  package init(free: Int, first: Duration, longest: Duration) {
    self.free = free
    self.first = first
    self.longest = longest
  }

  /// For one user: whoever guesses gets about a hundred tries a day.
  package static let user = LockOut(free: 5, first: .seconds(2), longest: .seconds(900))
  /// For one address, behind which may be many people.
  package static let address = LockOut(free: 30, first: .seconds(1), longest: .seconds(900))
  /// After so long without a failure all is forgotten.
  package static let memory = Duration.seconds(24 * 3600)

  /// - Parameter failures: how many there have been, this one included.
  package func delay(after failures: Int) -> Duration {
    guard failures > free else { return .zero }
    let doublings = min(failures - free - 1, 30)
    return min(first * (1 << doublings), longest)
  }
}
