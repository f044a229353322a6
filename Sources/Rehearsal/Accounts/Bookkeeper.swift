import FEEL
package import PostgreSQL

/// Reads what the three databases say, and writes nothing.
package struct Bookkeeper: Sendable {
  let client: Connection.Configuration
  let supplier: Connection.Configuration
  let monitor: Connection.Configuration

  package init(
    client: Connection.Configuration, supplier: Connection.Configuration,
    monitor: Connection.Configuration
  ) {
    self.client = client
    self.supplier = supplier
    self.monitor = monitor
  }

  func accounts() async throws -> Accounts {
    async let client = partyAccount(self.client)
    async let supplier = partyAccount(self.supplier)
    async let monitor = monitorAccount()
    return try await Accounts(client: client, supplier: supplier, monitor: monitor)
  }

  private func partyAccount(
    _ database: Connection.Configuration
  ) async throws -> PartyAccount {
    let results = try await Self.read(
      database,
      [PartyQueries.orders, PartyQueries.decisions, PartyQueries.jobs, PartyQueries.asides])
    var account = PartyAccount()
    for row in results[0] {
      let id = try row.value("order_id", as: String.self)
      account.orders[id] = PartyAccount.Order(
        reference: try row.value("reference"), outcome: try row.value("outcome"),
        startedAt: try row.timestamp("started_at"), updatedAt: try row.timestamp("updated_at"),
        step: try row.value("step"), sent: try row.value("sent"),
        received: try row.value("received"))
    }
    account.decisions = try results[1].counts()
    account.jobs = try results[2].counts()
    let asides = try results[3].soleRow()
    account.parked = try asides.value("parked")
    account.quarantined = try asides.value("quarantined")
    account.unpublished = try asides.value("unpublished")
    return account
  }

  private func monitorAccount() async throws -> MonitorAccount {
    let results = try await Self.read(
      monitor, [MonitorQueries.sides, MonitorQueries.messages, MonitorQueries.stream])
    var account = MonitorAccount()
    for row in results[0] {
      let (party, order) = (
        try row.value("party", as: String.self), try row.value("order_id", as: String.self)
      )
      account.sides[party, default: [:]][order] = MonitorAccount.Side(
        outcome: try row.value("outcome"), step: try row.value("step"))
    }
    let messages = try results[1].soleRow()
    account.sent = try messages.value("sent")
    account.received = try messages.value("received")
    account.takenInAgain = try messages.value("taken_in_again")
    let stream = try results[2].soleRow()
    account.duplicates = try stream.value("duplicates")
    account.missing = try stream.value("missing")
    account.unreadable = try stream.value("unreadable")
    return account
  }

  /// Answers all queries from one moment of the database.
  private static func read(
    _ database: Connection.Configuration, _ queries: [Query]
  ) async throws -> [QueryResult] {
    let connection = try await Connection.open(database)
    do {
      let results = try await connection.pipeline(
        ["begin isolation level repeatable read read only"] + queries + ["commit"])
      await connection.close()
      return Array(results.dropFirst().dropLast())
    } catch {
      await connection.close()
      throw error
    }
  }
}

extension Row {
  fileprivate func timestamp(_ column: String) throws(PostgreSQLError) -> Timestamp {
    Timestamp(microseconds: try value(column, as: PostgresTimestamp.self).microseconds)
  }
}

extension QueryResult {
  /// Rows of `name` and `amount`.
  fileprivate func counts() throws(PostgreSQLError) -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in self { counts[try row.value("name")] = try row.value("amount", as: Int.self) }
    return counts
  }
}

private enum PartyQueries {
  static let orders: Query = """
    select instance.order_id::text, listing.reference, instance.outcome, instance.started_at,
      coalesce(listing.updated_at, progress.updated_at) as updated_at, instance.step, instance.sent,
      instance.received
    from instance join listing using (order_id) left join progress using (order_id)
    """

  static let decisions: Query = """
    select element as name, count(*) as amount from task where state = 'completed' group by element
    """

  /// Counted in the history, because a job leaves its table when it is done.
  static let jobs: Query = """
    select event ->> 'type' as name, count(*) as amount
    from journal, json_array_elements(entry::json -> 'events') as event
    where event ->> 'event' = 'jobCreated'
    group by event ->> 'type'
    """

  static let asides: Query = """
    select
      (select count(*) from parked) as parked,
      (select count(*) from quarantine) as quarantined,
      (select count(*) from journal join lane on lane.id = journal.lane
        where journal.number > lane.confirmed) as unpublished
    """
}

private enum MonitorQueries {
  static let sides: Query = "select party, order_id::text, outcome, step from order_side"

  static let messages: Query = """
    select count(sent_at) as sent, count(received_at) as received,
      coalesce(sum(greatest(receipts - 1, 0)), 0)::bigint as taken_in_again
    from message
    """

  static let stream: Query = """
    select
      (select coalesce(sum(duplicates), 0)::bigint from lane) as duplicates,
      (select coalesce(sum(last - first + 1), 0)::bigint from gap) as missing,
      (select count(*) from unreadable) as unreadable
    """
}
