package import Exchange
package import FEEL
package import ProcessEngine

/// What one party's own database says of an order.
package struct PartyAccount: Hashable, Sendable {
  package let party: String
  /// The journal, by step.
  package var entries: [JournalEntry] = []
  /// The stored instance, and the numbers that are kept with it.
  package var instance: Instance?
  package var step = 0
  package var sent = 0
  package var received = 0
  /// Ids of messages in quarantine, and of those that wait for the gap before them.
  package var quarantined: Set<String> = []
  package var parked: Set<String> = []

  package init(party: String) { self.party = party }

  /// How far the party's lanes have been confirmed by the broker, by lane.
  package typealias Watermarks = [Int: Int]

  /// Whether the stored state is what the journal makes: state = replay of history.
  package func differences(of order: InstanceID) -> [Difference] {
    var differences: [Difference] = []
    func differ(_ key: StatementKey, _ parameters: [String: Int] = [:]) {
      differences.append(
        Difference(
          order: order, party: party, kind: .state,
          statement: Statement(key, parameters.mapValues { .number($0) })))
    }
    if entries.map(\.step) != Array(1..<(entries.count + 1)) {
      differ(.journalSteps, ["count": entries.count])
    }
    if step != entries.count { differ(.instanceStep, ["step": step, "count": entries.count]) }
    let sendings = entries.reduce(0) { $0 + $1.messages.count }
    if sent != sendings { differ(.countSent, ["count": sent, "other": sendings]) }
    let receipts = entries.reduce(0) { $0 + ($1.stimulus["kind"]?.string == "message" ? 1 : 0) }
    if received != receipts { differ(.countReceived, ["count": received, "other": receipts]) }
    if instance != replayed { differ(.stateStored) }
    if let instance, instance.outcome != nil, hasOpenWork(instance) { differ(.workLeftOpen) }
    return differences
  }

  private var replayed: Instance? {
    var instance: Instance?
    for entry in entries {
      for event in entry.events {
        if instance == nil { instance = Instance(beginning: event, at: entry.at) }
        instance?.apply(event, at: entry.at)
      }
    }
    return instance
  }

  private func hasOpenWork(_ instance: Instance) -> Bool {
    !instance.tasks.isEmpty || !instance.timers.isEmpty || !instance.subscriptions.isEmpty
      || !instance.elements.isEmpty
  }

  /// Whether what was heard is what was committed.
  ///
  /// - Parameters:
  ///   - heard: the entries that the monitor has from this party; read before the party's database was.
  ///   - watermarks: entries beyond them are still to be published.
  ///   - grace: how long what was published may take to be heard; see `Attention.Limits`.
  ///   - unreported: is increased by the entries that are still on their way to the monitor.
  package func differences(
    of order: InstanceID, against heard: [JournalEntry], watermarks: Watermarks, now: Timestamp,
    grace: Duration = Attention.Limits().machine, unreported: inout Int
  ) -> [Difference] {
    var differences: [Difference] = []
    func differ(_ entry: JournalEntry, _ key: StatementKey) {
      let parameters = ["step": entry.step, "lane": entry.lane, "number": entry.number]
      differences.append(
        Difference(
          order: order, party: party, kind: .entry,
          statement: Statement(key, parameters.mapValues { .number($0) })))
    }
    var rest: [Int: JournalEntry] = [:]
    for entry in heard { rest[entry.step] = entry }
    for entry in entries {
      if let found = rest.removeValue(forKey: entry.step) {
        if found != entry { differ(entry, .committedOtherwise) }
      } else if entry.number > watermarks[entry.lane] ?? 0
        || now.duration(since: entry.at) <= grace
      {
        unreported += 1
      } else {
        differ(entry, .publishedUnheard)
      }
    }
    for entry in rest.values.sorted(by: { $0.step < $1.step }) {
      differ(entry, .heardUncommitted)
    }
    return differences
  }
}
