import Statistics

/// Who did how much, and how orders went from hand to hand. Of tasks that were completed within the period.
package struct WorkReport: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let party: String
    package let name: String
    /// Until somebody claimed the task, and from then on.
    package let waiting: Percentiles
    package let working: Percentiles
    /// Seconds of work in all.
    package let worked: Double
    /// The orders that ended within the period of which they completed a task, whenever that was.
    package let orders: Int
  }

  package struct Handover: Hashable, Sendable {
    package let party: String
    package let from: String
    package let to: String
    package let count: Int
    /// The orders that ended within the period and went so, whenever that was.
    package let orders: Int
  }

  /// By how many tasks they did; the rest of the people is left out.
  package let people: [Member]
  package let peopleInAll: Int
  package let groups: [Member]
  package let handovers: [Handover]

  init(_ account: CaseAccount, listed: Int) {
    let all = Self.members(account.work.people)
    people = Array(all.prefix(listed))
    peopleInAll = all.count
    groups = Self.members(account.work.groups)
    handovers = account.work.handovers
      .map { handover, count in
        Handover(
          party: handover.party, from: handover.from, to: handover.to, count: count,
          orders: account.work.handoverOrders[handover] ?? 0)
      }
      .sorted {
        ($1.count, $0.party, $0.from, $0.to) < ($0.count, $1.party, $1.from, $1.to)
      }
      .prefix(listed).map(\.self)
  }

  private static func members(_ tasks: [WorkAccount.Member: WorkAccount.Tasks]) -> [Member] {
    // Who did nothing within the period may have worked before it on an order that ended in it.
    tasks.filter { !$0.value.working.isEmpty }.sorted {
      ($1.value.working.count, $0.key.party, $0.key.name)
        < ($0.value.working.count, $1.key.party, $1.key.name)
    }
    .map { member, tasks in
      Member(
        party: member.party, name: member.name, waiting: Percentiles(microseconds: tasks.waiting),
        working: Percentiles(microseconds: tasks.working),
        worked: tasks.working.reduce(0, +).seconds, orders: tasks.orders)
    }
  }
}
