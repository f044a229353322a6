package import FEEL

/// One lane of one party: a numbered stream of committed entries.
package struct LaneID: Hashable, Comparable, Sendable {
  package let party: String
  package let lane: Int

  package init(party: String, lane: Int) {
    self.party = party
    self.lane = lane
  }

  package static func < (left: LaneID, right: LaneID) -> Bool {
    (left.party, left.lane) < (right.party, right.lane)
  }
}

/// Which entries of a lane have been heard.
///
/// A lane numbers its entries from 1 without gaps, so that this little is enough to tell a new entry from a repeated one
/// for ever, and to see that one is missing. It depends only on which entries were heard, not on the order in which they
/// came: a rebuild ends with the same ledger.
package struct LaneLedger: Hashable, Sendable {
  /// Numbers that have not been heard although a later one has.
  package struct Gap: Hashable, Sendable {
    package let first: Int
    package let last: Int
    /// When the entry right after the gap was committed: since then the missing ones are known to be late.
    package let since: Timestamp

    package init(first: Int, last: Int, since: Timestamp) {
      self.first = first
      self.last = last
      self.since = since
    }
  }

  /// The highest number heard; 0 before the first.
  package private(set) var last: Int
  /// Ascending, and never touching each other.
  package private(set) var gaps: [Gap]
  /// How many repeated entries have been absorbed.
  package private(set) var duplicates: Int

  package init(last: Int = 0, gaps: [Gap] = [], duplicates: Int = 0) {
    self.last = last
    self.gaps = gaps
    self.duplicates = duplicates
  }

  /// Takes note of an entry; false when it had been heard before.
  package mutating func take(_ number: Int, at time: Timestamp) -> Bool {
    if number > last {
      if number > last + 1 {
        gaps.append(Gap(first: last + 1, last: number - 1, since: time))
      }
      last = number
      return true
    }
    guard let index = gaps.firstIndex(where: { $0.first <= number && number <= $0.last }) else {
      duplicates += 1
      return false
    }
    let gap = gaps[index]
    var rest: [Gap] = []
    if gap.first < number { rest.append(Gap(first: gap.first, last: number - 1, since: time)) }
    if number < gap.last { rest.append(Gap(first: number + 1, last: gap.last, since: gap.since)) }
    gaps.replaceSubrange(index...index, with: rest)
    return true
  }
}
