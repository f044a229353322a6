public import FEEL

/// A piece of work for a registered handler (a service task).
public struct Job: Hashable, Sendable {
  public let key: Key
  public let owner: Key
  public let element: String
  /// The handler's name: `zeebe:taskDefinition type`.
  public let type: String
  /// `zeebe:taskHeaders`.
  public let headers: Context
  /// The local variables of the element: its input mappings.
  public let input: Context
  /// How many more attempts may fail before an incident is raised.
  public internal(set) var retries: Int
  /// When the next attempt may begin.
  public internal(set) var notBefore: Timestamp
}

/// Something that an operator has to look at: the element instance waits until the incident is resolved.
public struct Incident: Hashable, Sendable {
  /// What was being done, and is done again when the incident is resolved.
  public enum Phase: Hashable, Sendable {
    /// The inputs were being mapped or the waits opened; nothing is waited for yet.
    case activating
    /// What the element does first; its waits have been opened.
    case executing
    /// The names of the local variables that are the element's result.
    case completing(result: [String])
    /// The job with this key has no retries left; a new one takes its place.
    case job(Key)
  }

  public let key: Key
  public let owner: Key
  public let element: String
  public let phase: Phase
  public let reason: String
  public let raisedAt: Timestamp
}
