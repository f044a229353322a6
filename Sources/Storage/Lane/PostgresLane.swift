package import Exchange
import Locks
package import Participant
import PostgreSQL
package import ProcessEngine

/// A lane over a connection of its own.
///
/// The lane belongs to the connection's session (an advisory lock), so that nobody else can write its numbers while a
/// transaction is under way, whatever becomes of this process. When the connection is lost, the next call opens another
/// and takes the lane back, unless somebody has held it meanwhile: the lane's epoch tells.
package final class PostgresLane: Lane {
  private struct State {
    /// Nil while there is no connection.
    var connection: Connection?
    var last: Int
    var confirmed: Int
    var isLost = false
    var isClosed = false
  }

  package let id: Int
  private let epoch: Int
  private let configuration: Connection.Configuration
  let retries: RetryPolicy
  private let turns = Turns()
  private let state: Locked<State>

  init(
    _ session: LaneSession, configuration: Connection.Configuration, retries: RetryPolicy
  ) {
    id = session.id
    epoch = session.epoch
    self.configuration = configuration
    self.retries = retries
    state = Locked(
      State(connection: session.connection, last: session.last, confirmed: session.confirmed))
  }

  package var last: Int { state.withLock { $0.last } }
  package var confirmed: Int { state.withLock { $0.confirmed } }

  package func step(
    on orders: [InstanceID], decide: (LoadedCases) async throws(StoreError) -> StepWrites
  ) async throws(StoreError) {
    try await inTurn { () async throws(AttemptFailure) in
      try await attemptStep(on: orders, decide: decide)
    }
  }

  package func entries(
    after number: Int, limit: Int
  ) async throws(StoreError) -> [JournalEntry] {
    try await inTurn { () async throws(AttemptFailure) in
      let connection = try await connection()
      let rows = try await ask(connection) { () async throws(PostgreSQLError) in
        try await connection.execute(
          JournalRow.select(lane: id, after: number, limit: limit), timeout: Self.answerTime)
      }
      do { return try JournalRow.entries(rows) } catch {
        throw .final((error as? StoreError) ?? .broken("\(error)"))
      }
    }
  }

  package func confirm(upTo number: Int) async throws(StoreError) {
    try await inTurn { () async throws(AttemptFailure) in
      let connection = try await connection()
      guard state.withLock({ $0.confirmed < number }) else { return }
      _ = try await ask(connection) { () async throws(PostgreSQLError) in
        try await connection.pipeline(
          LaneSession.confirm(id, upTo: number), timeout: Self.answerTime)
      }
      state.withLock { $0.confirmed = max($0.confirmed, number) }
    }
  }

  package func close() async {
    await turns.take()
    defer { turns.give() }
    let connection = state.withLock { state in
      state.isClosed = true
      defer { state.connection = nil }
      return state.connection
    }
    await connection?.close()
  }

  /// The server's process that holds the lane, for tests that end it.
  package var backendProcess: Int32 {
    get async { await state.withLock { $0.connection }?.backendProcess ?? 0 }
  }
}

// MARK: - Attempts

/// Why an attempt to do something on a lane failed.
enum AttemptFailure: Error {
  /// Nothing was written: it may be tried again from its start.
  case again(reason: String)
  case final(StoreError)
}

extension PostgresLane {
  /// How long the server may take over one call, its own limits on statements and locks included.
  static let answerTime: Duration = .seconds(20)

  /// Does something that nothing else on the lane may come between, several times if need be.
  private func inTurn<Value>(
    _ attempt: () async throws(AttemptFailure) -> Value
  ) async throws(StoreError) -> Value {
    await turns.take()
    defer { turns.give() }
    var attempts = 0
    while true {
      do {
        return try await attempt()
      } catch {
        attempts += 1
        switch error {
        case .final(let failure): throw failure
        case .again(let reason):
          guard attempts < retries.attempts else { throw .unavailable(reason) }
          do { try await retries.pause(after: attempts) } catch { throw .unavailable(reason) }
        }
      }
    }
  }

  /// The connection that holds the lane; one that was lost is replaced.
  func connection() async throws(AttemptFailure) -> Connection {
    let (present, isLost, isClosed) = state.withLock { ($0.connection, $0.isLost, $0.isClosed) }
    if isLost { throw .final(.laneLost) }
    if isClosed { throw .final(.unavailable("the lane has been closed")) }
    // One that has broken meanwhile says so when it is used, at the price of an attempt.
    if let present { return present }
    do {
      return try await reconnect()
    } catch let error as PostgreSQLError {
      throw .again(reason: error.description)
    } catch let error as AttemptFailure {
      throw error
    } catch {
      throw .final(.broken("\(error)"))
    }
  }

  private func reconnect() async throws -> Connection {
    let connection = try await LaneSession.connect(configuration)
    do {
      switch try await LaneSession.takeBack(id, epoch: epoch, with: connection) {
      case .taken(let session):
        state.withLock { state in
          state.connection = connection
          state.last = session.last
          state.confirmed = session.confirmed
        }
        return connection
      case .lost: throw AttemptFailure.final(loseLane())
      case .busy: throw AttemptFailure.again(reason: "the lane's former session has not ended yet")
      }
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Runs what may simply be run again.
  func ask<Value>(
    _ connection: Connection, _ work: () async throws(PostgreSQLError) -> Value
  ) async throws(AttemptFailure) -> Value {
    do {
      return try await work()
    } catch {
      throw await failure(after: error, on: connection)
    }
  }

  /// Puts the connection in order after an error, and says what is to be done about it.
  func failure(
    after error: PostgreSQLError, on connection: Connection
  ) async -> AttemptFailure {
    await rollBack(connection, after: error)
    if let key = error.violatedKey {
      switch key {
      case "instance_pkey", "journal_order_step_key":
        // Somebody else has begun the instance, or gone on with it: look again.
        return .again(reason: error.description)
      case "journal_pkey":
        return .final(loseLane())
      default: return .final(.broken(error.description))
      }
    }
    return error.isRetriable ? .again(reason: error.description) : .final(error.storeError)
  }

  /// Ends an open transaction; a connection on which that cannot be done is dropped, which ends it as well.
  func rollBack(_ connection: Connection, after error: PostgreSQLError? = nil) async {
    if let error, error.endsConnection { return await drop(connection) }
    do {
      try await connection.execute("rollback", timeout: Self.answerTime)
    } catch {
      await drop(connection)
    }
  }

  func drop(_ connection: Connection) async {
    state.withLock { $0.connection = nil }
    await connection.close()
  }

  private func loseLane() -> StoreError {
    state.withLock { $0.isLost = true }
    return .laneLost
  }

  /// Notes that entries up to a number are committed.
  func advance(to number: Int) {
    state.withLock { $0.last = max($0.last, number) }
  }
}
