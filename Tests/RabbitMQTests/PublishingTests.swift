import RabbitMQ
import Testing

extension BrokerTests {
  @Suite struct Publishing {
    @Test(
      arguments: [
        ["x-queue-type": "quorum"], ["x-queue-type": "classic"], ["x-queue-type": "stream"],
      ] as [Table])
    func `every message is confirmed`(_ arguments: Table) async throws {
      try await Broker.withQueue(arguments) { channel, queue in
        let messages = (0..<500).map { Message(routingKey: queue, body: Array("\($0)".utf8)) }
        let outcomes = try await channel.publish(messages)
        #expect(outcomes == Array(repeating: .confirmed, count: 500))
      }
    }

    @Test func `an empty batch has no outcomes`() async throws {
      try await Broker.withQueue { channel, _ in
        let outcomes = try await channel.publish([])
        #expect(outcomes == [])
      }
    }

    @Test func `many batches are in flight, and a small window holds them all`() async throws {
      try await Broker.withQueue(window: 10) { channel, queue in
        var submissions: [Submission] = []
        for _ in 0..<40 {
          let batch = Array(repeating: Message(routingKey: queue, body: [1]), count: 25)
          submissions.append(try await channel.submit(batch))
        }
        for submission in submissions {
          #expect(try await submission.outcomes() == Array(repeating: .confirmed, count: 25))
          #expect(try await submission.outcomes().count == 25)
        }
        #expect(try await channel.checkQueue(queue).messageCount == 1_000)
      }
    }

    @Test func `a message that no queue takes is returned, not confirmed`() async throws {
      try await Broker.withQueue { channel, queue in
        let nowhere = Broker.uniqueName("nowhere")
        let body = [UInt8](repeating: 7, count: 300_000)
        let outcomes = try await channel.publish([
          Message(routingKey: queue, body: [1]),
          Message(routingKey: nowhere, body: body),
          Message(routingKey: nowhere, body: body),
          Message(routingKey: nowhere, mandatory: false, body: [3]),
          Message(routingKey: queue, body: []),
        ])
        let returned = PublishOutcome.returned(code: 312, text: "NO_ROUTE")
        #expect(outcomes == [.confirmed, returned, returned, .confirmed, .confirmed])
      }
    }

    @Test func `a return finds its message although the broker took a header away`() async throws {
      try await Broker.withQueue { channel, queue in
        var message = Message(routingKey: Broker.uniqueName("nowhere"), body: [1])
        message.properties.headers = ["BCC": [.string(Broker.uniqueName("nobody"))], "a": 1]
        message.properties.expiration = .milliseconds(90_500)
        let outcomes = try await channel.publish([
          Message(routingKey: queue, body: [1]), message, Message(routingKey: queue, body: [2]),
        ])
        #expect(
          outcomes == [.confirmed, .returned(code: 312, text: "NO_ROUTE"), .confirmed])
      }
    }

    @Test(arguments: ["quorum", "classic"])
    func `a full queue refuses messages`(_ type: String) async throws {
      let arguments: Table = [
        "x-queue-type": .string(type), "x-max-length": 1, "x-overflow": "reject-publish",
      ]
      try await Broker.withQueue(arguments) { channel, queue in
        var outcomes: [PublishOutcome] = []
        // A queue notices its length with some delay, so a few more than one may pass.
        for number in 0..<200 where !outcomes.contains(.nacked) {
          let message = Message(routingKey: queue, body: Array("\(number)".utf8))
          outcomes += try await channel.publish([message])
        }
        #expect(outcomes.first == .confirmed)
        #expect(outcomes.last == .nacked)
      }
    }

    @Test func `publishing without confirms is refused`() async throws {
      try await Broker.withChannel { channel in
        await #expect(throws: RabbitMQError.invalidArgument("confirms are not enabled")) {
          try await channel.publish([Message(routingKey: "x", body: [])])
        }
      }
    }

    @Test func `a body over the limit is refused before anything is sent`() async throws {
      let connection = try await Broker.connect { $0.maximumBodySize = 100 }
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      let messages = [0, 101].map {
        Message(routingKey: "x", body: [UInt8](repeating: 0, count: $0))
      }
      await #expect(throws: RabbitMQError.messageTooLarge(size: 101, limit: 100)) {
        try await channel.publish(messages)
      }
      await connection.close()
    }

    @Test func `a message that cannot be encoded is refused and the channel lives on`() async throws
    {
      try await Broker.withQueue { channel, queue in
        var deep: FieldValue = 1
        for _ in 0..<20 { deep = .array([deep]) }
        let tooLong = String(repeating: "x", count: 256)
        let unusable = [
          MessageProperties(messageID: tooLong),
          MessageProperties(headers: ["deep": deep]),
          MessageProperties(headers: [tooLong: 1]),
          MessageProperties(headers: ["big": .bytes([UInt8](repeating: 0, count: 200_000))]),
        ]
        for properties in unusable {
          await #expect(throws: RabbitMQError.self) {
            try await channel.publish([
              Message(routingKey: queue, properties: properties, body: [])
            ])
          }
        }
        let outcomes = try await channel.publish([Message(routingKey: queue, body: [])])
        #expect(outcomes == [.confirmed])
      }
    }

    @Test func `a cancelled wait for the window sends nothing`() async throws {
      try await Broker.withQueue(window: 1) { channel, queue in
        let outcome = await Task {
          withUnsafeCurrentTask { $0?.cancel() }
          do {
            _ = try await channel.submit([Message(routingKey: queue, body: [1])])
            return RabbitMQError?.none
          } catch {
            return error as? RabbitMQError
          }
        }.value
        #expect(outcome == .cancelled)
        let declaration = try await channel.checkQueue(queue)
        #expect(declaration.messageCount == 0)
      }
    }
  }
}
