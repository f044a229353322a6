import Exchange
import FEEL
import Foundation
import Participant
import ProcessEngine

/// What a party's journal says, replayed entry by entry and checked on the way.
struct History {
  let party: String
  /// How many entries have been taken in.
  private(set) var entries = 0
  private(set) var orders: [InstanceID: OrderHistory] = [:]
  private var lanes: [Int: Int] = [:]
  private var messageIDs: Set<UUID> = []
  /// How many case writes have been compared with the replay.
  var comparedWrites = 0

  init(party: String) { self.party = party }

  /// Takes in the next entry.
  mutating func take(_ entry: JournalEntry) throws(Violation) {
    entries += 1
    guard entry.number == (lanes[entry.lane] ?? 0) + 1 else {
      throw Violation(
        invariant: .laneIsGapFree,
        detail:
          "\(party) writes entry \(entry.number) of lane \(entry.lane) after \(lanes[entry.lane] ?? 0)"
      )
    }
    lanes[entry.lane] = entry.number
    for message in entry.messages where !messageIDs.insert(message.id).inserted {
      throw Violation(
        invariant: .sequenceIsGapFree, detail: "\(party) gives the message id \(message.id) twice")
    }
    var order = orders[entry.order] ?? OrderHistory(party: party, order: entry.order)
    try order.take(entry)
    orders[entry.order] = order
  }

  /// Compares a stored order with its replay, and what the store lists of it.
  func compare(_ id: InstanceID, with store: MemoryStore) throws(Violation) {
    let stored = store.read { $0.cases[id] }
    guard let stored, let replay = orders[id], let instance = replay.instance else {
      throw Violation(
        invariant: .storedStateIsReplay, detail: "\(party) keeps …\(id.short) without a history")
    }
    guard stored.instance == instance, stored.conversation == replay.conversation,
      stored.step == replay.step
    else {
      throw Violation(
        invariant: .storedStateIsReplay,
        detail: "\(party) keeps …\(id.short) after step \(stored.step) other than its history tells"
      )
    }
    try compareWork(of: instance, with: store)
  }

  private func compareWork(of instance: Instance, with store: MemoryStore) throws(Violation) {
    let listed = store.read { database in
      (
        tasks: database.tasks.filter { $0.key.order == instance.id && $0.value.state == .open }
          .map(\.value.task),
        timers: database.timers.filter { $0.key.order == instance.id }.map(\.value),
        jobs: database.jobs.filter { $0.key.order == instance.id }.map(\.value),
        incidents: database.incidents.filter { $0.key.order == instance.id }.map(\.value)
      )
    }
    let isListed =
      Set(listed.tasks) == Set(instance.tasks) && Set(listed.timers) == Set(instance.timers)
      && Set(listed.jobs) == Set(instance.jobs) && Set(listed.incidents) == Set(instance.incidents)
    if !isListed {
      throw Violation(
        invariant: .workIsListed,
        detail: "\(party) lists other work of …\(instance.id.short) than the order has")
    }
  }

  /// Compares every order byte for byte, through the text in which it is stored.
  func compareBytes(with store: MemoryStore) throws(Violation) {
    for (id, replay) in orders {
      try compare(id, with: store)
      guard let instance = replay.instance, let stored = store.read({ $0.cases[id]?.instance })
      else { continue }
      let bytes = stored.record.json()
      let readBack = Result { try Instance(record: Value(json: bytes)) }
      guard bytes == instance.record.json(), case .success(instance) = readBack else {
        throw Violation(
          invariant: .storedStateIsReplay,
          detail: "\(party) stores …\(id.short) as a text that reads back as something else")
      }
    }
    for entry in store.read({ $0.journal }) {
      let readBack = Result { try JournalEntry(text: entry.text) }
      guard case .success(entry) = readBack else {
        throw Violation(
          invariant: .storedStateIsReplay,
          detail: "entry \(entry.number) of \(party)'s lane \(entry.lane) reads back as another")
      }
    }
  }
}
