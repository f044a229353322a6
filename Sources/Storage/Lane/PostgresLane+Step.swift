import Exchange
import Participant
import PostgreSQL
import ProcessEngine

// A step takes two round trips: one to begin, lock and load, one to write and commit. Between them the caller decides.

extension PostgresLane {
  func attemptStep(
    on orders: [InstanceID], decide: (LoadedCases) async throws(StoreError) -> StepWrites
  ) async throws(AttemptFailure) {
    let connection = try await connection()
    let orders = Set(orders).sorted()
    let loaded = try await load(orders, on: connection)
    let batch: WriteBatch
    do throws(StoreError) {
      let writes = try await decide(loaded)
      if writes.isEmpty {
        await rollBack(connection)
        return
      }
      batch = try WriteBatch(writes, of: loaded, lane: id, after: last)
    } catch {
      await rollBack(connection)
      throw .final(error)
    }
    do {
      _ = try await connection.pipeline(batch.queries + ["commit"], timeout: Self.answerTime)
    } catch {
      try await recover(batch, from: error, on: connection)
    }
    advance(to: batch.last)
  }

  private func load(
    _ orders: [InstanceID], on connection: Connection
  ) async throws(AttemptFailure) -> LoadedCases {
    var queries: [Query] = ["begin isolation level read committed"]
    if !orders.isEmpty {
      queries += [
        InstanceRow.lockMissing(orders), InstanceRow.selectForUpdate(orders),
        ParkedTable.selectForUpdate(orders),
      ]
    }
    let answers: [QueryResult]
    do {
      answers = try await connection.pipeline(queries, timeout: Self.answerTime)
    } catch {
      throw await failure(after: error, on: connection)
    }
    if orders.isEmpty { return LoadedCases(cases: [:], parked: [:]) }
    do {
      var cases: [InstanceID: Case] = [:]
      for row in answers[2] {
        let stored = try InstanceRow.read(row)
        cases[stored.instance.id] = stored
      }
      var parked: [InstanceID: [OrderMessage]] = [:]
      for row in answers[3] {
        let message = try ParkedTable.read(row)
        parked[message.order, default: []].append(message)
      }
      return LoadedCases(cases: cases, parked: parked)
    } catch {
      await rollBack(connection)
      throw .final((error as? StoreError) ?? .broken("\(error)"))
    }
  }

  /// Returns when the batch turns out to be committed after all.
  private func recover(
    _ batch: WriteBatch, from error: PostgreSQLError, on connection: Connection
  ) async throws(AttemptFailure) {
    guard error.outcomeUnknown else { throw await failure(after: error, on: connection) }
    await drop(connection)
    guard let evidence = batch.evidence else {
      // What such a batch writes can be written twice.
      throw .again(reason: error.description)
    }
    guard try await isCommitted(evidence, after: error) else {
      throw .again(reason: error.description)
    }
  }

  /// Looks whether a transaction was committed whose answer was lost.
  ///
  /// The answer is sure once the lane has been taken back, because then the session of the lost connection has ended.
  private func isCommitted(
    _ evidence: CommitEvidence, after loss: PostgreSQLError
  ) async throws(AttemptFailure) -> Bool {
    var reason = loss.description
    // The caller cannot do better than wait, so that it is tried for longer than anything else.
    for attempt in 1...(retries.attempts * 3) {
      do throws(AttemptFailure) {
        let connection = try await connection()
        let answer = try await ask(connection) { () async throws(PostgreSQLError) in
          let answer = try await connection.execute(evidence.query, timeout: Self.answerTime)
          return try answer.soleRow().value(at: 0, as: Bool.self)
        }
        return answer
      } catch {
        switch error {
        case .again(let again): reason = again
        case .final(.laneLost): throw error
        case .final(let failure): reason = "\(failure)"
        }
      }
      do { try await retries.pause(after: attempt) } catch { break }
    }
    throw .final(.outcomeUnknown(reason))
  }
}
