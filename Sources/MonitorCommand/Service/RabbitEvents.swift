import Messaging
import Monitoring

/// RabbitMQ's stream as the monitor wants it.
struct RabbitEvents: EventStream {
  private let stream: RabbitEventStream

  init(_ stream: RabbitEventStream) { self.stream = stream }

  func next(after offset: Int64?, limit: Int) async throws -> [EventBatch] {
    try await stream.next(after: offset, limit: limit).map { batch in
      EventBatch(
        offset: batch.offset, entries: batch.content.entries, report: batch.content.report,
        problem: batch.content.problem)
    }
  }

  func close() async { await stream.close() }
}
