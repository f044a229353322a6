import Exchange
import FEEL
import Participant
import ProcessEngine

/// One order's steps at one party, replayed.
struct OrderHistory {
  let party: String
  let order: InstanceID
  private(set) var instance: Instance?
  private(set) var conversation = Conversation()
  private(set) var step = 0
  /// The payloads of what was sent, by message name, in order.
  private(set) var sent: [String: [Context]] = [:]
  /// Who decided which kind of task, in order.
  private(set) var decisions: [(element: String, user: String)] = []
  private var closedTasks: Set<Key> = []
  private var firedTimers: Set<Key> = []
  private var doneJobs: Set<Key> = []
  private var receivedIDs: Set<String> = []

  init(party: String, order: InstanceID) {
    self.party = party
    self.order = order
  }

  private func violation(_ invariant: Invariant, _ detail: String) -> Violation {
    Violation(invariant: invariant, detail: "\(party), step \(step) of …\(order.short): \(detail)")
  }

  mutating func take(_ entry: JournalEntry) throws(Violation) {
    guard entry.step == step + 1 else {
      throw violation(.historyIsGapFree, "the next one is \(entry.step)")
    }
    step = entry.step
    if instance?.outcome != nil, !entry.events.isEmpty {
      throw violation(.historyIsGapFree, "something happens after the end")
    }
    try takeNumbers(entry)
    for event in entry.events { try take(event, at: entry.at) }
    try checkState()
  }

  private mutating func takeNumbers(_ entry: JournalEntry) throws(Violation) {
    if entry.stimulus["kind"]?.string == "message" {
      let sequence = entry.stimulus["sequence"]?.integer
      conversation.receive()
      guard sequence == conversation.received else {
        throw violation(
          .appliedOnceInOrder,
          "number \(sequence ?? 0) is taken in, but \(conversation.received) comes next")
      }
    }
    for message in entry.messages {
      let next = conversation.nextToSend()
      guard message.sequence == next else {
        throw violation(.sequenceIsGapFree, "number \(message.sequence) is sent instead of \(next)")
      }
    }
    for message in entry.outgoing { sent[message.name, default: []].append(message.payload) }
  }

  private mutating func take(_ event: Event, at time: Timestamp) throws(Violation) {
    if let started = Instance(beginning: event, at: time) {
      guard instance == nil else { throw violation(.historyIsGapFree, "it begins again") }
      instance = started
    }
    guard let before = instance else {
      throw violation(.historyIsGapFree, "something happens before it begins")
    }
    switch event {
    case .timerFired(let key, let target):
      guard firedTimers.insert(key).inserted else {
        throw violation(.timerFiresOnce, "timer \(key) (\(target)) fires again")
      }
      guard let timer = before.timers.first(where: { $0.key == key }), timer.due <= time else {
        throw violation(.timerFiresOnce, "timer \(key) (\(target)) is not due")
      }
    case .taskCompleted(let key, let element, let user, let data):
      try decided(key, element, by: user, before)
      try tookEffect(key, by: user, data: data, before, at: time)
    case .taskDecided(let key, let user, _, _):
      try isEntitled(user, to: key, before)
    case .taskDecisionUndone(let key, let user, _):
      try undone(key, by: user, before)
    case .jobCompleted(let key, let element):
      guard doneJobs.insert(key).inserted else {
        throw violation(.decidedOnce, "job \(key) (\(element)) is done again")
      }
    case .messageReceived(let message):
      guard receivedIDs.insert(message.id).inserted else {
        throw violation(.appliedOnceInOrder, "\(message.name) \(message.id) comes in again")
      }
    default:
      break
    }
    instance?.apply(event, at: time)
  }

  private mutating func decided(
    _ key: Key, _ element: String, by user: String, _ before: Instance
  ) throws(Violation) {
    guard closedTasks.insert(key).inserted,
      let task = before.tasks.first(where: { $0.key == key })
    else { throw violation(.decidedOnce, "task \(key) (\(element)) is decided again") }
    try isEntitled(user, to: task.key, before)
    decisions.append((element, user))
  }

  private func isEntitled(_ user: String, to key: Key, _ before: Instance) throws(Violation) {
    let task = before.tasks.first { $0.key == key }
    let person = World.people.first { $0.user == user }
    guard let task, let person, task.admits(person), !task.excludedUsers.contains(user),
      task.assignee == user, task.delegatedBy == nil
    else { throw violation(.decidedByEntitled, "\(user) decides task \(key)") }
  }

  /// A decision that could be undone takes effect as it was taken, and not before its time.
  private func tookEffect(
    _ key: Key, by user: String, data: Context, _ before: Instance, at time: Timestamp
  ) throws(Violation) {
    guard let decision = before.tasks.first(where: { $0.key == key })?.decision else { return }
    guard decision.by == user, decision.data == data, decision.effectiveAt <= time else {
      throw violation(.decidedOnce, "task \(key) is decided otherwise than by \(decision.by)")
    }
  }

  private func undone(_ key: Key, by user: String, _ before: Instance) throws(Violation) {
    guard let decision = before.tasks.first(where: { $0.key == key })?.decision else {
      throw violation(.decidedOnce, "a decision about task \(key) is undone that is not pending")
    }
    let isSupervisor = World.people.contains { $0.user == user && $0.isSupervisor }
    guard user == decision.by || user == Actor.system || isSupervisor else {
      throw violation(.decidedByEntitled, "\(user) undoes what \(decision.by) decided")
    }
  }

  private func checkState() throws(Violation) {
    guard let instance else { return }
    if instance.mailbox.count > Instance.mailboxLimit {
      throw violation(.bounded, "\(instance.mailbox.count) messages wait in the mailbox")
    }
    guard instance.outcome != nil else { return }
    let isEmpty =
      instance.elements.isEmpty && instance.joins.isEmpty && instance.subscriptions.isEmpty
      && instance.timers.isEmpty && instance.tasks.isEmpty && instance.jobs.isEmpty
      && instance.incidents.isEmpty && instance.mailbox.isEmpty
    if !isEmpty { throw violation(.endedIsEmpty, "it has ended, but something of it is open") }
  }
}
