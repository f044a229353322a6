import PostgreSQL
import Testing

@Suite(.needsPostgres)
struct PipelineTests {
  @Test func `results come in the order of the queries`() async throws {
    try await TestServer.withConnection { connection in
      let results = try await connection.pipeline((0..<100).map { Query("select $1 + 1", $0) })
      #expect(try results.map { try $0.soleRow().value(at: 0, as: Int.self) } == Array(1...100))
      #expect(try await connection.pipeline([]).isEmpty)
    }
  }

  @Test func `an error aborts the rest, undoes the whole and leaves the connection usable`()
    async throws
  {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int primary key)")
      let insert = { (id: Int) in Query("insert into part values ($1)", id) }
      for batch in [
        ["begin", insert(1), insert(1), insert(2), "commit"], [insert(1), insert(1), insert(2)],
      ] as [[Query]] {
        let error = try await failure { try await connection.pipeline(batch) }
        #expect(error.isUniqueViolation)
        guard case .server(let report) = error else { throw Unexpected() }
        #expect(batch[report.queryIndex].sql == insert(1).sql)
        #expect(report.constraint == "part_pkey")
        #expect(report.table == "part")
        #expect(!error.outcomeUnknown)
        let left = try await connection.execute("select count(*) from part").soleRow()
        #expect(try left.value(at: 0, as: Int.self) == 0)
      }
    }
  }

  @Test func `a statement that cannot be prepared aborts the rest and is not remembered`()
    async throws
  {
    try await TestServer.withConnection { connection in
      let batch: [Query] = ["select 1", "select * from no_such_table", "select 2"]
      for _ in 0..<2 {
        let error = try await failure { try await connection.pipeline(batch) }
        #expect(error.sqlState == .undefinedTable)
      }
      try await connection.runScript("create temp table no_such_table (id int)")
      #expect(try await connection.pipeline(batch).count == 3)
    }
  }

  @Test func `more than the sockets can hold goes both ways without a deadlock`() async throws {
    try await TestServer.withConnection { connection in
      let text = String(repeating: "x", count: 20_000)
      let batch = (0..<1_000).map { _ in Query("select $1", text) }
      let results = try await connection.pipeline(batch)
      #expect(results.count == 1_000)
      #expect(try results[999].soleRow().value(at: 0, as: String.self) == text)
    }
  }

  @Test func `set-based writes tell how many rows they wrote`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int8, name text)")
      let results = try await connection.pipeline([
        "begin",
        Query(
          "insert into part select * from unnest($1::int8[], $2::text[])", Array(1...500),
          (1...500).map { $0 % 5 == 0 ? nil : "part \($0)" }),
        "update part set name = 'none' where name is null",
        "commit",
      ])
      #expect(results.map(\.rowsAffected) == [0, 500, 100, 0])
      #expect(results.map(\.command) == ["BEGIN", "INSERT 0 500", "UPDATE 100", "COMMIT"])
    }
  }

  @Test func `the cache of prepared statements is bounded and forgets the oldest`() async throws {
    var configuration = try TestServer.configuration()
    configuration.preparedStatementCapacity = 8
    let connection = try await Connection.open(configuration)
    for number in 0..<50 {
      let row = try await connection.execute(Query("select $1 + \(number)", 1)).soleRow()
      #expect(try row.value(at: 0, as: Int.self) == number + 1)
    }
    let statements = try await connection.execute(
      "select statement from pg_prepared_statements order by prepare_time")
    let texts = try statements.map { try $0.value(at: 0, as: String.self) }
    #expect(texts.count <= 9)
    #expect(texts.contains("select $1 + 49"))
    await connection.close()
  }

  @Test func `the same text with other types is another statement`() async throws {
    try await TestServer.withConnection { connection in
      for _ in 0..<2 {
        let first = try await connection.execute(Query("select $1", 1)).soleRow()
        #expect(try first.value(at: 0, as: Int.self) == 1)
        let second = try await connection.execute(Query("select $1", "one")).soleRow()
        #expect(try second.value(at: 0, as: String.self) == "one")
      }
    }
  }

  @Test func `a statement outdated by a changed table is retriable and works again`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create temp table part (id int)")
      try await connection.execute("select * from part")
      try await connection.runScript("alter table part add column name text")
      let error = try await failure { try await connection.execute("select * from part") }
      #expect(error.sqlState == .featureNotSupported)
      #expect(error.isRetriable)
      #expect(try await connection.execute("select * from part").columns.count == 2)
    }
  }

  @Test func `statements lost to a session reset are prepared anew`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.execute("select 1")
      try await connection.runScript("deallocate all")
      let error = try await failure { try await connection.execute("select 1") }
      #expect(error.isRetriable)
      #expect(try await connection.execute("select 1").count == 1)
    }
  }

  @Test func `a COPY is no query and ends the connection`() async throws {
    try await TestServer.withConnection { connection in
      let error = try await failure { try await connection.execute("copy pg_class to stdout") }
      guard case .protocolViolation = error else {
        Issue.record("\(error)")
        return
      }
      #expect(await !connection.isAlive)
    }
  }

  @Test func `a constraint that is checked only at the implicit commit is an ordinary error`()
    async throws
  {
    try await TestServer.withConnection { connection in
      try await connection.runScript(
        "create temp table part (id int unique deferrable initially deferred)")
      let insert: Query = "insert into part values (1)"
      for batch in [[insert, insert], ["begin", insert, insert, "commit"]] {
        let error = try await failure { try await connection.pipeline(batch) }
        #expect(error.isUniqueViolation, "\(error)")
        #expect(try await connection.execute("select * from part").isEmpty)
      }
    }
  }
}
