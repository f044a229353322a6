import CPostgreSQL
import Glibc

extension Session {
  /// Connects and logs in, within the configuration's time.
  static func connect(
    _ configuration: Connection.Configuration, wakeUp: WakeUp,
    onNotice: @escaping @Sendable (Notice) -> Void
  ) throws(PostgreSQLError) -> Session {
    let deadline = ContinuousClock.now + configuration.connectTimeout
    let handle = try ConnectionHandle(
      settings: configuration.libpqSettings, notices: NoticeSink(onNotice))
    var status = PGRES_POLLING_WRITING
    while status != PGRES_POLLING_OK {
      if Task.isCancelled { throw .cancelled }
      guard ContinuousClock.now < deadline else {
        throw .connectionFailed(reason: "no answer in time", sqlState: nil)
      }
      guard status != PGRES_POLLING_FAILED, handle.socket >= 0 else {
        throw connectionFailure(handle.errorMessage)
      }
      let isWriting = status == PGRES_POLLING_WRITING
      // The socket may be another one after each step, so it is asked for each time.
      let ready = PollSet(
        socket: handle.socket, writes: isWriting, reads: !isWriting, wakeUp: wakeUp.descriptor
      ).wait(until: deadline)
      if ready.isAwakened { wakeUp.reset() }
      if ready.socketReady { status = handle.pollConnecting() }
    }
    guard handle.enterPipeline() else {
      throw .connectionFailed(reason: handle.lossReason, sqlState: nil)
    }
    return Session(
      handle, wakeUp: wakeUp, statementCapacity: configuration.preparedStatementCapacity)
  }

  /// Takes the SQLSTATE out of libpq's verbose text of a refused login.
  ///
  /// Libpq 15 gives it nowhere else: `… failed: FATAL:  28P01: password authentication failed …`.
  static func connectionFailure(_ message: String) -> PostgreSQLError {
    let text = message.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
      .joined(separator: "; ")
    guard let match = text.firstMatch(of: #/:\x20\x20([0-9A-Z]{5}):\x20/#) else {
      return .connectionFailed(reason: text, sqlState: nil)
    }
    let reason = text.replacing("\(match.1): ", with: "", maxReplacements: 1)
    return .connectionFailed(reason: reason, sqlState: SQLState(rawValue: String(match.1)))
  }
}
