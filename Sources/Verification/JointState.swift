import FEEL
import ProcessEngine

/// What all pools and the messages between them are like at one moment.
struct JointState {
  /// One for each pool; nil before it has begun.
  var instances: [Instance?]
  /// The messages on their way, in the order in which they were sent.
  var flights: [Flight] = []
  var now: Timestamp
  /// Makes the ids of messages unique.
  var messagesSent = 0

  /// A message on its way.
  struct Flight: Hashable {
    let message: ReceivedMessage
    let sender: Int
    let receiver: Int
  }

  /// Everything has been done that there was to do.
  var isOver: Bool {
    flights.isEmpty && instances.allSatisfy { $0 == nil || $0?.outcome != nil }
  }
}

extension ReceivedMessage {
  /// The flow node that sent it, which the ids of the exploration begin with.
  var origin: String { Self.origin(of: id) }

  static func origin(of id: String) -> String { String(id.prefix { $0 != "#" }) }
}
