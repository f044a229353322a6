import Foundation
import PostgreSQL
import Synchronization
import Testing

struct SQLStateTests {
  @Test(arguments: [
    ("40001", true), ("40P01", true), ("55P03", true), ("57P01", true), ("57P02", true),
    ("57P03", true), ("53300", true), ("08006", true), ("08003", true), ("23505", false),
    ("22P02", false), ("42601", false), ("57014", false), ("25006", false), ("53100", false),
  ])
  func `only what may pass by itself is retried`(code: String, isRetriable: Bool) {
    #expect(SQLState(rawValue: code).isRetriable == isRetriable)
  }
}

@Suite(.needsPostgres)
struct ErrorTests {
  /// One failing statement per kind of error.
  @Test(arguments: [
    ("select 1/0", "22012"), ("select 'x'::int", "22P02"), ("selec", "42601"),
    ("select * from absent", "42P01"), ("select absent()", "42883"),
    ("insert into pg_temp.part values (1)", "23505"),
    ("insert into pg_temp.part values (null)", "23502"),
    ("insert into pg_temp.part values (-1)", "23514"),
    ("do $$ begin raise exception 'x' using errcode = '40001'; end $$", "40001"),
    ("do $$ begin raise exception 'x' using errcode = 'DU001'; end $$", "DU001"),
  ])
  func `the server's errors keep their code and the connection`(sql: String, code: String)
    async throws
  {
    try await TestServer.withConnection { connection in
      try await connection.runScript(
        """
        create temp table part (id int primary key, constraint positive check (id > 0));
        insert into part values (1);
        """)
      let error = try await failure { try await connection.execute(Query(sql)) }
      #expect(error.sqlState?.rawValue == code)
      #expect(error.isUniqueViolation == (code == "23505"))
      #expect(error.isRetriable == (code == "40001"))
      #expect(await connection.isAlive)
    }
  }

  @Test func `an error names the place but shows no values`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript(
        "create temp table part (secret text primary key, n int); insert into part values ('hush')")
      let statements = [
        Query("insert into part values ($1)", "hush"),
        Query("insert into part values ($1, $1::int)", "hush"),
        Query("select $1::jsonb", PostgresJSONB("hush")),
        Query("insert into part values (null, length($1))", "hush"),
      ]
      for statement in statements {
        let error = try await failure { try await connection.execute(statement) }
        #expect(!"\(error)".contains("hush"), "\(error)")
        #expect(error.sqlState != nil)
      }
      let error = try await failure { try await connection.execute(statements[0]) }
      guard case .server(let report) = error else { throw Unexpected() }
      #expect(report.detail?.contains("hush") == true)
      #expect("\(error)".contains("part_pkey"))
    }
  }

  @Test func `a syntax error tells its position`() async throws {
    try await TestServer.withConnection { connection in
      let error = try await failure { try await connection.execute("select 1 frm x") }
      guard case .server(let report) = error else { throw Unexpected() }
      #expect(report.position == 14)
    }
  }

  @Test func `lock waits and deadlocks are retriable`() async throws {
    try await TestServer.withTable("id int primary key, n int") { table in
      try await TestServer.withConnection { first in
        try await first.runScript("insert into \(table) values (1, 0), (2, 0)")
        var configuration = try TestServer.configuration()
        configuration.lockTimeout = .milliseconds(20)
        let second = try await Connection.open(configuration)
        let update = { @Sendable (id: Int) in
          Query("update \(table) set n = n + 1 where id = $1", id)
        }
        try await first.pipeline(["begin", update(1)])
        let locked = try await failure { try await second.execute(update(1)) }
        #expect(locked.sqlState == .lockNotAvailable)
        #expect(locked.isRetriable)
        await second.close()
        let third = try await TestServer.connect()
        try await third.pipeline(["begin", update(2)])
        async let crossing = third.execute(update(1))
        let firstOutcome = await Result { try await first.execute(update(2)) }
        var outcomes = [firstOutcome]
        // Let the survivor go on before the other's outcome is awaited.
        try await first.execute("rollback")
        do { outcomes.append(.success(try await crossing)) } catch {
          outcomes.append(.failure(error))
        }
        let errors = outcomes.compactMap { outcome -> PostgreSQLError? in
          guard case .failure(let error) = outcome else { return nil }
          return error as? PostgreSQLError
        }
        #expect(errors.map(\.sqlState) == [.deadlockDetected])
        #expect(errors[0].isRetriable)
        await third.close()
      }
    }
  }

  @Test func `a refused login tells the server's code`() async throws {
    var configuration = try TestServer.configuration()
    configuration.database = "no_such_database"
    let error = try await failure { try await Connection.open(configuration) }
    #expect(error.sqlState?.rawValue == "3D000")
    #expect(!error.isRetriable)
    #expect(!"\(error)".contains("LOCATION"))
  }

  @Test func `a closed port is a retriable failure`() async throws {
    let port = try SilentServer().port
    let configuration = Connection.Configuration(host: "127.0.0.1", port: port, user: "nobody")
    let error = try await failure { try await Connection.open(configuration) }
    #expect(error.isRetriable)
    #expect(error.sqlState == nil)
  }

  @Test func `calls after closing are refused`() async throws {
    let connection = try await TestServer.connect()
    await connection.close()
    await connection.close()
    #expect(try await failure { try await connection.execute("select 1") } == .closed)
    #expect(await !connection.isAlive)
  }

  @Test func `notices reach the handler`() async throws {
    let notices = Mutex<[Notice]>([])
    let connection = try await TestServer.connect { notice in
      notices.withLock { $0.append(notice) }
    }
    try await connection.execute("do $$ begin raise warning 'mind the gap'; end $$")
    try await connection.runScript("drop table if exists absent")
    await connection.close()
    #expect(notices.withLock { $0.map(\.severity) } == ["WARNING", "NOTICE"])
    #expect(notices.withLock { $0[0].message } == "mind the gap")
  }

  @Test func `a script is one transaction unless it says otherwise`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int)")
      let error = try await failure {
        try await connection.runScript("insert into part values (1); select 1/0")
      }
      #expect(error.sqlState?.rawValue == "22012")
      let open = try await failure {
        try await connection.runScript("begin; insert into part values (1); select 1/0; commit")
      }
      #expect(open.sqlState?.rawValue == "22012")
      #expect(try await connection.execute("select * from part").isEmpty)
    }
  }
}

extension Result where Failure == any Error {
  /// The outcome of an asynchronous call.
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
