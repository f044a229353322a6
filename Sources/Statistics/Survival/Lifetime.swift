/// How long something was seen: from an age at which it came under observation to the age at which it ended or was
/// last seen.
///
/// What is still running when the data end is *right-censored*: it lasted at least that long. What had begun before
/// the observed period is *left-truncated*: it is only there because it had not ended earlier, so it counts as seen
/// from the age that it had when the period began.
package struct Lifetime: Hashable, Sendable {
  /// The age at the first observation; 0 when it was seen from its beginning.
  package let entry: Double
  /// The age at the last observation.
  package let exit: Double
  /// Which of the competing outcomes ended it, numbered from 0 by the caller; nil when it was still running.
  package let outcome: Int?
  /// How many there are that have all this in common.
  package let count: Int

  /// 0 ≤ entry ≤ exit, both finite. With entry = exit > 0 nothing was observed, and it does not count.
  package init(entry: Double = 0, exit: Double, outcome: Int?, count: Int = 1) {
    precondition(0 <= entry && entry <= exit && exit.isFinite, "a lifetime runs from entry to exit")
    precondition(count >= 0 && outcome ?? 0 >= 0, "counts and outcomes are not negative")
    self.entry = entry
    self.exit = exit
    self.outcome = outcome
    self.count = count
  }

  /// When all that matters is whether it ended.
  package init(entry: Double = 0, exit: Double, ended: Bool, count: Int = 1) {
    self.init(entry: entry, exit: exit, outcome: ended ? 0 : nil, count: count)
  }
}
