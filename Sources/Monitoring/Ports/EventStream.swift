package import Exchange

/// The fan-out of both parties' journals, as a log that can be read again from any offset.
///
/// Owned by its consumer; implemented over a RabbitMQ stream and in memory. An implementation reconnects by itself.
package protocol EventStream: Sendable {
  /// Waits until something comes after `offset`, and hands over what is there.
  ///
  /// - Parameters:
  ///   - offset: of the last message that has been dealt with; nil to begin with the first that the stream still has.
  ///   - limit: about how many entries to hand over at most; at least one message.
  /// - Returns: messages by ascending offset; none after `close`, or when waiting took so long that the caller had
  ///   better look after other things.
  func next(after offset: Int64?, limit: Int) async throws -> [EventBatch]

  /// Ends the reading; a waiting `next` returns.
  func close() async
}

/// One message of the stream: some entries of one lane, or what a party tells beside its journal.
package struct EventBatch: Sendable {
  /// Where the stream has it.
  package let offset: Int64
  package let entries: [JournalEntry]
  package let report: TransportReport?
  /// Why (a part of) the message could not be read; the rest of the stream goes on.
  package let problem: String?

  package init(
    offset: Int64, entries: [JournalEntry] = [], report: TransportReport? = nil,
    problem: String? = nil
  ) {
    self.offset = offset
    self.entries = entries
    self.report = report
    self.problem = problem
  }
}
