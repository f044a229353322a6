package import Exchange
package import RabbitMQ

/// Reads the parties' events from RabbitMQ's stream, from any offset on.
///
/// It keeps one connection while all is well. After trouble, or for another place in the stream, the next call opens
/// another one.
package actor RabbitEventStream {
  /// One message of the stream.
  package struct Batch: Sendable {
    package let offset: Int64
    package let content: EventReader.Content
  }

  /// How many messages may be on their way: enough for a whole transaction, though parties send few entries in each.
  private static let prefetch: UInt16 = 500
  /// How long `next` waits before it returns empty-handed.
  private static let patience = Duration.seconds(1)

  private struct Reading {
    let connection: Connection
    let consumer: Consumer
    /// Of the last message that was handed over.
    var last: Int64?
    /// What has come and was not handed over yet.
    var rest: ArraySlice<Delivery> = []
  }

  private let configuration: Connection.Configuration
  private let topology: Topology
  private let reader: EventReader
  private var reading: Reading?
  private var isClosed = false

  /// - Parameters:
  ///   - configuration: where the broker is, and as whom to log in.
  ///   - logins: the broker's user of each party, where it is not the party's name in lower case.
  package init(
    _ configuration: Connection.Configuration, contract: Contract, logins: [String: String] = [:],
    limits: Topology.Limits = Topology.Limits()
  ) {
    var configuration = configuration
    configuration.connectionName = "\(contract.collaboration) reads events"
    self.configuration = configuration
    topology = Topology(contract, limits: limits)
    reader = EventReader(contract, logins: logins)
  }

  /// Waits until something comes after `offset`, and hands over what is there.
  ///
  /// For one task at a time.
  ///
  /// - Parameters:
  ///   - offset: of the last message that has been dealt with; nil to begin with the first that the stream still has.
  ///   - limit: about how many entries to hand over at most; at least one message.
  /// - Returns: messages by ascending offset; none after `close`, when the task is cancelled, or when nothing has come for
  ///   a second.
  /// - Throws: why the stream cannot be read for now; the next call tries again.
  package func next(after offset: Int64?, limit: Int) async throws -> [Batch] {
    do {
      guard try await read(after: offset) else { return [] }
      return handOver(limit)
    } catch {
      await drop()
      throw error
    }
  }

  /// Ends the reading; a `next` that waits returns.
  package func close() async {
    isClosed = true
    await drop()
  }

  private func drop() async {
    let connection = reading?.connection
    reading = nil
    await connection?.close()
  }

  /// Sees to it that there is something to hand over after `offset`; false when there is nothing.
  private func read(after offset: Int64?) async throws -> Bool {
    if let reading, reading.last != offset { await drop() }
    if isClosed { return false }
    if reading == nil { try await connect(after: offset) }
    guard let current = reading else { return false }
    if !current.rest.isEmpty { return true }
    guard let deliveries = try await Self.wait(for: current.consumer) else { return false }
    if let newest = deliveries.last { try current.consumer.channel.ack(newest.tag, multiple: true) }
    // A stream is delivered by whole chunks: the first one may begin before the offset.
    let news = deliveries.drop { delivery in
      guard let offset, let own = delivery.streamOffset else { return false }
      return own <= offset
    }
    reading?.rest = news
    return !news.isEmpty && !isClosed
  }

  private func connect(after offset: Int64?) async throws {
    let connection = try await Connection.open(configuration)
    do {
      try await topology.declareEventExchange(on: connection)
      try await topology.declareEventStream(on: connection)
      let start: FieldValue = offset.map { .int64($0 + 1) } ?? "first"
      let consumer = try await connection.openChannel().consume(
        topology.contract.eventStream, prefetch: Self.prefetch,
        arguments: ["x-stream-offset": start])
      guard !isClosed else {
        await connection.close()
        return
      }
      reading = Reading(connection: connection, consumer: consumer, last: offset)
    } catch {
      await connection.close()
      throw error
    }
  }

  /// What has come, or nil after a while, at the end, or when the task is cancelled.
  private static func wait(for consumer: Consumer) async throws -> [Delivery]? {
    try await withThrowingTaskGroup(of: [Delivery]?.self) { group in
      group.addTask { try await consumer.nextBatch() }
      group.addTask {
        do { try await Task.sleep(for: patience) } catch { return nil }
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      // Deliveries may have come at the moment at which the patience ended.
      let second = try await group.next() ?? nil
      return first ?? second
    }
  }

  private func handOver(_ limit: Int) -> [Batch] {
    var batches: [Batch] = []
    var count = 0
    while count < limit || batches.isEmpty, let delivery = reading?.rest.popFirst() {
      // RabbitMQ says with every delivery of a stream where it stands.
      guard let offset = delivery.streamOffset else { continue }
      let content = reader.read(delivery.properties, body: delivery.body)
      batches.append(Batch(offset: offset, content: content))
      count += max(1, content.entries.count)
      reading?.last = offset
    }
    return batches
  }
}

extension Delivery {
  fileprivate var streamOffset: Int64? {
    properties.headers["x-stream-offset"]?.integer.map { Int64($0) }
  }
}
