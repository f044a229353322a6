import Foundation
import RabbitMQ
import Testing

extension BrokerTests {
  @Suite struct Connections {
    @Test func `a close waits for the confirms and tells everybody`() async throws {
      let connection = try await Broker.connect { $0.connectionName = "a test" }
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      let queue = try await channel.declareQueue("", exclusive: true).name
      let submission = try await channel.submit(
        Array(repeating: Message(routingKey: queue, body: [1]), count: 2_000))
      await connection.close()
      await connection.close()
      #expect(connection.state == .closed(.closed))
      #expect(try await submission.outcomes().count == 2_000)
      await #expect(throws: RabbitMQError.closed) { try await connection.openChannel() }
      #expect(await connection.events.reduce(into: []) { $0.append($1) } == [.closed(.closed)])
    }

    @Test func `a wrong password is refused and not worth a retry`() async throws {
      let error = await #expect(throws: RabbitMQError.self) {
        try await Broker.connect { $0.credentials = .plain(user: "guest", password: "wrong") }
      }
      guard case .authenticationRefused(let text) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(!text.contains("wrong"))
      #expect(error?.isRetriable == false)
    }

    @Test func `an unknown virtual host is refused`() async throws {
      let error = await #expect(throws: RabbitMQError.self) {
        try await Broker.connect { $0.virtualHost = Broker.uniqueName() }
      }
      guard case .authenticationRefused = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }

    @Test func `TLS to a port without TLS fails`() async throws {
      try await withAuthorityFile { file in
        let error = await #expect(throws: RabbitMQError.self) {
          try await Broker.connect { $0.tls = .init(certificateAuthorityFile: file) }
        }
        guard case .tlsFailed = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }

    @Test func `a missing authority file is a mistake of the configuration`() async throws {
      let error = await #expect(throws: RabbitMQError.self) {
        try await Broker.connect { $0.tls = .init(certificateAuthorityFile: "/no/such/file") }
      }
      #expect(error == .invalidConfiguration("cannot read CA file /no/such/file"))
    }

    @Test(.enabled(if: Broker.secureURL != nil, "DUET_TEST_AMQPS is not set"))
    func `TLS works with the right authority and the right name only`() async throws {
      var configuration = try Connection.Configuration(url: try #require(Broker.secureURL))
      let connection = try await Connection.open(configuration)
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      let queue = try await channel.declareQueue("", exclusive: true).name
      let body = [UInt8](repeating: 5, count: 500_000)
      let message = Message(routingKey: queue, body: body)
      #expect(
        try await channel.publish(Array(repeating: message, count: 20))
          == Array(repeating: .confirmed, count: 20))
      #expect(try await channel.get(queue)?.delivery.body == body)
      await connection.close()

      configuration.host = "127.0.0.1"
      await #expect(throws: RabbitMQError.tlsVerificationFailed("it does not name 127.0.0.1")) {
        try await Connection.open(configuration)
      }
      configuration.host = "localhost"
      try await withAuthorityFile { file in
        configuration.tls = .init(certificateAuthorityFile: file)
        let error = await #expect(throws: RabbitMQError.self) {
          try await Connection.open(configuration)
        }
        guard case .tlsVerificationFailed = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }

    @Test func `a forgotten connection closes itself`() async throws {
      var events: AsyncStream<Connection.Event>
      do {
        let connection = try await Broker.connect()
        events = connection.events
      }
      #expect(await events.reduce(into: []) { $0.append($1) } == [.closed(.closed)])
    }

    @Test(.timeLimit(.minutes(3)))
    func `a thousand connections leave no descriptor and no memory behind`() async throws {
      for _ in 0..<100 { try await openAndClose() }
      let before = (descriptors: try descriptorCount(), memory: try residentKiB())
      for _ in 0..<1_000 { try await openAndClose() }
      #expect(try descriptorCount() <= before.descriptors + 2)
      // Room for the allocator's own habits; a leaked connection costs over 128 KiB each time.
      #expect(try residentKiB() < before.memory + 20_000)
    }

    private func openAndClose() async throws {
      let connection = try await Broker.connect()
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      _ = try await channel.publish([Message(routingKey: "nowhere", body: [1])])
      await connection.close()
    }

    private func descriptorCount() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    private func residentKiB() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }
  }
}

/// An authority that has signed nobody's certificate.
private let strangersCertificate = """
  -----BEGIN CERTIFICATE-----
  MIIBpzCCAU2gAwIBAgIUB4ykQ/0D4gZF+mcCO+iYlEtl6BkwCgYIKoZIzj0EAwIw
  KDEmMCQGA1UEAwwdRHVldCB1bnJlbGF0ZWQgdGVzdCBhdXRob3JpdHkwIBcNMjYx
  MTIxMjEwMTUwWhgPMjEyNjEwMjgyMTAxNTBaMCgxJjAkBgNVBAMMHUR1ZXQgdW5y
  ZWxhdGVkIHRlc3QgYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
  n4O7SKnoGjYuR3AhsJsNPHqVkp11r5QqIgb8RNgWqDPwbJBwQzD8yfmneROMmEoh
  BREeiYPehBJ15WTM8aYdwaNTMFEwHQYDVR0OBBYEFAQRe0UiRa7qpo4EtZDIzZRx
  2rxKMB8GA1UdIwQYMBaAFAQRe0UiRa7qpo4EtZDIzZRx2rxKMA8GA1UdEwEB/wQF
  MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgAVZlzqa/hkwWqIUUNn19E5zgHMUWk5/G
  3t1EL0knUZACIQC0HMloHPV8+V0nJdeq9bb+iiOlfcOWsKMlvNDE+Z552A==
  -----END CERTIFICATE-----
  """

/// Runs `body` with the path of a PEM file of an authority that has signed nothing.
func withAuthorityFile(_ body: (String) async throws -> Void) async throws {
  let file = FileManager.default.temporaryDirectory
    .appending(path: Broker.uniqueName("authority"))
  try Data(strangersCertificate.utf8).write(to: file)
  defer {
    do { try FileManager.default.removeItem(at: file) } catch { Issue.record(error) }
  }
  try await body(file.path)
}
