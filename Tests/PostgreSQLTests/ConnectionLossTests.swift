import PostgreSQL
import Testing

@Suite(.needsPostgres)
struct ConnectionLossTests {
  private static let suicide: Query = "select pg_terminate_backend(pg_backend_pid())"

  private func throughProxy() async throws -> (CuttingProxy, Connection) {
    var configuration = try TestServer.configuration()
    let proxy = try CuttingProxy(to: configuration.port)
    configuration.host = "127.0.0.1"
    configuration.port = proxy.port
    configuration.tlsMode = .disable
    return (proxy, try await Connection.open(configuration))
  }

  @Test func `a connection lost before COMMIT has done nothing`() async throws {
    try await TestServer.withConnection { connection in
      let error = try await failure {
        try await connection.pipeline(["begin", Self.suicide, "commit"])
      }
      #expect(error.sqlState == .adminShutdown)
      #expect(error.isRetriable)
      #expect(!error.outcomeUnknown)
      #expect(await !connection.isAlive)
      let later = try await failure { try await connection.execute("select 1") }
      #expect(later.isRetriable)
      #expect(!later.outcomeUnknown)
    }
  }

  @Test func `a connection lost during COMMIT leaves the outcome unknown`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript(
        """
        create temp table part (id int);
        create function pg_temp.die() returns trigger language plpgsql as
          $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
        create constraint trigger die after insert on part deferrable initially deferred
          for each row execute function pg_temp.die();
        """)
      let error = try await failure {
        try await connection.pipeline(["begin", "insert into part values (1)", "commit"])
      }
      #expect(error.sqlState == .adminShutdown)
      #expect(error.outcomeUnknown)
    }
  }

  @Test(arguments: [["begin", "insert", "commit"], ["insert"]])
  func `when the answer to a commit is lost, the outcome is unknown, and it was done`(
    steps: [String]
  ) async throws {
    try await TestServer.withTable("id int") { table in
      let (proxy, connection) = try await throughProxy()
      proxy.cutNextAnswer()
      let insert = Query("insert into \(table) values (1)")
      let error = try await failure {
        try await connection.pipeline(steps.map { $0 == "insert" ? insert : Query($0) })
      }
      guard case .connectionLost(_, let outcomeUnknown) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(outcomeUnknown)
      #expect(error.isRetriable)
      let count = try await TestServer.withConnection { other in
        // The lock waits for the lost session, which may still be ending its transaction.
        try await other.transaction { transaction in
          try await transaction.execute(Query("lock table \(table)"))
          return try await transaction.execute(Query("select count(*) from \(table)")).soleRow()
            .value(at: 0, as: Int.self)
        }
      }
      #expect(count == 1)
    }
  }

  @Test func `when an answer within a transaction is lost, nothing was done`() async throws {
    let (proxy, connection) = try await throughProxy()
    try await connection.execute("begin")
    proxy.cutNextAnswer()
    let error = try await failure { try await connection.execute("select 1") }
    guard case .connectionLost(_, outcomeUnknown: false) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `a session ended while idle is found dead before anything is sent`() async throws {
    try await TestServer.withConnection { connection in
      let process = await connection.backendProcess
      try await TestServer.withConnection { other in
        try await other.execute(Query("select pg_terminate_backend($1, 5000)", process))
      }
      let error = try await failure { try await connection.execute("select 1") }
      guard case .connectionLost(_, outcomeUnknown: false) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
