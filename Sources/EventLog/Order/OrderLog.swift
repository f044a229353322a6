package import Exchange
import FEEL
package import ProcessEngine

/// One order as a log: both parties' events in the order of their times, and the objects that they are about.
package struct OrderLog: Hashable, Sendable {
  package let order: InstanceID
  package let events: [LogEvent]
  /// The order itself first, then quotes, messages and tasks as they came up; and the parties.
  package let objects: [LogObject]
  /// By party: how the order ended there.
  package let outcomes: [String: String]

  /// - Parameter entries: all entries of one order, from both parties, in any order.
  package init(of order: InstanceID, entries: [JournalEntry], names: ActivityNames) {
    self.order = order
    var writing = OrderLogWriting(order, names)
    let sorted = entries.sorted {
      ($0.at, $0.party, $0.lane, $0.number) < ($1.at, $1.party, $1.lane, $1.number)
    }
    for entry in sorted { writing.add(entry) }
    events = writing.events
    objects = writing.finish()
    outcomes = writing.outcomes
  }

  /// The attribute of the order with that name.
  package func attribute(_ name: String) -> String? {
    LogObject.Kind.order.attributes.firstIndex(of: name).flatMap { objects.first?.values[$0] }
  }
}
