/// A column of a result.
public struct Column: Hashable, Sendable {
  public let name: String
  public let type: PostgresType
}

/// The answer to one query: its rows and what the command did.
///
/// ```swift
/// for row in try await connection.execute("select id, name from part") {
///   let (id, name) = try row.decode(Int.self, String?.self)
/// }
/// ```
///
/// The values stay in libpq's memory and are decoded when asked for.
public struct QueryResult: RandomAccessCollection, Sendable {
  /// The columns, none when the command gives no rows.
  public let columns: [Column]
  private let storage: Storage

  init(_ handle: consuming ResultHandle) {
    columns = handle.columns
    storage = Storage(handle)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { storage.handle.rowCount }

  public subscript(position: Int) -> Row {
    precondition(indices.contains(position), "row \(position) of \(count)")
    return Row(columns: columns, storage: storage, index: position)
  }

  /// The number of rows that the command read, inserted, updated or deleted.
  public var rowsAffected: Int { storage.handle.rowsAffected }

  /// The command tag, such as `INSERT 0 3` or `COMMIT`.
  public var command: String { storage.handle.commandTag }

  /// The only row; throws ``PostgreSQLError/decoding(column:row:_:)`` when there are more or none.
  public func soleRow() throws(PostgreSQLError) -> Row {
    guard count == 1 else { throw .decoding(column: "*", row: 0, .rowCount(count)) }
    return self[0]
  }

  /// Keeps the `PGresult` alive for the result and all of its rows.
  final class Storage: Sendable {
    let handle: ResultHandle

    init(_ handle: consuming ResultHandle) {
      self.handle = handle
    }
  }
}

/// One row of a result.
public struct Row: Sendable {
  public let columns: [Column]
  let storage: QueryResult.Storage
  let index: Int

  /// The value in the column at an index, counted from 0.
  public func value<Value: PostgresDecodable>(
    at column: Int, as type: Value.Type = Value.self
  ) throws(PostgreSQLError) -> Value {
    guard columns.indices.contains(column) else {
      throw .decoding(column: "#\(column)", row: index, .noSuchColumn)
    }
    do {
      return try storage.handle.decode(
        row: index, column: column, type: columns[column].type, as: type)
    } catch {
      throw .decoding(column: columns[column].name, row: index, error)
    }
  }

  /// The value in the first column of a name, upper and lower case as the server spells it.
  public func value<Value: PostgresDecodable>(
    _ name: String, as type: Value.Type = Value.self
  ) throws(PostgreSQLError) -> Value {
    guard let column = columns.firstIndex(where: { $0.name == name }) else {
      throw .decoding(column: name, row: index, .noSuchColumn)
    }
    return try value(at: column, as: type)
  }

  /// All values of the row, in order; there must be as many types as columns.
  public func decode<each Value: PostgresDecodable>(
    _ types: repeat (each Value).Type
  ) throws(PostgreSQLError) -> (repeat each Value) {
    var expected = 0
    for _ in repeat each types { expected += 1 }
    guard expected == columns.count else {
      throw .decoding(
        column: "*", row: index, .columnCount(expected: expected, found: columns.count))
    }
    var position = -1
    func next<Next: PostgresDecodable>(_ type: Next.Type) throws(PostgreSQLError) -> Next {
      position += 1
      return try value(at: position, as: type)
    }
    return (repeat try next(each types))
  }
}
