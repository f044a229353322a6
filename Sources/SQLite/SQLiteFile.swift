import CSQLite

/// An SQLite database file that is being written.
///
/// Owned by one task; closed when it goes out of scope.
@safe
package struct SQLiteFile: ~Copyable {
  private let handle: OpaquePointer
  private var statements: [String: OpaquePointer] = unsafe [:]

  /// Opens a file, which is made if it is not there.
  ///
  /// - Throws: `SQLiteError` when it cannot be, or is no database.
  package init(path: String) throws(SQLiteError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open(path, &opened)
    guard let opened = unsafe opened else {
      throw SQLiteError(code: code, message: "out of memory")
    }
    guard code == SQLITE_OK else {
      let error = unsafe SQLiteError(code: code, message: String(cString: sqlite3_errmsg(opened)))
      unsafe sqlite3_close(opened)
      throw error
    }
    unsafe handle = opened
  }

  deinit {
    while let statement = unsafe sqlite3_next_stmt(handle, nil) {
      unsafe sqlite3_finalize(statement)
    }
    unsafe sqlite3_close(handle)
  }

  /// Executes statements without results.
  package func execute(_ sql: String) throws(SQLiteError) {
    try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Inserts a row; nil is NULL. The statement of each table and number of columns is prepared once.
  ///
  /// - Parameter table: a name of the program's own: it is not quoted.
  package mutating func insert(into table: String, _ values: [String?]) throws(SQLiteError) {
    let statement = unsafe try prepared(table, columns: values.count)
    for (index, value) in values.enumerated() {
      if let value {
        try check(
          unsafe duet_sqlite_bind_text(
            statement, Int32(index + 1), value, Int32(value.utf8.count)))
      } else {
        try check(unsafe sqlite3_bind_null(statement, Int32(index + 1)))
      }
    }
    let code = unsafe sqlite3_step(statement)
    unsafe sqlite3_reset(statement)
    try check(code == SQLITE_DONE ? SQLITE_OK : code)
  }

  private mutating func prepared(
    _ table: String, columns: Int
  ) throws(SQLiteError) -> OpaquePointer {
    if let known = unsafe statements[table] { return unsafe known }
    let places = Array(repeating: "?", count: columns).joined(separator: ", ")
    var prepared: OpaquePointer?
    try check(
      unsafe sqlite3_prepare_v2(
        handle, "insert into \(table) values (\(places))", -1, &prepared, nil))
    guard let prepared = unsafe prepared else { preconditionFailure("an insert is a statement") }
    unsafe statements[table] = prepared
    return unsafe prepared
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    throw unsafe SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// What SQLite refused, by its result code (sqlite.org/rescode.html).
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  package let code: Int32
  package let message: String

  package var description: String { "\(message) (SQLite \(code))" }
}
