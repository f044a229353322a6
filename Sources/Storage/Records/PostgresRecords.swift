package import Exchange
package import FEEL
package import Participant
package import PostgreSQL
package import ProcessEngine

/// The reading side of a party's database, on connections of its own so that no list holds up a step.
package struct PostgresRecords: Records {
  let pool: ConnectionPool

  /// - Parameter connections: the most that are open at a time.
  package init(_ configuration: Connection.Configuration, connections: Int = 4) {
    var limited = configuration
    limited.statementTimeout = configuration.statementTimeout ?? .seconds(5)
    // What is estimated for the parts of a statement of which only one is executed adds up.
    limited.isForShortStatements = true
    // What lists read is in memory.
    limited.randomPageCost = 1.1
    pool = ConnectionPool(limited, limit: connections, leaseTimeout: .seconds(5))
  }

  package func close() async { await pool.shutdown() }

  package func orders(_ query: OrderQuery) async throws(StoreError) -> Page<OrderRow> {
    let page = try OrderList.page(query)
    return try await storing {
      let rows = try await pool.execute(page)
      let items = try rows.prefix(query.limit).map(OrderList.read)
      return Page(
        items: items, next: rows.count > query.limit ? items.last.map(query.cursor(after:)) : nil)
    }
  }

  package func counts(_ query: OrderQuery) async throws(StoreError) -> OrderCounts {
    var query = query
    if OrderList.found(query) != nil { query.countLimit = FoundOrders.bound(query.countLimit) }
    return try await storing { [query] in
      try OrderList.readCounts(
        try await pool.execute(OrderList.counts(query)), of: query)
    }
  }

  package func order(_ id: InstanceID) async throws(StoreError) -> Case? {
    try await storing { try await pool.execute(InstanceRow.select(id)).first.map(InstanceRow.read) }
  }

  package func orders(_ ids: [InstanceID]) async throws(StoreError) -> [Case] {
    try await storing { try await pool.execute(InstanceRow.select(ids)).map(InstanceRow.read) }
  }

  package func orders(
    reference: String, limit: Int
  ) async throws(StoreError) -> [InstanceID] {
    try await storing {
      try await pool.execute(OrderList.orders(reference: reference, limit: limit)).map {
        InstanceID(try $0.value(at: 0))
      }
    }
  }

  package func orders(idPrefix: String, limit: Int) async throws(StoreError) -> [InstanceID] {
    guard let prefix = IdentifierPrefix(idPrefix) else { return [] }
    return try await storing {
      try await pool.execute(OrderList.orders(prefix, limit: limit)).map {
        InstanceID(try $0.value(at: 0))
      }
    }
  }

  package func history(_ id: InstanceID) async throws(StoreError) -> [JournalEntry] {
    try await storing {
      try JournalRow.entries(try await pool.execute(JournalRow.select(order: id)))
    }
  }

  package func tasks(_ query: TaskQuery) async throws(StoreError) -> Page<TaskRow> {
    let page = try TaskList.page(query)
    return try await storing {
      let rows = try await pool.execute(page)
      let items = try rows.prefix(query.limit).map(TaskList.read)
      return Page(
        items: items, next: rows.count > query.limit ? items.last.map(query.cursor(after:)) : nil)
    }
  }

  package func taskCounts(
    _ query: TaskQuery, for actor: Actor, now: Timestamp
  ) async throws(StoreError) -> TaskCounts {
    var query = query
    if TaskList.found(query) != nil { query.countLimit = FoundOrders.bound(query.countLimit) }
    return try await storing { [query] in
      try TaskList.readCounts(
        try await pool.execute(TaskList.counts(query, for: actor)).soleRow(),
        limit: query.countLimit)
    }
  }

  package func task(_ order: InstanceID, _ key: Key) async throws(StoreError) -> TaskRow? {
    try await storing {
      try await pool.execute(TaskList.one(order, key)).first.map(TaskList.read)
    }
  }

  package func incidents(limit: Int) async throws(StoreError) -> [IncidentRow] {
    try await storing {
      try await pool.execute(IncidentTable.oldest(limit: limit)).map(IncidentTable.read)
    }
  }

  package func quarantine(
    order: InstanceID?, limit: Int
  ) async throws(StoreError) -> [QuarantineRow] {
    try await storing {
      try await pool.execute(QuarantineTable.newest(order: order, limit: limit))
        .map(QuarantineTable.read)
    }
  }

  package func quarantine(
    idPrefix: String, limit: Int
  ) async throws(StoreError) -> [QuarantineRow] {
    guard let prefix = IdentifierPrefix(idPrefix) else { return [] }
    return try await storing {
      try await pool.execute(QuarantineTable.select(prefix, limit: limit)).map(QuarantineTable.read)
    }
  }

  package func position() async throws(StoreError) -> JournalPosition {
    try await storing {
      var position = JournalPosition()
      for row in try await pool.execute(JournalRow.ends) {
        let (lane, number) = try row.decode(Int.self, Int.self)
        position.lanes[lane] = number
      }
      return position
    }
  }

  package func changes(
    after position: JournalPosition, limit: Int
  ) async throws(StoreError) -> [JournalEntry] {
    try await storing {
      try JournalRow.entries(
        try await pool.execute(JournalRow.select(after: position, limit: limit)))
    }
  }
}
