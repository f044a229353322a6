package import Exchange
import FEEL
package import Participant
package import ProcessEngine

extension MemoryStore: Records {
  package func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow> {
    let rows = read { database in
      database.cases.values.filter { query.admits($0.instance) }.map {
        OrderRow($0.instance, $0.updatedAt(in: database))
      }
    }
    return page(
      rows.sorted { ($1.startedAt, $1.id) < ($0.startedAt, $0.id) }, after: query.cursor,
      limit: query.limit)
  }

  package func counts(_ query: OrderQuery) async throws(StoreError) -> [String?: Int] {
    read { database in
      database.cases.values.reduce(into: [:]) { counts, found in
        if query.admits(found.instance) { counts[found.instance.outcome, default: 0] += 1 }
      }
    }
  }

  package func order(_ id: InstanceID) async throws(StoreError) -> Case? { read { $0.cases[id] } }

  package func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    var query = OrderQuery()
    query.reference = reference
    query.limit = limit
    return try await orders(query).items.map(\.id)
  }

  package func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry] {
    read { database in
      database.journal.filter { $0.order == id }.sorted { $0.step < $1.step }
    }
  }

  package func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow> {
    let rows = read { database in database.tasks.values.filter { query.admits($0) } }
    let last = Timestamp(microseconds: .max)
    return page(
      rows.sorted {
        ($0.task.due ?? last, $0.order, $0.task.key) < ($1.task.due ?? last, $1.order, $1.task.key)
      }, after: query.cursor, limit: query.limit)
  }

  package func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow? {
    read { $0.tasks[WorkReference(order: order, key: key)] }
  }

  package func incidents(limit: Int) async throws(StoreError) -> [IncidentRow] {
    let rows = read { database in
      database.incidents.map { reference, incident in
        IncidentRow(
          order: reference.order,
          reference: database.cases[reference.order].flatMap {
            OrderSummary($0.instance.variables).reference
          }, incident: incident)
      }
    }
    let sorted = rows.sorted {
      ($0.incident.raisedAt, $0.order, $0.incident.key) < (
        $1.incident.raisedAt, $1.order, $1.incident.key
      )
    }
    return Array(sorted.prefix(limit))
  }

  package func quarantine(
    order: InstanceID?, limit: Int
  ) async throws(StoreError) -> [QuarantineRow] {
    read { database in
      Array(
        database.quarantine.reversed().filter { order == nil || $0.message.order == order }
          .prefix(limit))
    }
  }

  package func check() async throws(StoreError) {}

  /// The cursor is how many rows came before.
  private func page<Item>(_ rows: [Item], after cursor: String?, limit: Int) -> Page<Item> {
    let start = cursor.flatMap { Int($0) } ?? 0
    let items = Array(rows.dropFirst(start).prefix(limit))
    let end = start + items.count
    return Page(items: items, next: end < rows.count ? String(end) : nil)
  }
}

extension Case {
  /// The time of the order's last step.
  fileprivate func updatedAt(in database: borrowing MemoryDatabase) -> Timestamp {
    database.journal.last { $0.order == instance.id }?.at ?? instance.startedAt
  }
}

extension OrderRow {
  fileprivate init(_ instance: Instance, _ updatedAt: Timestamp) {
    self.init(
      id: instance.id, summary: OrderSummary(instance.variables), outcome: instance.outcome,
      elements: instance.elements.dropFirst().map(\.element), startedAt: instance.startedAt,
      updatedAt: updatedAt)
  }
}

extension OrderQuery {
  fileprivate func admits(_ instance: Instance) -> Bool {
    if let status, (status == .ended) != (instance.outcome != nil) { return false }
    if let outcome, instance.outcome != outcome { return false }
    if let reference, OrderSummary(instance.variables).reference != reference { return false }
    if let element, !instance.elements.contains(where: { $0.element == element }) { return false }
    return true
  }
}

extension TaskQuery {
  fileprivate func admits(_ row: TaskRow) -> Bool {
    if let state, row.state != state { return false }
    if let order, row.order != order { return false }
    if let element, row.task.element != element { return false }
    if let assignee, row.task.assignee != assignee { return false }
    if groups.isEmpty { return true }
    return row.task.candidateGroups.contains(where: groups.contains)
      || (row.task.candidateGroups.isEmpty && row.task.candidateUsers.isEmpty)
  }
}
