public import FEEL

extension Event {
  /// Reads a stored or received event back.
  public init(record value: Value) throws(RecordError) {
    let record = try Record(value)
    self = try Self.token(try record.string("event"), record)
  }

  private static func token(_ name: String, _ record: Record) throws(RecordError) -> Event {
    switch name {
    case "instanceStarted":
      guard let id = InstanceID(try record.string("id")) else {
        throw RecordError("`id` must be a UUID")
      }
      return .instanceStarted(
        id: id, process: try record.string("process"),
        definition: DefinitionID(try record.string("definition")))
    case "instanceEnded": return .instanceEnded(outcome: try record.string("outcome"))
    case "elementActivated":
      return .elementActivated(
        key: try record.integer("key"), element: try record.string("element"),
        scope: record.value("scope").integer)
    case "elementCompleted":
      return .elementCompleted(
        key: try record.integer("key"), element: try record.string("element"))
    case "elementTerminated":
      return .elementTerminated(
        key: try record.integer("key"), element: try record.string("element"))
    case "flowTaken": return .flowTaken(flow: try record.string("flow"))
    case "joinArrived":
      return .joinArrived(
        element: try record.string("element"), scope: try record.integer("scope"),
        flow: try record.string("flow"))
    case "joinDiscarded":
      return .joinDiscarded(
        element: try record.string("element"), scope: try record.integer("scope"))
    case "variablesSet":
      return .variablesSet(
        scope: try record.integer("scope"),
        variables: record.value("variables").context ?? Context())
    case "errorThrown":
      return .errorThrown(element: try record.string("element"), code: try record.string("code"))
    default: return try wait(name, record)
    }
  }

  private static func wait(_ name: String, _ record: Record) throws(RecordError) -> Event {
    switch name {
    case "subscriptionOpened": return .subscriptionOpened(try Subscription(record: record))
    case "subscriptionClosed": return .subscriptionClosed(key: try record.integer("key"))
    case "timerScheduled": return .timerScheduled(try ScheduledTimer(record: record))
    case "timerFired":
      return .timerFired(key: try record.integer("key"), target: try record.string("target"))
    case "timerCanceled": return .timerCanceled(key: try record.integer("key"))
    default: return try message(name, record)
    }
  }

  private static func message(_ name: String, _ record: Record) throws(RecordError) -> Event {
    switch name {
    case "messageReceived": return .messageReceived(try ReceivedMessage(record: record))
    case "messageCorrelated":
      return .messageCorrelated(
        id: try record.string("id"), subscription: try record.integer("subscription"),
        target: try record.string("target"))
    case "messageDiscarded":
      return .messageDiscarded(id: try record.string("id"), name: try record.string("name"))
    case "messageSent":
      return .messageSent(
        name: try record.string("name"), correlationKey: try record.string("correlationKey"),
        payload: record.value("payload").context ?? Context(), element: try record.string("element")
      )
    default: return try task(name, record)
    }
  }

  static func work(_ name: String, _ record: Record) throws(RecordError) -> Event {
    switch name {
    case "jobCreated": return .jobCreated(try Job(record: record))
    case "jobCompleted":
      return .jobCompleted(key: try record.integer("key"), element: try record.string("element"))
    case "jobFailed":
      return .jobFailed(
        key: try record.integer("key"), retries: try record.integer("retries"),
        notBefore: try record.timestamp("notBefore"), reason: try record.string("reason"))
    case "incidentRaised": return .incidentRaised(try Incident(record: record))
    case "incidentResolved":
      return .incidentResolved(key: try record.integer("key"), by: try record.string("by"))
    default: throw RecordError("`\(name)` is no kind of event")
    }
  }
}
