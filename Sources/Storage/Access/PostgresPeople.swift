package import Access
import FEEL
package import Participant
package import PostgreSQL

/// A party's users over its PostgreSQL database, on connections of their own: signing in waits for no list.
package struct PostgresPeople: People {
  let pool: ConnectionPool

  package init(_ configuration: Connection.Configuration, connections: Int = 2) {
    var limited = configuration
    limited.statementTimeout = configuration.statementTimeout ?? .seconds(5)
    pool = ConnectionPool(limited, limit: connections, leaseTimeout: .seconds(5))
  }

  package func close() async { await pool.shutdown() }

  // MARK: Reading

  package func persons() async throws(StoreError) -> [Person] {
    try await storing { try await pool.execute(PersonTable.all).map(PersonTable.read) }
  }

  package func person(named user: String) async throws(StoreError) -> Person? {
    try await storing { try await pool.execute(PersonTable.one(user)).first.map(PersonTable.read) }
  }

  package func person(_ user: String) async throws(StoreError) -> Principal? {
    guard let person = try await person(named: user), !person.isDisabled else { return nil }
    return person.principal
  }

  package func people(prefix: String, limit: Int) async throws(StoreError) -> [Principal] {
    try await storing {
      try await pool.execute(PersonTable.starting(with: prefix, limit: limit))
        .map { try PersonTable.read($0).principal }
    }
  }

  package func password(of user: String) async throws(StoreError) -> PasswordHash? {
    try await storing {
      let text = try await pool.execute(PersonTable.password(of: user)).first
        .flatMap { try $0.value(at: 0, as: String?.self) }
      return text.flatMap { PasswordHash($0) }
    }
  }

  // MARK: Changing

  package func add(
    _ person: Person, password: PasswordHash, audit: AuditRecord
  ) async throws(StoreError) -> Bool {
    try await storing {
      do {
        try await pool.withConnection { connection in
          _ = try await connection.pipeline([
            "begin", PersonTable.insert(person, password: password), AuditTable.insert([audit]),
            "commit",
          ])
        }
        return true
      } catch let error as PostgreSQLError where error.isUniqueViolation {
        return false
      }
    }
  }

  package func change(
    _ user: String, _ change: PersonChange, audit: @Sendable (Person, Person) -> AuditRecord
  ) async throws(StoreError) -> PersonChange.Outcome {
    try await storing {
      try await pool.withConnection { connection in
        do {
          return try await connection.transaction { transaction in
            let found = try await transaction.pipeline([
              PersonTable.lock, PersonTable.oneForUpdate(user), PersonTable.operators,
            ])
            guard let before = try found[1].first.map(PersonTable.read) else { return .unknown }
            let isLocal = before.identity == nil
            guard isLocal || (change.password == nil && change.roles == nil) else {
              return .notLocal
            }
            let after = change.applied(to: before)
            try await transaction.execute(PersonTable.update(after, password: change.password))
            let left = try await transaction.execute(PersonTable.operators).soleRow()
            let operators = try found[2].soleRow().value(at: 0, as: Int.self)
            if operators > 0, try left.value(at: 0, as: Int.self) == 0 { throw LastOperator() }
            var rest = [AuditTable.insert([audit(before, after)])]
            if change.endsSessions { rest.append(SessionTable.deleteAll(of: user)) }
            try await transaction.pipeline(rest)
            return .changed(after)
          }
        } catch is LastOperator {
          return .lastOperator
        }
      }
    }
  }

  /// Rolls a change back that would leave nobody to change users.
  private struct LastOperator: Error {}

  package func remember(_ person: Person) async throws(StoreError) -> Person? {
    guard let identity = person.identity else {
      preconditionFailure("only who comes with a token is remembered")
    }
    return try await storing {
      if let known = try await pool.execute(PersonTable.refresh(person, identity)).first {
        return try PersonTable.read(known)
      }
      return try await pool.execute(PersonTable.insert(person, identity)).first
        .map(PersonTable.read)
    }
  }
}
