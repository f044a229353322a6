/// Walks through the ages at which lifetimes end and says how many were under observation just before.
///
/// At risk at age t is what entered before t, or was seen from its beginning, and had not left before t. Of what
/// happens at the same age, ends come first and then what is last seen.
struct RiskSet {
  /// One age at which something ended.
  struct Moment {
    let age: Double
    let atRisk: Int
    /// The lifetimes that ended then, of any outcome, among others that were last seen then.
    let leaving: ArraySlice<Lifetime>
    let ended: Int
  }

  /// Sorted by exit.
  let lifetimes: [Lifetime]
  /// Entries after the beginning, ascending.
  private let lateEntries: [(age: Double, count: Int)]
  private var nextExit = 0
  private var nextEntry = 0
  private var atRisk: Int

  init(_ lifetimes: [Lifetime]) {
    self.lifetimes = lifetimes.filter { $0.count > 0 && ($0.entry == 0 || $0.entry < $0.exit) }
      .sorted { $0.exit < $1.exit }
    lateEntries = self.lifetimes.filter { $0.entry > 0 }.map { ($0.entry, $0.count) }
      .sorted { $0.age < $1.age }
    atRisk = self.lifetimes.reduce(0) { $0 + ($1.entry == 0 ? $1.count : 0) }
  }

  /// The next age at which something ended, nil when there is none any more.
  mutating func next() -> Moment? {
    while nextExit < lifetimes.count {
      let moment = leave(at: lifetimes[nextExit].exit)
      if moment.ended > 0 { return moment }
    }
    return nil
  }

  /// The next age at which something leaves, without going there.
  var nextAge: Double? { nextExit < lifetimes.count ? lifetimes[nextExit].exit : nil }

  /// Goes to an age that is not after the next exit, and lets leave what leaves then.
  mutating func leave(at age: Double) -> Moment {
    while nextEntry < lateEntries.count, lateEntries[nextEntry].age < age {
      atRisk += lateEntries[nextEntry].count
      nextEntry += 1
    }
    let before = atRisk
    let start = nextExit
    var ended = 0
    while nextExit < lifetimes.count, lifetimes[nextExit].exit == age {
      let lifetime = lifetimes[nextExit]
      atRisk -= lifetime.count
      if lifetime.outcome != nil { ended += lifetime.count }
      nextExit += 1
    }
    return Moment(
      age: age, atRisk: before, leaving: lifetimes[start..<nextExit], ended: ended)
  }
}
