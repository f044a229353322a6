import PostgreSQL
import Testing

@Suite(.needsPostgres)
struct TransactionTests {
  private struct Refusal: Error {}

  private func withParts(_ body: (Connection) async throws -> Void) async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int primary key)")
      try await body(connection)
    }
  }

  private func count(_ connection: Connection) async throws -> Int {
    try await connection.execute("select count(*) from part").soleRow().value(at: 0)
  }

  @Test func `what the closure wrote is committed when it returns`() async throws {
    try await withParts { connection in
      let sum = try await connection.transaction(.serializable) { transaction in
        try await transaction.pipeline([
          "insert into part values (1)", "insert into part values (2)",
        ])
        return try await transaction.execute("select sum(id) from part").soleRow()
          .value(at: 0, as: Int.self)
      }
      #expect(sum == 3)
      let left = try await count(connection)
      #expect(left == 2)
    }
  }

  @Test func `what the closure wrote is undone when it throws`() async throws {
    try await withParts { connection in
      await #expect(throws: Refusal.self) {
        try await connection.transaction { transaction in
          try await transaction.execute("insert into part values (1)")
          throw Refusal()
        }
      }
      let left = try await count(connection)
      #expect(left == 0)
    }
  }

  @Test func `an error that the closure hides does not pass for a commit`() async throws {
    try await withParts { connection in
      let error = try await failure {
        try await connection.transaction { transaction in
          try await transaction.execute("insert into part values (1)")
          _ = try await failure { try await transaction.execute("select 1/0") }
        }
      }
      #expect(error == .transactionAborted)
      let left = try await count(connection)
      #expect(left == 0)
    }
  }

  @Test func `a cancelled task's transaction is rolled back`() async throws {
    try await withParts { connection in
      let call = Task {
        try await connection.transaction { transaction in
          try await transaction.execute("insert into part values (1)")
          withUnsafeCurrentTask { $0?.cancel() }
          try await transaction.execute("insert into part values (2)")
        }
      }
      let error = try await failure { try await call.value }
      #expect(error == .cancelled)
      let left = try await count(connection)
      #expect(left == 0)
    }
  }

  @Test func `others wait until the transaction has ended`() async throws {
    try await withParts { connection in
      async let first: Void = connection.transaction { transaction in
        for id in 0..<50 {
          try await transaction.execute(Query("insert into part values ($1)", id))
        }
      }
      async let second = count(connection)
      let (_, seen) = try await (first, second)
      #expect(seen == 0 || seen == 50)
    }
  }

  @Test func `using the connection inside of its own transaction is refused, not a deadlock`()
    async throws
  {
    try await withParts { connection in
      let error = try await failure {
        try await connection.transaction { _ in try await connection.execute("select 1") }
      }
      guard case .invalidArgument = error else {
        Issue.record("\(error)")
        return
      }
      let left = try await count(connection)
      #expect(left == 0)
    }
  }

  @Test func `two hundred tasks share one connection`() async throws {
    try await withParts { connection in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for id in 0..<200 {
          group.addTask {
            try await connection.execute(Query("insert into part values ($1) returning id", id))
              .soleRow().value(at: 0)
          }
        }
        var ids: Set<Int> = []
        for try await id in group { ids.insert(id) }
        #expect(ids == Set(0..<200))
      }
      let left = try await count(connection)
      #expect(left == 200)
    }
  }

  @Test func `an advisory lock belongs to one session at a time`() async throws {
    try await TestServer.withConnection { first in
      try await TestServer.withConnection { second in
        let key = Int64.random(in: 0...(.max))
        let answers = [
          try await first.tryAdvisoryLock(key), try await second.tryAdvisoryLock(key),
          try await second.unlockAdvisory(key), try await first.unlockAdvisory(key),
          try await second.tryAdvisoryLock(key),
        ]
        #expect(answers == [true, false, false, true, true])
      }
    }
  }
}
