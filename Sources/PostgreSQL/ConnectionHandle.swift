import CPostgreSQL

/// The owner of one `PGconn`, closed with it, and the only place that hands it to libpq.
///
/// Every function returns without waiting: the connection is in non-blocking mode. Not `Sendable`: a
/// connection belongs to one thread at a time.
@safe
struct ConnectionHandle: ~Copyable {
  /// Nil once closed; libpq's functions take that for a broken connection.
  private var connection: OpaquePointer?
  private let notices: NoticeSink

  /// Starts to connect; ``pollConnecting()`` goes on.
  ///
  /// Resolves the host's name at once, which is the one thing that libpq cannot do without waiting.
  init(
    settings: [(key: String, value: String)], notices: NoticeSink
  ) throws(PostgreSQLError) {
    let keys = CStringArray(settings.map(\.key))
    let values = CStringArray(settings.map(\.value))
    let started = unsafe keys.withPointer { keys in
      unsafe values.withPointer { values in unsafe PQconnectStartParams(keys, values, 0) }
    }
    guard let started = unsafe started else {
      throw .connectionFailed(reason: "out of memory", sqlState: nil)
    }
    unsafe connection = started
    self.notices = notices
    // Verbose, because only then does the text of a refused login hold its SQLSTATE.
    _ = unsafe PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    let context = unsafe Unmanaged.passUnretained(notices).toOpaque()
    unsafe PQsetNoticeReceiver(
      connection,
      { context, result in
        // The handle keeps the sink alive for as long as the connection can call it.
        guard let context = unsafe context, let result = unsafe result else { return }
        let sink = unsafe Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue()
        unsafe sink.deliver(ResultHandle.notice(result))
      }, context)
  }

  deinit {
    unsafe PQfinish(connection)
  }

  /// Ends the connection at once.
  mutating func close() {
    unsafe PQfinish(connection)
    unsafe connection = nil
  }

  var isOpen: Bool { unsafe connection != nil }

  var isConnected: Bool { unsafe PQstatus(connection) == CONNECTION_OK }
  var socket: Int32 { unsafe PQsocket(connection) }
  var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(connection) }
  var backendProcess: Int32 { unsafe PQbackendPID(connection) }

  var errorMessage: String {
    guard let message = unsafe PQerrorMessage(connection) else { return "" }
    return unsafe String(cString: message)
  }

  func pollConnecting() -> PostgresPollingStatusType { unsafe PQconnectPoll(connection) }

  /// Leaves blocking mode and enters pipeline mode, in which the connection then stays.
  func enterPipeline() -> Bool {
    unsafe PQsetnonblocking(connection, 1) == 0 && PQenterPipelineMode(connection) == 1
  }

  /// Leaves pipeline mode; the pipeline must be empty.
  func exitPipeline() -> Bool { unsafe PQexitPipelineMode(connection) == 1 }

  // MARK: Sending

  func sendPrepare(name: String, _ query: Query) -> Bool {
    unsafe PQsendPrepare(connection, name, query.sql, Int32(query.types.count), query.types) == 1
  }

  /// Sends a query by the name of its prepared statement, or by its text when there is no name.
  func send(_ query: Query, preparedAs name: String?) -> Bool {
    let count = query.lengths.count
    return unsafe query.bytes.withUnsafeBytes { raw in
      // A value without bytes needs an address as well: nil would mean NULL.
      let empty = unsafe UnsafePointer<CChar>(bitPattern: 1)
      let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty
      return unsafe withUnsafeTemporaryAllocation(
        of: UnsafePointer<CChar>?.self, capacity: count
      ) { values in
        var next = unsafe start
        for index in 0..<count {
          let length = Int(query.lengths[index])
          unsafe values.initializeElement(at: index, to: length < 0 ? nil : next)
          unsafe next = next.map { unsafe $0 + max(length, 0) }
        }
        return unsafe send(query, preparedAs: name, values: values.baseAddress)
      }
    }
  }

  private func send(
    _ query: Query, preparedAs name: String?, values: UnsafePointer<UnsafePointer<CChar>?>?
  ) -> Bool {
    let count = query.lengths.count
    let binary: Int32 = 1
    return unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { formats in
      unsafe formats.initialize(repeating: binary)
      if let name {
        return unsafe PQsendQueryPrepared(
          connection, name, Int32(count), values, query.lengths, formats.baseAddress, binary) == 1
      }
      return unsafe PQsendQueryParams(
        connection, query.sql, Int32(count), query.types, values, query.lengths,
        formats.baseAddress, binary) == 1
    }
  }

  /// Sends a script of any number of statements; not in pipeline mode.
  func sendScript(_ sql: String) -> Bool { unsafe PQsendQuery(connection, sql) == 1 }

  func sendSynchronize() -> Bool { unsafe PQpipelineSync(connection) == 1 }

  /// Writes what the socket takes. Returns whether something is left to write.
  func flush() throws(PostgreSQLError) -> Bool {
    let left = unsafe PQflush(connection)
    guard left >= 0 else { throw .connectionLost(reason: lossReason, outcomeUnknown: false) }
    return left == 1
  }

  // MARK: Receiving

  /// Reads what the socket holds; false when the connection is broken.
  func readInput() -> Bool { unsafe PQconsumeInput(connection) == 1 }

  /// Whether the next result has not arrived yet.
  var isBusy: Bool { unsafe PQisBusy(connection) == 1 }

  /// The next result; nil between the results of two queries. Waits unless ``isBusy`` is false.
  func nextResult() -> ResultHandle? {
    guard let result = unsafe PQgetResult(connection) else { return nil }
    return unsafe ResultHandle(result)
  }

  /// Libpq's words for a broken connection, without the blanks around them.
  var lossReason: String {
    let message = errorMessage.split(separator: "\n").joined(separator: "; ")
    return message.isEmpty ? "the connection is closed" : message
  }

  /// What is needed to stop the current statement.
  func makeCancelHandle() -> CancelHandle? {
    guard let cancel = unsafe PQgetCancel(connection) else { return nil }
    return unsafe CancelHandle(cancel)
  }
}
