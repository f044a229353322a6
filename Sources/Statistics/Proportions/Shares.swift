/// Shares of a whole in whole units that add up to exactly all of them, whatever is rounded.
///
/// Each part gets its share rounded down; the units that are left go to the greatest remainders, of equal ones to
/// the earlier part (largest remainder, or Hamilton's, method). No share is further than one unit from the true one.
package struct Shares: Hashable, Sendable {
  /// In units, as many as there are counts.
  package let units: [Int]

  /// `whole` is how many units all of it has: 100 for percent, 1,000 for tenths of a percent. The counts are not
  /// negative. Nil when there is nothing to share.
  package init?(of counts: [Int], whole: Int = 1_000) {
    precondition(whole > 0 && counts.allSatisfy { $0 >= 0 }, "shares are of counts")
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    // count · whole may not fit into 64 bits.
    let divided = counts.map { total.dividingFullWidth($0.multipliedFullWidth(by: whole)) }
    var units = divided.map(\.quotient)
    let left = whole - units.reduce(0, +)
    let byRemainder = counts.indices.sorted {
      (divided[$1].remainder, $0) < (divided[$0].remainder, $1)
    }
    for index in byRemainder.prefix(left) { units[index] += 1 }
    self.units = units
  }
}
