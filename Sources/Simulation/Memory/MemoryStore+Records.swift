package import Exchange
package import FEEL
package import Participant
package import ProcessEngine

extension MemoryStore: Records {
  package func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow> {
    let start = try query.start().map { cursor throws(StoreError) in
      (key: try ListKey(cursor, of: query.sort), order: cursor.order)
    }
    let rows = read { database in
      database.cases.values.filter { query.admits($0.instance) }.map {
        OrderRow($0.instance, $0.updatedAt(in: database))
      }
    }
    let places = rows.map { row in (key: ListKey(row, of: query.sort), row: row) }
    let sorted = places.sorted { left, right in
      query.descending
        ? (right.key, right.row.id) < (left.key, left.row.id)
        : (left.key, left.row.id) < (right.key, right.row.id)
    }
    let rest = sorted.drop { place in
      guard let start else { return false }
      return query.descending
        ? (place.key, place.row.id) >= (start.key, start.order)
        : (place.key, place.row.id) <= (start.key, start.order)
    }
    return page(rest.map(\.row), limit: query.limit, cursor: query.cursor(after:))
  }

  package func counts(_ query: OrderQuery) async throws(StoreError) -> OrderCounts {
    let counts: [String?: Int] = read { database in
      database.cases.values.reduce(into: [:]) { counts, found in
        if query.admits(found.instance) { counts[found.instance.outcome, default: 0] += 1 }
      }
    }
    var ended: [String: BoundedCount] = [:]
    for case (let outcome?, let count) in counts {
      ended[outcome] = BoundedCount(count, limit: query.countLimit)
    }
    return OrderCounts(
      running: BoundedCount(counts[nil] ?? 0, limit: query.countLimit), ended: ended,
      limit: query.countLimit)
  }

  package func order(_ id: InstanceID) async throws(StoreError) -> Case? { read { $0.cases[id] } }

  package func orders(_ ids: [InstanceID]) async throws(StoreError) -> [Case] {
    read { database in ids.sorted().compactMap { database.cases[$0] } }
  }

  package func orders(reference: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    var query = OrderQuery()
    query.reference = reference
    query.limit = .max
    let found = try await orders(query).items.filter { $0.summary.reference == reference }
    return found.prefix(limit).map(\.id)
  }

  package func orders(idPrefix: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    guard let prefix = IdentifierPrefix(idPrefix) else { return [] }
    return read { database in
      Array(database.cases.keys.filter { prefix.range.contains($0.uuid) }.sorted().prefix(limit))
    }
  }

  package func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry] {
    read { database in
      database.journal.filter { $0.order == id }.sorted { $0.step < $1.step }
    }
  }

  package func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow> {
    let start = try query.start()
    let sort = query.effectiveSort
    func place(_ row: TaskRow) -> (Int64, InstanceID, Key) {
      (sort.key(of: row), row.order, row.task.key)
    }
    let rows = read { database in
      database.tasks.values.filter { query.admits($0, in: database) }
    }
    let sorted = rows.sorted {
      query.descending ? place($1) < place($0) : place($0) < place($1)
    }
    let rest = sorted.drop { row in
      guard let (cursor, key) = start else { return false }
      let end = (key, cursor.order, cursor.task)
      return query.descending ? place(row) >= end : place(row) <= end
    }
    return page(Array(rest), limit: query.limit, cursor: query.cursor(after:))
  }

  package func taskCounts(
    _ query: TaskQuery, for actor: Actor, now: Timestamp
  ) async throws(StoreError) -> TaskCounts {
    var filter = query
    filter.assignee = nil
    filter.candidate = nil
    filter.unassigned = false
    filter.decidedBy = nil
    func count(_ view: TaskQuery.View) -> BoundedCount {
      let query = filter.within(view, of: actor)
      let count = read { database in
        database.tasks.values.count { query.admits($0, in: database) }
      }
      return BoundedCount(count, limit: query.countLimit)
    }
    return TaskCounts(
      mine: count(.mine), groups: count(.groups), all: count(.all), done: count(.done))
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

  package func quarantine(
    idPrefix: String, limit: Int
  ) async throws(StoreError) -> [QuarantineRow] {
    guard let prefix = IdentifierPrefix(idPrefix) else { return [] }
    return read { database in
      Array(
        database.quarantine.filter { prefix.range.contains($0.id) }.sorted { $0.id < $1.id }
          .prefix(limit))
    }
  }

  package func position() async throws(StoreError) -> JournalPosition {
    read { database in
      JournalPosition(lanes: database.lanes.filter { $0.value.last > 0 }.mapValues(\.last))
    }
  }

  package func changes(
    after position: JournalPosition, limit: Int
  ) async throws(StoreError) -> [JournalEntry] {
    read { database in
      // The journal is in the order of the commits.
      Array(
        database.journal.lazy.filter { $0.number > position.lanes[$0.lane] ?? 0 }.prefix(limit))
    }
  }

  private func page<Item>(
    _ rows: [Item], limit: Int, cursor: (Item) -> String
  ) -> Page<Item> {
    let items = Array(rows.prefix(limit))
    return Page(items: items, next: items.count < rows.count ? items.last.map(cursor) : nil)
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
    let listing = OrderListing(instance)
    self.init(
      id: instance.id, summary: listing.summary, outcome: listing.outcome,
      elements: instance.elements.dropFirst().map(\.element), lines: listing.lines,
      openTasks: instance.tasks.count, startedAt: instance.startedAt, updatedAt: updatedAt)
  }
}
