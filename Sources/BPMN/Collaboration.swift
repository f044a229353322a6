/// `bpmn:collaboration`: the pools and what they send each other.
public struct Collaboration: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let participants: [Participant]
  public let messageFlows: [MessageFlow]

  package init(
    id: String, name: String? = nil, participants: [Participant] = [],
    messageFlows: [MessageFlow] = []
  ) {
    self.id = id
    self.name = name
    self.participants = participants
    self.messageFlows = messageFlows
  }
}

/// `bpmn:participant`: a pool.
public struct Participant: Hashable, Sendable {
  public let id: String
  public let name: String
  /// The process inside; nil for a black-box pool.
  public let processID: String?
  public let line: Int

  package init(
    id: String, name: String, processID: String? = nil, line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.processID = processID
    self.line = line
  }
}

/// `bpmn:messageFlow`.
public struct MessageFlow: Hashable, Sendable {
  public let id: String
  public let name: String?
  /// A flow node, or a participant for a black-box pool.
  public let source: String
  public let target: String
  public let line: Int

  package init(
    id: String, name: String? = nil, source: String, target: String, line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.source = source
    self.target = target
    self.line = line
  }
}
