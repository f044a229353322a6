/// A method this side sends to the broker, with the arguments we let vary.
enum ClientMethod: Sendable {
  case startOK(mechanism: String, response: String, properties: Table)
  case tuneOK(channelMaximum: UInt16, frameMaximum: UInt32, heartbeat: UInt16)
  case openConnection(virtualHost: String)
  case closeConnection
  case closeConnectionOK

  case openChannel
  case closeChannel
  case closeChannelOK
  case flowOK(active: Bool)

  case declareExchange(ExchangeDeclaration)
  case deleteExchange(name: String, ifUnused: Bool)
  case bindExchange(Binding)
  case unbindExchange(Binding)

  case declareQueue(QueueRequest)
  case deleteQueue(name: String, ifUnused: Bool, ifEmpty: Bool)
  case purgeQueue(name: String)
  case bindQueue(Binding)
  case unbindQueue(Binding)

  case selectConfirms
  case setPrefetch(UInt16)
  case consume(ConsumeRequest)
  case cancel(consumerTag: String)
  case cancelOK(consumerTag: String)
  case get(queue: String)
  case ack(tag: UInt64, multiple: Bool)
  case reject(tag: UInt64, requeue: Bool)
  case nack(tag: UInt64, multiple: Bool, requeue: Bool)
}

/// The arguments of exchange.declare.
struct ExchangeDeclaration: Sendable {
  var name: String
  var type: String
  var isPassive = false
  var isDurable = true
  var deletesWhenUnused = false
  var isInternal = false
  var arguments: Table = [:]
}

/// The arguments of queue.declare.
struct QueueRequest: Sendable {
  var name: String
  var isPassive = false
  var isDurable = true
  var isExclusive = false
  var deletesWhenUnused = false
  var arguments: Table = [:]
}

/// The arguments of queue.bind and exchange.bind and their opposites.
struct Binding: Sendable {
  /// The queue, or the exchange that messages flow to.
  var destination: String
  /// The exchange that messages flow from.
  var source: String
  var routingKey: String
  var arguments: Table
}

/// The arguments of basic.consume.
struct ConsumeRequest: Sendable {
  var queue: String
  var consumerTag: String
  var isExclusive: Bool
  var arguments: Table
}

extension ClientMethod {
  /// The table that travels with the method, if any.
  private var arguments: Table {
    switch self {
    case .declareExchange(let declaration): declaration.arguments
    case .declareQueue(let request): request.arguments
    case .bindExchange(let binding), .unbindExchange(let binding), .bindQueue(let binding),
      .unbindQueue(let binding):
      binding.arguments
    case .consume(let request): request.arguments
    default: [:]
    }
  }

  /// Checks what the C library does not: names within tables and the depth of tables. Names of
  /// queues and the like are checked by the library before it sends anything.
  func validate() throws(RabbitMQError) {
    _ = try arguments.encodedSize()
  }

  /// The method's name in the AMQP specification.
  var name: String {
    switch self {
    case .startOK: "connection.start-ok"
    case .tuneOK: "connection.tune-ok"
    case .openConnection: "connection.open"
    case .closeConnection: "connection.close"
    case .closeConnectionOK: "connection.close-ok"
    case .openChannel: "channel.open"
    case .closeChannel: "channel.close"
    case .closeChannelOK: "channel.close-ok"
    case .flowOK: "channel.flow-ok"
    case .declareExchange: "exchange.declare"
    case .deleteExchange: "exchange.delete"
    case .bindExchange: "exchange.bind"
    case .unbindExchange: "exchange.unbind"
    case .declareQueue: "queue.declare"
    case .deleteQueue: "queue.delete"
    case .purgeQueue: "queue.purge"
    case .bindQueue: "queue.bind"
    case .unbindQueue: "queue.unbind"
    case .selectConfirms: "confirm.select"
    case .setPrefetch: "basic.qos"
    case .consume: "basic.consume"
    case .cancel: "basic.cancel"
    case .cancelOK: "basic.cancel-ok"
    case .get: "basic.get"
    case .ack: "basic.ack"
    case .reject: "basic.reject"
    case .nack: "basic.nack"
    }
  }
}
