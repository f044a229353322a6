package import Exchange
package import FEEL
package import Participant
package import PostgreSQL
package import ProcessEngine

/// The store of one party over its PostgreSQL database.
///
/// The schema is that of `migrations/participant`. A lane has a connection of its own; everything else shares two.
package struct PostgresStore: Store {
  private let configuration: Connection.Configuration
  private let retries: RetryPolicy
  let pool: ConnectionPool

  /// A store that has no connection yet.
  package init(_ configuration: Connection.Configuration, retries: RetryPolicy = RetryPolicy()) {
    self.configuration = configuration
    self.retries = retries
    var limited = configuration
    limited.statementTimeout = configuration.statementTimeout ?? .seconds(10)
    pool = ConnectionPool(limited, limit: 2, leaseTimeout: .seconds(5))
  }

  /// Closes the connections; lanes are closed by who opened them.
  package func close() async { await pool.shutdown() }

  // MARK: Lanes

  package func openLane() async throws(StoreError) -> any Lane {
    guard let lane = try await takeFirst(of: Array(1...LaneSession.maximumCount)) else {
      throw .unavailable("all \(LaneSession.maximumCount) lanes are held by running processes")
    }
    return lane
  }

  package func adoptLane() async throws(StoreError) -> (any Lane)? {
    let lanes = try await storing {
      try await pool.execute(Query(LaneSession.withTail)).map { try $0.value(at: 0, as: Int.self) }
    }
    return lanes.isEmpty ? nil : try await takeFirst(of: lanes)
  }

  /// The first of the lanes that nobody holds.
  private func takeFirst(of lanes: [Int]) async throws(StoreError) -> PostgresLane? {
    try await storing {
      let connection = try await LaneSession.connect(configuration)
      do {
        for id in lanes {
          if let session = try await LaneSession.take(id, with: connection) {
            return PostgresLane(session, configuration: configuration, retries: retries)
          }
        }
        await connection.close()
        return nil
      } catch {
        await connection.close()
        throw error
      }
    }
  }

  // MARK: What is due

  package func dueTimers(
    at now: Timestamp, limit: Int
  ) async throws(StoreError) -> [WorkReference] {
    try await references(TimerRow.due(at: now, limit: limit))
  }

  package func dueJobs(
    at now: Timestamp, limit: Int
  ) async throws(StoreError) -> [WorkReference] {
    try await references(JobRow.due(at: now, limit: limit))
  }

  private func references(_ query: Query) async throws(StoreError) -> [WorkReference] {
    try await storing {
      try await pool.execute(query).map { row in
        WorkReference(
          order: InstanceID(try row.value(at: 0)), key: try row.value(at: 1))
      }
    }
  }

  package func expireParked(
    before time: Timestamp, now: Timestamp
  ) async throws(StoreError) -> Int {
    try await storing {
      try await pool.execute(ParkedTable.expire(before: time, now: now)).rowsAffected
    }
  }

  package func quarantine(newest limit: Int) async throws(StoreError) -> QuarantineSummary {
    try await storing {
      let found = try await pool.withConnection { connection in
        try await connection.pipeline([
          QuarantineTable.count(limit: QuarantineSummary.countLimit),
          QuarantineTable.heads(limit: limit),
        ])
      }
      return QuarantineSummary(
        count: try found[0].soleRow().value(at: 0), newest: try found[1].map(QuarantineTable.read))
    }
  }

  // MARK: Definitions

  package func save(_ definition: StoredDefinition) async throws(StoreError) {
    _ = try await storing { try await pool.execute(DefinitionTable.insert(definition)) }
  }

  package func definition(_ id: DefinitionID) async throws(StoreError) -> StoredDefinition? {
    try await storing {
      try await pool.execute(DefinitionTable.select(id)).first.map {
        try DefinitionTable.read($0, id: id)
      }
    }
  }
}
