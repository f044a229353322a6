package import Access
package import FEEL
package import Participant
import PostgreSQL

extension PostgresPeople {
  package func attempt(
    user: String, address: String, at now: Timestamp
  ) async throws(StoreError) -> Timestamp? {
    try await storing {
      try await pool.withConnection { connection in
        do {
          try await connection.transaction { transaction in
            // Always in this order, so that no two wait for each other.
            for (kind, name, lockOut) in [
              (FailureTable.Kind.user, user, LockOut.user), (.address, address, .address),
            ] {
              let counted = try await transaction.execute(FailureTable.count(kind, name, at: now))
              guard let failures = try counted.first?.value(at: 0, as: Int.self) else {
                let row = try await transaction.execute(FailureTable.lockedUntil(kind, name))
                let time = try row.first?.value(at: 0, as: PostgresTimestamp.self)
                throw Locked(until: time.map(Timestamp.init) ?? now)
              }
              let delay = lockOut.delay(after: failures)
              if delay > .zero {
                try await transaction.execute(
                  FailureTable.lock(kind, name, until: now.adding(delay)))
              }
            }
            try await transaction.execute(FailureTable.deleteForgotten(at: now))
          }
          return nil
        } catch let locked as Locked {
          return locked.until
        }
      }
    }
  }

  /// Rolls the counting back.
  private struct Locked: Error {
    let until: Timestamp
  }

  package func succeed(
    user: String, address: String, at now: Timestamp
  ) async throws(StoreError) {
    _ = try await storing {
      try await pool.withConnection { connection in
        try await connection.pipeline([
          "begin", FailureTable.forget(.user, user),
          FailureTable.discount(.address, address, at: now), "commit",
        ])
      }
    }
  }

  package func begin(_ session: Session, audit: AuditRecord) async throws(StoreError) {
    try await write([
      SessionTable.deleteExpired(at: session.createdAt), SessionTable.insert(session),
      PersonTable.seen(session.user, at: session.createdAt), AuditTable.insert([audit]),
    ])
  }

  package func session(
    _ digest: [UInt8], at now: Timestamp
  ) async throws(StoreError) -> (session: Session, person: Person)? {
    try await storing {
      try await pool.execute(SessionTable.one(digest, at: now)).first
        .map { try SessionTable.read($0, digest: digest) }
    }
  }

  package func use(_ digest: [UInt8], at now: Timestamp) async throws(StoreError) {
    _ = try await storing { try await pool.execute(SessionTable.use(digest, at: now)) }
  }

  package func end(_ digest: [UInt8], audit: AuditRecord) async throws(StoreError) {
    try await write([SessionTable.delete(digest), AuditTable.insert([audit])])
  }

  package func endAll(of user: String, audit: AuditRecord) async throws(StoreError) -> Int {
    try await write([SessionTable.deleteAll(of: user), AuditTable.insert([audit])])[0].rowsAffected
  }

  /// One transaction.
  ///
  /// - Returns: the answers to `queries`.
  @discardableResult
  private func write(_ queries: [Query]) async throws(StoreError) -> [QueryResult] {
    try await storing {
      try await pool.withConnection { connection in
        Array(try await connection.pipeline(["begin"] + queries + ["commit"])[1...])
      }
    }
  }
}
