import CPostgreSQL

/// The owner of one `PGresult`, freed with it.
///
/// A `PGresult` is never changed once libpq has handed it over, and its functions only read it, so it
/// may be read from any thread (libpq manual, "Behavior in Threaded Programs"); hence unchecked.
@safe
struct ResultHandle: ~Copyable, @unchecked Sendable {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) {
    unsafe self.result = result
  }

  deinit {
    unsafe PQclear(result)
  }

  var status: ExecStatusType { unsafe PQresultStatus(result) }
  var rowCount: Int { Int(unsafe PQntuples(result)) }
  var columnCount: Int { Int(unsafe PQnfields(result)) }

  /// The command tag, such as `INSERT 0 3`.
  var commandTag: String {
    guard let tag = unsafe PQcmdStatus(result) else { return "" }
    return unsafe String(cString: tag)
  }

  /// The rows that the command read or changed, 0 for commands that have no such number.
  var rowsAffected: Int {
    guard let text = unsafe PQcmdTuples(result) else { return 0 }
    return Int(unsafe String(cString: text)) ?? 0
  }

  /// The columns of the rows, in order.
  var columns: [Column] {
    (0..<Int32(columnCount)).map { index in
      let name = unsafe PQfname(result, index).map { unsafe String(cString: $0) } ?? ""
      let type = PostgresType(rawValue: unsafe PQftype(result, index))
      return Column(name: name, type: type)
    }
  }

  /// Reads one value; row and column must lie within the result.
  func decode<Value: PostgresDecodable>(
    row: Int, column: Int, type: PostgresType, as _: Value.Type
  ) throws(DecodingFailure) -> Value {
    let (row, column) = (Int32(row), Int32(column))
    guard unsafe PQgetisnull(result, row, column) == 0 else { return try Value.decodeNull() }
    guard let start = unsafe PQgetvalue(result, row, column) else { throw .noSuchColumn }
    let count = Int(unsafe PQgetlength(result, row, column))
    // The value lives as long as the result, which outlives this call.
    let first = unsafe UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    let bytes = unsafe UnsafeBufferPointer(start: first, count: count)
    return try unsafe Value.decode(bytes.span, type: type)
  }

  /// One field of an error or a notice; `code` is one of the `CPostgreSQLDiag…` constants.
  private func field(_ code: Int) -> String? {
    guard let text = unsafe PQresultErrorField(result, Int32(code)) else { return nil }
    return unsafe String(cString: text)
  }

  /// The server's error that the result carries; nil when libpq itself made the error.
  func serverError(queryIndex: Int) -> ServerError? {
    guard let sqlState = field(CPostgreSQLDiagSQLState) else { return nil }
    let state = SQLState(rawValue: sqlState)
    // The server gives a changed result type no code of its own; its function's name is stable and
    // untranslated.
    let planChanged =
      state == .featureNotSupported && field(CPostgreSQLDiagFunction) == "RevalidateCachedQuery"
    return ServerError(
      sqlState: state,
      severity: field(CPostgreSQLDiagSeverity) ?? "ERROR",
      message: field(CPostgreSQLDiagMessage) ?? "",
      detail: field(CPostgreSQLDiagDetail),
      hint: field(CPostgreSQLDiagHint),
      position: field(CPostgreSQLDiagPosition).flatMap { Int($0) },
      schema: field(CPostgreSQLDiagSchema),
      table: field(CPostgreSQLDiagTable),
      column: field(CPostgreSQLDiagColumn),
      constraint: field(CPostgreSQLDiagConstraint),
      queryIndex: queryIndex,
      isStalePlan: planChanged || state == .invalidStatementName)
  }

  /// What libpq says about the failure in its own words.
  var errorMessage: String {
    guard let text = unsafe PQresultErrorMessage(result) else { return "" }
    return unsafe String(cString: text)
  }

  /// Reads a notice without becoming its owner: libpq frees it after the receiver returns.
  static func notice(_ result: OpaquePointer) -> Notice {
    func field(_ code: Int) -> String? {
      guard let text = unsafe PQresultErrorField(result, Int32(code)) else { return nil }
      return unsafe String(cString: text)
    }
    return Notice(
      severity: field(CPostgreSQLDiagSeverity) ?? "NOTICE",
      sqlState: SQLState(rawValue: field(CPostgreSQLDiagSQLState) ?? "00000"),
      message: field(CPostgreSQLDiagMessage) ?? "",
      detail: field(CPostgreSQLDiagDetail),
      hint: field(CPostgreSQLDiagHint))
  }
}
