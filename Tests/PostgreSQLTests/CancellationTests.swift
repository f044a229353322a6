import PostgreSQL
import Testing

@Suite(.needsPostgres)
struct CancellationTests {
  @Test func `cancelling the task stops the statement and keeps the connection`() async throws {
    try await TestServer.withConnection { connection in
      let process = await connection.backendProcess
      let call = Task { try await connection.execute("select pg_sleep(60)") }
      try await TestServer.waitUntil(process: process, waitsFor: "PgSleep")
      call.cancel()
      let error = try await failure { try await call.value }
      #expect(error == .cancelled)
      #expect(try await connection.execute("select 1").count == 1)
      #expect(await connection.backendProcess == process)
    }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    try await TestServer.withConnection { connection in
      let call = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await connection.execute("select 1")
      }
      let error = try await failure { try await call.value }
      #expect(error == .cancelled)
      #expect(await connection.isAlive)
    }
  }

  @Test func `a deadline stops the statement and keeps the connection`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int)")
      let error = try await failure {
        try await connection.pipeline(
          ["begin", "insert into part values (1)", "select pg_sleep(60)", "commit"],
          timeout: .milliseconds(50))
      }
      #expect(error == .timedOut)
      let left = try await connection.execute("select count(*) from part").soleRow()
      #expect(try left.value(at: 0, as: Int.self) == 0)
      let script = try await failure {
        try await connection.runScript("select pg_sleep(60)", timeout: .milliseconds(50))
      }
      #expect(script == .timedOut)
      #expect(await connection.isAlive)
    }
  }

  @Test func `a deadline passes while another call has its turn, too`() async throws {
    try await TestServer.withConnection { connection in
      let process = await connection.backendProcess
      let long = Task { try await connection.execute("select pg_sleep(60)") }
      try await TestServer.waitUntil(process: process, waitsFor: "PgSleep")
      let late = Task { try await connection.execute("select 1", timeout: .milliseconds(20)) }
      long.cancel()
      _ = try await failure { try await long.value }
      // Whether it came in time is up to the clock; either way nothing else may come of it.
      do {
        #expect(try await late.value.count == 1)
      } catch let error as PostgreSQLError {
        #expect(error == .timedOut)
      }
    }
  }

  @Test func `the server's own limit is the server's error`() async throws {
    var configuration = try TestServer.configuration()
    configuration.statementTimeout = .milliseconds(30)
    let connection = try await Connection.open(configuration)
    let error = try await failure { try await connection.execute("select pg_sleep(60)") }
    #expect(error.sqlState == .queryCanceled)
    #expect(!error.isRetriable)
    await connection.close()
  }

  @Test func `connecting to a server that never answers ends in time`() async throws {
    let silent = try SilentServer()
    let configuration = Connection.Configuration(
      host: "127.0.0.1", port: silent.port, user: "nobody", tlsMode: .disable,
      connectTimeout: .milliseconds(50))
    let error = try await failure { try await Connection.open(configuration) }
    #expect(error == .connectionFailed(reason: "no answer in time", sqlState: nil))
    #expect(error.isRetriable)
  }

  @Test func `connecting can be cancelled`() async throws {
    let silent = try SilentServer()
    let configuration = Connection.Configuration(
      host: "127.0.0.1", port: silent.port, user: "nobody", tlsMode: .disable)
    let call = Task { try await Connection.open(configuration) }
    call.cancel()
    let error = try await failure { try await call.value }
    #expect(error == .cancelled)
  }
}
