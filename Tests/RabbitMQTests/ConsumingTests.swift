import RabbitMQ
import Testing

extension BrokerTests {
  @Suite struct Consuming {
    static let everyField: Table = [
      "boolean": true, "int8": .int8(-8), "uint8": .uint8(200), "int16": .int16(-16_000),
      "uint16": .uint16(60_000), "int32": .int32(-2_000_000_000), "uint32": .uint32(4_000_000_000),
      "int64": .int64(.min), "uint64": .uint64(.max), "float": .float(1.5),
      "double": .double(-2.25),
      "decimal": .decimal(scale: 2, value: 12_345), "string": "grün", "empty": "",
      "bytes": .bytes([0, 255]), "timestamp": .timestamp(1_800_000_000), "void": .void,
      "array": [1, "two", [true, .void], ["three": 3]], "emptyArray": [],
      "table": ["nested": ["deeper": "deepest"], "n": 1], "emptyTable": [:],
    ]

    @Test(arguments: [0, 1, 131_064, 131_065, 262_128, 1_048_576])
    func `a body comes back as it was`(_ size: Int) async throws {
      try await Broker.withQueue { channel, queue in
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(
          try await channel.publish([Message(routingKey: queue, body: body)]) == [.confirmed])
        let consumer = try await channel.consume(queue)
        let delivery = try #require(try await consumer.nextBatch()?.first)
        #expect(delivery.body == body)
        try channel.ack(delivery.tag)
      }
    }

    @Test func `all properties and all types of fields come back as they were`() async throws {
      // A quorum queue would add a header of its own.
      try await Broker.withQueue(["x-queue-type": "classic"]) { channel, queue in
        var properties = MessageProperties(
          contentType: "application/json", headers: Self.everyField, deliveryMode: .transient,
          correlationID: "c", messageID: "m", timestamp: 1_800_000_000, type: "t", appID: "a")
        properties.contentEncoding = "gzip"
        properties.priority = 3
        properties.replyTo = "r"
        properties.expiration = .milliseconds(600_000)
        if case .plain(let user, _) = channel.connection.configuration.credentials {
          properties.userID = user
        }
        let message = Message(routingKey: queue, properties: properties, body: [1, 2])
        #expect(try await channel.publish([message]) == [.confirmed])
        let result = try #require(try await channel.get(queue))
        #expect(result.delivery.properties == properties)
        #expect(result.delivery.routingKey == queue)
        #expect(result.delivery.exchange == "")
        #expect(!result.delivery.redelivered)
        #expect(result.messageCount == 0)
        try channel.ack(result.delivery.tag)
        #expect(try await channel.get(queue) == nil)
      }
    }

    @Test func `deliveries come in order and in batches that the prefetch bounds`() async throws {
      try await Broker.withQueue { channel, queue in
        let messages = (0..<1_000).map { Message(routingKey: queue, body: Array("\($0)".utf8)) }
        _ = try await channel.publish(messages)
        let consumer = try await channel.consume(queue, prefetch: 50)
        var bodies: [String] = []
        while bodies.count < 1_000, let batch = try await consumer.nextBatch() {
          #expect((1...50).contains(batch.count))
          bodies += batch.map { String(decoding: $0.body, as: UTF8.self) }
          try channel.ack(try #require(batch.last).tag, multiple: true)
        }
        #expect(bodies == (0..<1_000).map(String.init))
        try await consumer.cancel()
        #expect(try await consumer.nextBatch() == nil)
      }
    }

    @Test func `a consumer is an asynchronous sequence`() async throws {
      try await Broker.withQueue { channel, queue in
        let messages = (0..<3).map { Message(routingKey: queue, body: [UInt8($0)]) }
        _ = try await channel.publish(messages)
        let consumer = try await channel.consume(queue, consumerTag: "mine")
        #expect(consumer.tag == "mine")
        var bodies: [[UInt8]] = []
        for try await delivery in consumer {
          bodies.append(delivery.body)
          try channel.ack(delivery.tag)
          if bodies.count == 3 { try await consumer.cancel() }
        }
        #expect(bodies == [[0], [1], [2]])
      }
    }

    @Test func `a rejected message comes again, a dropped one does not`() async throws {
      try await Broker.withQueue { channel, queue in
        _ = try await channel.publish([Message(routingKey: queue, body: [1])])
        let consumer = try await channel.consume(queue)
        let first = try await take(1, from: consumer)[0]
        try channel.reject(first.tag, requeue: true)
        let second = try await take(1, from: consumer)[0]
        #expect(second.redelivered)
        try channel.nack(second.tag, requeue: true)
        let third = try await take(1, from: consumer)[0]
        try channel.reject(third.tag, requeue: false)
        try await consumer.cancel()
        #expect(try await channel.get(queue) == nil)
      }
    }

    @Test func `unacknowledged deliveries come again on the next channel`() async throws {
      try await Broker.withQueue { channel, queue in
        _ = try await channel.publish([Message(routingKey: queue, body: [1])])
        let other = try await channel.connection.openChannel()
        let consumer = try await other.consume(queue)
        let delivery = try await take(1, from: consumer)[0]
        try await other.close()
        #expect(try await consumer.nextBatch() == nil)
        #expect(throws: RabbitMQError.closed) { try other.ack(delivery.tag) }
        #expect(throws: RabbitMQError.staleDelivery) { try channel.ack(delivery.tag) }
        let next = try await channel.consume(queue)
        let again = try await take(1, from: next)[0]
        #expect(again.redelivered)
        try channel.ack(again.tag)
      }
    }

    @Test func `a consumer hears that its queue was deleted`() async throws {
      try await Broker.withQueue { channel, queue in
        _ = try await channel.publish([Message(routingKey: queue, body: [1])])
        let consumer = try await channel.consume(queue)
        #expect(try await take(1, from: consumer).count == 1)
        let other = try await channel.connection.openChannel()
        try await other.deleteQueue(queue)
        await #expect(throws: RabbitMQError.consumerCancelled(consumerTag: consumer.tag)) {
          while try await consumer.nextBatch() != nil {}
        }
        // The channel lives on.
        #expect(try await channel.declareQueue(queue).messageCount == 0)
      }
    }

    @Test func `a cancelled task stops waiting and the consumer goes on`() async throws {
      try await Broker.withQueue { channel, queue in
        let consumer = try await channel.consume(queue)
        let reader = Task { try await consumer.nextBatch() }
        reader.cancel()
        #expect(try await reader.value == nil)
        _ = try await channel.publish([Message(routingKey: queue, body: [9])])
        #expect(try await take(1, from: consumer)[0].body == [9])
      }
    }

    @Test func `a stream is read from its beginning, again and again`() async throws {
      try await Broker.withQueue(["x-queue-type": "stream"]) { channel, queue in
        let messages = (0..<100).map { Message(routingKey: queue, body: Array("\($0)".utf8)) }
        _ = try await channel.publish(messages)
        for _ in 0..<2 {
          let reader = try await channel.connection.openChannel()
          let consumer = try await reader.consume(
            queue, prefetch: 10, arguments: ["x-stream-offset": "first"])
          var bodies: [String] = []
          while bodies.count < 100, let batch = try await consumer.nextBatch() {
            bodies += batch.map { String(decoding: $0.body, as: UTF8.self) }
            let last = try #require(batch.last)
            #expect(last.properties.headers["x-stream-offset"]?.integer != nil)
            try reader.ack(last.tag, multiple: true)
          }
          #expect(bodies == (0..<100).map(String.init))
          try await reader.close()
        }
      }
    }
  }
}
