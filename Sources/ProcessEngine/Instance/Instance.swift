public import FEEL

/// The whole state of one process instance: a value that only events change (`apply`).
public struct Instance: Hashable, Sendable {
  public enum Status: Hashable, Sendable {
    case running
    /// The root scope has completed; `outcome` is the name of the end event that completed it.
    case ended(outcome: String)
  }

  public let id: InstanceID
  /// The id of the BPMN process.
  public let process: String
  /// The version that the instance began with and stays on.
  public let definition: DefinitionID
  public internal(set) var status: Status = .running
  public internal(set) var startedAt: Timestamp
  public internal(set) var endedAt: Timestamp?
  var lastKey: Key = 0

  /// The tokens: every active flow node, and as the first one the process itself. Ascending by key.
  public internal(set) var elements: [ElementInstance] = []
  public internal(set) var joins: [Join] = []
  public internal(set) var subscriptions: [Subscription] = []
  public internal(set) var timers: [ScheduledTimer] = []
  public internal(set) var tasks: [UserTask] = []
  public internal(set) var jobs: [Job] = []
  public internal(set) var incidents: [Incident] = []
  /// Messages that arrived before anything waited for them, oldest first.
  public internal(set) var mailbox: [ReceivedMessage] = []

  /// The outcome of an ended instance.
  public var outcome: String? {
    if case .ended(let outcome) = status { outcome } else { nil }
  }

  /// The variables of the whole process.
  public var variables: Context { elements.first?.variables ?? finalVariables }
  /// The root variables of an ended instance.
  var finalVariables = Context()
}

/// One active flow node.
public struct ElementInstance: Hashable, Sendable {
  public let key: Key
  /// The flow node's id; for the root, the process's.
  public let element: String
  /// The element instance that contains this one; nil for the root.
  public let scope: Key?
  public internal(set) var variables = Context()
  public let activatedAt: Timestamp
}

/// Tokens that wait at a joining gateway for those of its other incoming flows.
public struct Join: Hashable, Sendable {
  public let element: String
  public let scope: Key
  /// The sequence flows that a token has come by, one entry per token.
  public internal(set) var arrived: [String]
}

/// What an element instance waits for by message.
public struct Subscription: Hashable, Sendable {
  public let key: Key
  /// The element instance that waits; it takes the subscription with it when it ends.
  public let owner: Key
  /// The flow node that gets the token: the owner's own, a boundary event, or an event subprocess's start event.
  public let target: String
  public let message: String
  public let correlationKey: String
}

/// What an element instance waits for by time.
public struct ScheduledTimer: Hashable, Sendable {
  public let key: Key
  public let owner: Key
  public let target: String
  public let due: Timestamp
  /// How often a cycle fires again after this time; nil for ever, 0 for a timer that fires once.
  public let repetitions: Int?
  /// The text of a cycle's interval, an ISO 8601 duration; nil for a timer that fires once.
  public let interval: String?
}

/// A message from the partner, or from the party's own people, as the instance got it.
public struct ReceivedMessage: Hashable, Sendable {
  public let id: String
  public let name: String
  public let correlationKey: String
  public let payload: Context
  public let receivedAt: Timestamp

  public init(
    id: String, name: String, correlationKey: String, payload: Context, receivedAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.correlationKey = correlationKey
    self.payload = payload
    self.receivedAt = receivedAt
  }
}
