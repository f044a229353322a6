import Foundation
import PostgreSQL
import Testing

@Suite(.needsPostgres)
struct TypeTests {
  /// Sends a value, lets the server cast it to its own text and back, and reads it again.
  private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
    _ values: [Value], sqlType: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await TestServer.withConnection { connection in
      for value in values {
        let query = Query("select $1, ($1::text)::\(sqlType)", value)
        let row = try await connection.execute(query).soleRow()
        let (echoed, throughText) = try row.decode(Value.self, Value.self)
        #expect(echoed == value, sourceLocation: sourceLocation)
        #expect(throughText == value, sourceLocation: sourceLocation)
      }
    }
  }

  @Test func `booleans and integers come back at the ends of their ranges`() async throws {
    try await roundTrip([true, false], sqlType: "bool")
    try await roundTrip([Int16.min, -1, 0, .max], sqlType: "int2")
    try await roundTrip([Int32.min, -1, 0, .max], sqlType: "int4")
    try await roundTrip([Int64.min, -1, 0, .max], sqlType: "int8")
    try await roundTrip([Int.min, -1, 0, .max], sqlType: "int8")
  }

  @Test func `floating point numbers come back exactly`() async throws {
    let values = [0, -0.1, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity]
    try await roundTrip(values, sqlType: "float8")
    try await TestServer.withConnection { connection in
      let row = try await connection.execute(Query("select $1, 0.5::float4", Double.nan)).soleRow()
      #expect(try row.value(at: 0, as: Double.self).isNaN)
      #expect(try row.value(at: 1, as: Double.self) == 0.5)
    }
  }

  @Test func `texts, bytes, ids and documents come back`() async throws {
    try await roundTrip(["", "a", "Grüße 🧾", "quote ' \" \\ $1 {,}"], sqlType: "text")
    try await roundTrip([[], [0, 1, 255], Array(0...255)] as [[UInt8]], sqlType: "bytea")
    try await roundTrip([UUID(), UUID()], sqlType: "uuid")
    try await roundTrip([PostgresJSON(#"{"b": 1,  "a": [null]}"#)], sqlType: "json")
    try await roundTrip([PostgresJSONB(#"{"a": [null], "b": 1}"#)], sqlType: "jsonb")
  }

  @Test func `decimal numbers come back digit by digit`() async throws {
    let texts = [
      "0", "0.00", "1", "-1", "10000", "9999.9999", "-12.50", "0.0001", "0.00001", "100000000",
      "12345678901234567890123456789.000000000123456789", "NaN", "Infinity", "-Infinity",
    ]
    try await roundTrip(texts.map { PostgresNumeric($0)! }, sqlType: "numeric")
    try await TestServer.withConnection { connection in
      for text in texts {
        let query = Query("select $1, $1::text", PostgresNumeric(text))
        let (number, printed) = try await connection.execute(query).soleRow()
          .decode(String.self, String.self)
        #expect(number == text)
        #expect(printed == text)
      }
    }
  }

  @Test func `instants come back to the microsecond`() async throws {
    let values: [Int64] = [0, 1, -1, 946_684_800_000_000, 1_764_000_000_123_456, .max, .min]
    try await roundTrip(values.map(PostgresTimestamp.init(microseconds:)), sqlType: "timestamptz")
    try await TestServer.withConnection { connection in
      let query = Query(
        "select $1::timestamptz = '1970-01-01 00:00:00.000001+00', 'infinity'::timestamptz",
        PostgresTimestamp(microseconds: 1))
      let row = try await connection.execute(query).soleRow()
      let (isSame, end) = try row.decode(Bool.self, PostgresTimestamp.self)
      #expect(isSame)
      #expect(end == .infinity)
    }
  }

  @Test func `arrays come back, empty ones and NULLs in them too`() async throws {
    try await roundTrip([[], [true, nil, false]] as [[Bool?]], sqlType: "bool[]")
    try await roundTrip([[], [1, -2]] as [[Int16]], sqlType: "int2[]")
    try await roundTrip([[], [1, nil]] as [[Int32?]], sqlType: "int4[]")
    try await roundTrip([[], Array(0..<5000)] as [[Int]], sqlType: "int8[]")
    try await roundTrip([[1.5, nil]] as [[Double?]], sqlType: "float8[]")
    try await roundTrip([["a,b", "", nil, "NULL", "{\"}"]] as [[String?]], sqlType: "text[]")
    try await roundTrip([[[], [0, 9]], []] as [[[UInt8]]], sqlType: "bytea[]")
    try await roundTrip([[UUID(), nil]] as [[UUID?]], sqlType: "uuid[]")
    try await roundTrip(
      [[PostgresTimestamp(microseconds: 5), nil]] as [[PostgresTimestamp?]],
      sqlType: "timestamptz[]")
    try await roundTrip([[PostgresJSONB("[1, 2]"), nil]] as [[PostgresJSONB?]], sqlType: "jsonb[]")
    try await roundTrip([[PostgresJSON("[1,2]")]] as [[PostgresJSON]], sqlType: "json[]")
    try await roundTrip(
      [[PostgresNumeric("1.20"), nil]] as [[PostgresNumeric?]], sqlType: "numeric[]")
  }

  @Test func `NULL is nil, and refused where a value is asked for`() async throws {
    try await TestServer.withConnection { connection in
      let query = Query("select $1, $2, $3", Int?.none, String?.none, [Int]?.none)
      let row = try await connection.execute(query).soleRow()
      #expect(try row.value(at: 0, as: Int?.self) == nil)
      #expect(try row.value(at: 1, as: String?.self) == nil)
      #expect(try row.value(at: 2, as: [Int]?.self) == nil)
      let error = try await failure { try row.value(at: 0, as: Int.self) }
      #expect(error == .decoding(column: "?column?", row: 0, .unexpectedNull))
    }
  }

  @Test func `a mebibyte goes and comes in one piece`() async throws {
    let bytes = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let text = String(repeating: "xü", count: 400_000)
    try await roundTrip([bytes], sqlType: "bytea")
    try await roundTrip([text], sqlType: "text")
  }

  @Test func `what the server names text is read as a String`() async throws {
    try await TestServer.withConnection { connection in
      try await connection.runScript("create type pg_temp.mood as enum ('calm', 'wild')")
      let row = try await connection.execute(
        """
        select 'a'::varchar(3), 'b'::bpchar, 'c'::name, 'wild'::pg_temp.mood, '{"a":1}'::jsonb,
          '[ 1]'::json, 12.340::numeric
        """
      ).soleRow()
      let texts = try (0..<7).map { try row.value(at: $0, as: String.self) }
      #expect(texts == ["a", "b", "c", "wild", #"{"a": 1}"#, "[ 1]", "12.340"])
    }
  }

  @Test func `a value is never read as another type`() async throws {
    try await TestServer.withConnection { connection in
      let query: Query = "select 1::int4 as n, 'x'::text as t, 70000::int8 as wide"
      let row = try await connection.execute(query).soleRow()
      #expect(try row.value("n", as: Int.self) == 1)
      let mismatch = try await failure { try row.value("t", as: Int.self) }
      #expect(
        mismatch
          == .decoding(column: "t", row: 0, .typeMismatch(expected: .int8, found: .text)))
      let narrow = try await failure { try row.value("wide", as: Int16.self) }
      #expect(narrow == .decoding(column: "wide", row: 0, .outOfRange))
      let unknown = try await failure { try row.value("absent", as: Int.self) }
      #expect(unknown == .decoding(column: "absent", row: 0, .noSuchColumn))
      let beyond = try await failure { try row.value(at: 3, as: Int.self) }
      #expect(beyond == .decoding(column: "#3", row: 0, .noSuchColumn))
      let few = try await failure { try row.decode(Int.self) }
      #expect(few == .decoding(column: "*", row: 0, .columnCount(expected: 1, found: 3)))
    }
  }
}
