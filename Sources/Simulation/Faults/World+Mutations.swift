import Exchange
import Participant
import ProcessEngine

/// Mistakes that are built in, to see that the audit finds them.
extension World {
  /// What a transaction has loaded.
  func tamper(_ loaded: LoadedCases, _ id: Int) -> LoadedCases {
    guard let mutation, let process = process(id) else { return loaded }
    var cases = loaded.cases
    for (order, found) in loaded.cases {
      switch mutation {
      case .noDuplicateCheck where hasDuplicate(of: found, process):
        cases[order]?.conversation = Conversation(
          sent: found.conversation.sent, received: found.conversation.received - 1)
      case .timerFiredTwice:
        guard let before = instancesBeforeTimer[order], firesAgain(found, before, process) else {
          continue
        }
        cases[order]?.instance = before
      default: break
      }
    }
    return LoadedCases(cases: cases, parked: loaded.parked)
  }

  /// Whether a message that the process is about to take in has been taken in before, as the last one.
  private func hasDuplicate(of found: Case, _ process: SimulatedProcess) -> Bool {
    let last = found.conversation.received
    return last > 0
      && process.stepping.contains { inbound in
        guard case .message(let message, _) = inbound else { return false }
        return message.order == found.instance.id && message.sequence == last
      }
  }

  /// Whether the process is about to fire a timer that has fired in the last step.
  private func firesAgain(
    _ found: Case, _ before: Instance, _ process: SimulatedProcess
  ) -> Bool {
    process.stepping.contains { inbound in
      guard case .timer(let work, _) = inbound, work.order == found.instance.id else {
        return false
      }
      return before.timers.contains { $0.key == work.key }
        && !found.instance.timers.contains { $0.key == work.key }
    }
  }

  /// What a transaction is about to write.
  func tamper(_ writes: StepWrites, _ id: Int) -> StepWrites {
    guard let mutation, let process = process(id) else { return writes }
    var writes = writes
    switch mutation {
    case .publishBeforeCommit:
      for message in writes.entries.flatMap(\.outgoing) {
        audit.published(.message(message), by: process.party)
        server.enqueue(.message(message), for: message.receiver)
      }
    case .mailboxDropped:
      writes.cases = writes.cases.map { write in
        let after = write.after
        guard !after.instance.mailbox.isEmpty else { return write }
        let read = after.instance.mailbox.reduce(into: after.instance) { instance, message in
          instance.apply(.messageDiscarded(id: message.id, name: message.name), at: now)
        }
        return CaseWrite(
          before: write.before,
          after: Case(
            instance: read, conversation: after.conversation, step: after.step,
            requestDigest: after.requestDigest), closedTasks: write.closedTasks)
      }
    case .sequenceReused:
      writes.entries = writes.entries.map { $0.reusingNumbers }
    case .timerFiredTwice:
      for write in writes.cases {
        let order = write.after.instance.id
        let hasFired = writes.entries.contains { entry in
          entry.order == order
            && entry.events.contains { if case .timerFired = $0 { true } else { false } }
        }
        instancesBeforeTimer[order] = hasFired ? write.before : nil
      }
    case .acknowledgeBeforeCommit, .noDuplicateCheck, .watermarkBeforeConfirm, .laneNumberSkipped:
      break
    }
    return writes
  }

  /// The number that a lane says was its last.
  func tamper(last: Int) -> Int {
    mutation == .laneNumberSkipped && last > 0 && random.chance(0.05) ? last + 1 : last
  }
}

extension JournalEntry {
  /// The same with the numbers that the messages before had.
  fileprivate var reusingNumbers: JournalEntry {
    JournalEntry(
      party: party, lane: lane, number: number, order: order, step: step, at: at,
      stimulus: stimulus, events: events,
      messages: messages.map { message in
        SentMessage(
          id: message.id, receiver: message.receiver, sequence: max(1, message.sequence - 1))
      })
  }
}
