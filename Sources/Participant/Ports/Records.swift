package import Exchange
package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// What people and programs ask a party: the reading side of its store. Nothing here locks or changes an instance.
package protocol Records: Sendable {
  func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow>
  /// How many orders there are by outcome, under the same filter; those that run are counted under nil.
  func counts(_ query: OrderQuery) async throws(StoreError) -> [String?: Int]
  func order(_ id: InstanceID) async throws(StoreError) -> Case?
  /// Orders with this reference, the newest first.
  func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID]
  /// All steps of an order, in order.
  func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry]
  func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow>
  func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow?
  /// Open incidents, the oldest first.
  func incidents(limit: Int) async throws(StoreError) -> [IncidentRow]
  /// Quarantined messages, the newest first; of one order where one is given.
  func quarantine(order: InstanceID?, limit: Int) async throws(StoreError) -> [QuarantineRow]
  /// Answers when the database can be reached.
  func check() async throws(StoreError)
}

/// One page of a list; `next` continues it.
package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  /// Opaque; nil on the last page.
  package let next: String?

  package init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }
}

package struct OrderQuery: Sendable {
  package enum Status: String, Sendable, CaseIterable { case running, ended }

  package var status: Status?
  package var outcome: String?
  package var reference: String?
  /// Only orders whose token is at this flow node.
  package var element: String?
  /// What an earlier page gave as `next`.
  package var cursor: String?
  /// From 1 to 500.
  package var limit = 50

  package init() {}
}

/// An order in a list, the newest first.
package struct OrderRow: Hashable, Sendable {
  package let id: InstanceID
  package let summary: OrderSummary
  package let outcome: String?
  /// The flow nodes that hold a token.
  package let elements: [String]
  package let startedAt: Timestamp
  package let updatedAt: Timestamp

  package init(
    id: InstanceID, summary: OrderSummary, outcome: String?, elements: [String],
    startedAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.summary = summary
    self.outcome = outcome
    self.elements = elements
    self.startedAt = startedAt
    self.updatedAt = updatedAt
  }
}

/// What identifies an order for people, read from its variables where the model keeps them under the usual names.
package struct OrderSummary: Hashable, Sendable {
  /// `order.reference`
  package let reference: String?
  /// `order.buyer.name`
  package let buyer: String?
  /// `quote.total` and `quote.currency`, once there is a quote.
  package let total: String?
  package let currency: String?

  package init(reference: String?, buyer: String?, total: String?, currency: String?) {
    self.reference = reference
    self.buyer = buyer
    self.total = total
    self.currency = currency
  }

  package init(_ variables: Context) {
    let order = variables["order"] ?? .null
    let quote = variables["quote"] ?? .null
    self.init(
      reference: order["reference"].string, buyer: order["buyer"]["name"].string,
      total: quote["total"].string, currency: quote["currency"].string ?? order["currency"].string)
  }
}

package struct TaskQuery: Sendable {
  package enum State: String, Sendable, CaseIterable { case open, completed, withdrawn }

  package var state: State? = .open
  package var order: InstanceID?
  package var element: String?
  package var assignee: String?
  /// Tasks that a member of one of these groups may claim.
  package var groups: [String] = []
  package var cursor: String?
  /// From 1 to 500.
  package var limit = 50

  package init() {}
}

/// A task in a list: what is due first comes first, what has no due date last.
package struct TaskRow: Hashable, Sendable {
  package let order: InstanceID
  package let reference: String?
  /// As it was last while open.
  package let task: UserTask
  package let state: TaskQuery.State
  package let decidedBy: String?
  package let closedAt: Timestamp?
  package let data: Context

  package init(
    order: InstanceID, reference: String?, task: UserTask, state: TaskQuery.State,
    decidedBy: String?, closedAt: Timestamp?, data: Context
  ) {
    self.order = order
    self.reference = reference
    self.task = task
    self.state = state
    self.decidedBy = decidedBy
    self.closedAt = closedAt
    self.data = data
  }
}

package struct IncidentRow: Hashable, Sendable {
  package let order: InstanceID
  package let reference: String?
  package let incident: Incident

  package init(order: InstanceID, reference: String?, incident: Incident) {
    self.order = order
    self.reference = reference
    self.incident = incident
  }
}

package struct QuarantineRow: Hashable, Sendable {
  package let id: UUID
  package let message: QuarantinedMessage

  package init(id: UUID, message: QuarantinedMessage) {
    self.id = id
    self.message = message
  }
}
