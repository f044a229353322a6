import CRabbitMQ
import Glibc

/// What both sides agreed on.
struct Tuning: Sendable, Equatable {
  var channelMaximum: UInt16
  var frameMaximum: Int
  /// In seconds.
  var heartbeat: UInt16
}

extension Wire {
  /// Logs in and opens the virtual host.
  ///
  /// The library's own login neither announces our capabilities nor survives a broker that
  /// proposes a tiny frame, so the handshake is done here with the library's frames.
  func handshake(_ configuration: Connection.Configuration) throws(RabbitMQError) -> Tuning {
    let deadline = ContinuousClock.now + configuration.handshakeTimeout
    let status = unsafe amqp_send_header(state)
    guard status == AMQP_STATUS_OK.rawValue else { throw Self.error(status) }

    guard case .startConnection(let mechanisms) = try expectMethod(by: deadline) else {
      throw .protocolViolation("connection.start was expected")
    }
    try send(try Self.startOK(configuration, mechanisms), on: 0)

    let proposal: Tuning
    switch try expectMethod(by: deadline) {
    case .tune(let channels, let frame, let heartbeat):
      proposal = Tuning(
        channelMaximum: channels, frameMaximum: Int(frame), heartbeat: heartbeat)
    case .closeConnection(_, let text): throw .authenticationRefused(text)
    default: throw .protocolViolation("connection.tune was expected")
    }
    let tuning = try Self.agree(configuration, proposal)
    let tuned = unsafe amqp_tune_connection(
      state, Int32(tuning.channelMaximum), Int32(tuning.frameMaximum), Int32(tuning.heartbeat))
    guard tuned == AMQP_STATUS_OK.rawValue else { throw Self.error(tuned) }
    try send(
      .tuneOK(
        channelMaximum: tuning.channelMaximum, frameMaximum: UInt32(tuning.frameMaximum),
        heartbeat: tuning.heartbeat), on: 0)

    try send(.openConnection(virtualHost: configuration.virtualHost), on: 0)
    switch try expectMethod(by: deadline) {
    case .openConnectionOK: return tuning
    case .closeConnection(let code, let text):
      // 403: no permission for the virtual host; 530: there is none of that name, or it is full.
      throw [403, 530].contains(code)
        ? .authenticationRefused(text) : .connectionClosed(code: code, text: text)
    default: throw .protocolViolation("connection.open-ok was expected")
    }
  }

  private func expectMethod(by deadline: ContinuousClock.Instant) throws(RabbitMQError)
    -> ServerMethod
  {
    while true {
      let left = deadline - .now
      guard left > .zero, let frame = try receive(timeout: left) else { throw .handshakeTimedOut }
      guard case .method(channel: 0, let method) = frame else {
        throw .protocolViolation("a frame of another channel during the handshake")
      }
      return method
    }
  }

  private static func startOK(
    _ configuration: Connection.Configuration, _ mechanisms: String
  ) throws(RabbitMQError) -> ClientMethod {
    let (mechanism, response) =
      switch configuration.credentials {
      case .plain(let user, let password): ("PLAIN", "\0\(user)\0\(password)")
      case .external: ("EXTERNAL", "")
      }
    guard mechanisms.split(separator: " ").contains(Substring(mechanism)) else {
      throw .authenticationRefused("the broker offers \(mechanisms), not \(mechanism)")
    }
    var properties: Table = [
      "product": "Duet RabbitMQ driver",
      "platform": "Swift with rabbitmq-c",
      "version": .string(unsafe String(cString: amqp_version())),
      "capabilities": [
        "authentication_failure_close": true, "basic.nack": true, "connection.blocked": true,
        "consumer_cancel_notify": true, "exchange_exchange_bindings": true,
        "publisher_confirms": true,
      ],
    ]
    if !configuration.connectionName.isEmpty {
      properties["connection_name"] = .string(configuration.connectionName)
    }
    return .startOK(mechanism: mechanism, response: response, properties: properties)
  }

  /// The lower value wins; zero means that a side has no limit.
  private static func agree(
    _ configuration: Connection.Configuration, _ broker: Tuning
  ) throws(RabbitMQError) -> Tuning {
    func lower<Value: FixedWidthInteger>(_ ours: Value, _ theirs: Value) -> Value {
      theirs == 0 ? ours : min(ours, theirs)
    }
    let heartbeat = UInt16(configuration.heartbeat.components.seconds)
    let tuning = Tuning(
      channelMaximum: lower(configuration.maximumChannels, broker.channelMaximum),
      frameMaximum: lower(configuration.maximumFrameSize, broker.frameMaximum),
      heartbeat: lower(heartbeat, broker.heartbeat))
    // AMQP's minimum. Below the size of an empty frame the library computes negative sizes.
    guard tuning.frameMaximum >= 4_096 else {
      throw .protocolViolation("the broker allows frames of \(tuning.frameMaximum) bytes only")
    }
    return tuning
  }
}
