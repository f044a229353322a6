package import Exchange
package import FEEL
package import ProcessEngine

/// What people and programs ask a party: the reading side of its store. Nothing here locks or changes an instance.
package protocol Records: Sendable {
  /// - Throws: `.invalidCursor`, when the cursor is of no list, or of one in another order.
  func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow>
  /// How many orders there are under the same filter. Exact as long as there are no more of them than `countLimit`, nor more
  /// that what is searched for finds than that or than the store counts.
  func counts(_ query: OrderQuery) async throws(StoreError) -> OrderCounts
  func order(_ id: InstanceID) async throws(StoreError) -> Case?
  /// Those of the orders that there are, in the order of their ids.
  func orders(_ ids: [InstanceID]) async throws(StoreError) -> [Case]
  /// Orders with this reference, the newest first.
  func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID]
  /// Orders whose ids begin like this, in the order of their ids; none when it is no beginning of an id.
  func orders(idPrefix: String, limit: Int) async throws(StoreError) -> [InstanceID]
  /// All steps of an order, in order.
  func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry]
  /// - Throws: `.invalidCursor`, when the cursor is of no list, or of one in another order.
  func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow>
  /// How many tasks each view of a person shows under the filter of a query, whose own states, assignee and candidate do
  /// not matter. Exact as long as there are no more of them than `countLimit`, nor more orders that what is searched for finds
  /// than that or than the store counts.
  func taskCounts(
    _ query: TaskQuery, for actor: Actor, now: Timestamp
  ) async throws(StoreError) -> TaskCounts
  func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow?
  /// Open incidents, the oldest first.
  func incidents(limit: Int) async throws(StoreError) -> [IncidentRow]
  /// Quarantined messages, the newest first; of one order where one is given.
  func quarantine(order: InstanceID?, limit: Int) async throws(StoreError) -> [QuarantineRow]
  /// Quarantined messages whose ids begin like this; none when it is no beginning of an id.
  func quarantine(idPrefix: String, limit: Int) async throws(StoreError) -> [QuarantineRow]
  /// Where the journal ends now.
  func position() async throws(StoreError) -> JournalPosition
  /// Committed entries of all lanes after a position, a lane's own in their order and without gaps. Those of one order are
  /// in the order of their steps only as far as they are of one lane.
  func changes(
    after position: JournalPosition, limit: Int
  ) async throws(StoreError) -> [JournalEntry]
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

/// An order in a list.
package struct OrderRow: Hashable, Sendable {
  package let id: InstanceID
  package let summary: OrderSummary
  package let outcome: String?
  /// The flow nodes that hold a token.
  package let elements: [String]
  /// How many lines it has.
  package let lines: Int
  /// How many tasks wait for people.
  package let openTasks: Int
  package let startedAt: Timestamp
  package let updatedAt: Timestamp

  package init(
    id: InstanceID, summary: OrderSummary, outcome: String?, elements: [String], lines: Int,
    openTasks: Int, startedAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.summary = summary
    self.outcome = outcome
    self.elements = elements
    self.lines = lines
    self.openTasks = openTasks
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

/// A task in a list.
package struct TaskRow: Hashable, Sendable {
  package let order: InstanceID
  /// As the order is now, for a closed task too.
  package let summary: OrderSummary
  /// As it was last while open.
  package let task: UserTask
  package let state: TaskQuery.State
  package let decidedBy: String?
  package let closedAt: Timestamp?
  package let data: Context

  package init(
    order: InstanceID, summary: OrderSummary, task: UserTask, state: TaskQuery.State,
    decidedBy: String?, closedAt: Timestamp?, data: Context
  ) {
    self.order = order
    self.summary = summary
    self.task = task
    self.state = state
    self.decidedBy = decidedBy
    self.closedAt = closedAt
    self.data = data
  }

  /// `order.reference`
  package var reference: String? { summary.reference }
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
