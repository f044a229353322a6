package import Exchange
package import FEEL
import FoundationEssentials
package import Participant
package import ProcessEngine

/// The writes of one step, put together as the shell puts them together: events change instances, and every step has an
/// entry in the journal.
package struct Draft {
  package var writes = StepWrites()
  private let lane: Int
  private var number: Int

  package init(for lane: any Lane) async {
    self.lane = lane.id
    number = await lane.last
  }

  /// Begins an instance.
  @discardableResult
  package mutating func begin(
    _ order: InstanceID, _ events: [Event], at time: Timestamp,
    conversation: Conversation = Conversation(sent: 0, received: 1), requestDigest: String? = nil
  ) -> Case {
    let begun = Case(
      instance: Specimen.instance(events, at: time), conversation: conversation, step: 1,
      requestDigest: requestDigest)
    journal(begun, events, at: time)
    writes.cases.append(CaseWrite(before: nil, after: begun, closedTasks: []))
    return begun
  }

  /// Begins an order like any other.
  @discardableResult
  package mutating func begin(
    _ order: InstanceID, at time: Timestamp, reference: String = "PO-2026-00417"
  ) -> Case {
    begin(order, Specimen.beginning(order, at: time, reference: reference), at: time)
  }

  /// Lets an instance make one step.
  @discardableResult
  package mutating func advance(_ stored: Case, _ events: [Event], at time: Timestamp) -> Case {
    var next = stored
    next.step += 1
    var closed: [CaseWrite.ClosedTask] = []
    for event in events {
      next.instance.apply(event, at: time)
      switch event {
      case .messageSent: _ = next.conversation.nextToSend()
      case .taskCompleted(let key, _, let user, let data):
        closed.append(.init(key: key, decidedBy: user, data: data, at: time))
      case .taskWithdrawn(let key, _):
        closed.append(.init(key: key, decidedBy: nil, data: Context(), at: time))
      default: break
      }
    }
    journal(next, events, at: time)
    writes.cases.append(CaseWrite(before: stored.instance, after: next, closedTasks: closed))
    return next
  }

  private mutating func journal(_ after: Case, _ events: [Event], at time: Timestamp) {
    number += 1
    let messages = events.compactMap { event -> JournalEntry.SentMessage? in
      guard case .messageSent = event else { return nil }
      return .init(id: UUID(), receiver: "Client", sequence: after.conversation.sent)
    }
    writes.entries.append(
      JournalEntry(
        party: Specimen.party, lane: lane, number: number, order: after.instance.id,
        step: after.step, at: time, stimulus: ["kind": "test"], events: events, messages: messages))
  }
}

extension Lane {
  /// Begins orders in one step.
  package func begin(_ orders: [InstanceID], at time: Timestamp) async throws(StoreError) {
    try await step(on: orders) { _ in
      var draft = await Draft(for: self)
      for order in orders { draft.begin(order, at: time) }
      return draft.writes
    }
  }

  /// Lets an order make a step.
  package func advance(
    _ order: InstanceID, _ events: [Event], at time: Timestamp
  ) async throws(StoreError) {
    try await step(on: [order]) { loaded throws(StoreError) in
      guard let stored = loaded.cases[order] else { throw .broken("there is no order \(order)") }
      var draft = await Draft(for: self)
      draft.advance(stored, events, at: time)
      return draft.writes
    }
  }

  /// What is stored of orders.
  package func load(_ orders: [InstanceID]) async throws(StoreError) -> LoadedCases {
    var found = LoadedCases(cases: [:], parked: [:])
    try await step(on: orders) { loaded in
      found = loaded
      return StepWrites()
    }
    return found
  }
}
