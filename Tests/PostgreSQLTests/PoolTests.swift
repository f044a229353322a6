import PostgreSQL
import Synchronization
import Testing

@Suite(.needsPostgres)
struct PoolTests {
  private func process(_ pool: ConnectionPool) async throws -> Int32 {
    try await pool.withConnection { await $0.backendProcess }
  }

  @Test func `a connection is used again`() async throws {
    let pool = ConnectionPool(try TestServer.configuration(), limit: 2)
    let first = try await process(pool)
    #expect(try await process(pool) == first)
    await pool.shutdown()
  }

  @Test func `a connection that the server has ended is replaced`() async throws {
    let pool = ConnectionPool(try TestServer.configuration(), limit: 1)
    let first = try await process(pool)
    try await TestServer.withConnection { other in
      try await other.execute(Query("select pg_terminate_backend($1, 5000)", first))
    }
    #expect(try await process(pool) != first)
    let error = try await failure {
      try await pool.execute("select pg_terminate_backend(pg_backend_pid())")
    }
    #expect(error.isRetriable)
    #expect(try await pool.execute("select 1").count == 1)
    await pool.shutdown()
  }

  @Test func `an open transaction does not pass to the next user`() async throws {
    let pool = ConnectionPool(try TestServer.configuration(), limit: 1)
    let first = try await pool.withConnection { connection in
      try await connection.pipeline(["begin", "create temp table left_open (id int)"])
      return await connection.backendProcess
    }
    let (isUndone, second) = try await pool.withConnection { connection in
      let row = try await connection.execute("select to_regclass('left_open') is null").soleRow()
      return (try row.value(at: 0, as: Bool.self), await connection.backendProcess)
    }
    #expect(isUndone)
    #expect(first == second)
    await pool.shutdown()
  }

  @Test func `waiting for a free connection ends in time`() async throws {
    let pool = ConnectionPool(
      try TestServer.configuration(), limit: 1, leaseTimeout: .milliseconds(20))
    try await pool.withConnection { _ in
      let error = try await failure { try await pool.execute("select 1") }
      #expect(error == .poolTimedOut)
    }
    #expect(try await pool.execute("select 1").count == 1)
    await pool.shutdown()
  }

  @Test func `a pool tells how much it is used`() async throws {
    let pool = ConnectionPool(
      try TestServer.configuration(), limit: 1, leaseTimeout: .milliseconds(20))
    try await pool.withConnection { _ in
      #expect(pool.usage.leased == 1)
      _ = try await failure { try await pool.execute("select 1") }
    }
    try await pool.execute("select 1")
    let usage = pool.usage
    #expect(usage.limit == 1 && usage.leased == 0 && usage.waiting == 0)
    #expect(usage.leases == 2 && usage.failures == 1)
    #expect(usage.waited > .zero)
    await pool.shutdown()
  }

  @Test func `many users share few connections`() async throws {
    let pool = ConnectionPool(try TestServer.configuration(), limit: 3)
    let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<100 {
        group.addTask {
          try await pool.execute("select pg_backend_pid()").soleRow().value(at: 0)
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(processes.count <= 3)
    await pool.shutdown()
  }

  @Test func `shutting down waits for the users and refuses new ones`() async throws {
    let pool = ConnectionPool(try TestServer.configuration(), limit: 2)
    let isDone = Atomic(false)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    async let user: Void = pool.withConnection { connection in
      start.finish()
      try await connection.execute("select pg_sleep(0.05)")
      isDone.store(true, ordering: .sequentiallyConsistent)
    }
    for await _ in started {}
    await pool.shutdown()
    let wasDone = isDone.load(ordering: .sequentiallyConsistent)
    #expect(wasDone)
    try await user
    #expect(try await failure { try await pool.execute("select 1") } == .closed)
  }
}
