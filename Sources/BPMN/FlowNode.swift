/// Any task, event, gateway or subprocess.
public struct FlowNode: Hashable, Sendable {
  public let id: String
  public let name: String?
  /// The element's local name in the file: `userTask`, `exclusiveGateway`, …
  public let type: String
  public let line: Int
  /// The sequence flows, in the order of the file.
  public let incoming: [String]
  public let outgoing: [String]
  /// The attributes of the BPMN namespace other than `id` and `name`, for example `attachedToRef`, `default`,
  /// `messageRef`, `cancelActivity`, `triggeredByEvent`.
  public let attributes: [String: String]
  public let eventDefinitions: [EventDefinition]
  public let extensions: ExtensionElements
  /// `bpmn:script`, as written.
  public let script: String?
  /// The inside of a subprocess.
  public let content: FlowElements?
  /// Local names of child elements that are none of the above and change execution, such as
  /// `multiInstanceLoopCharacteristics`.
  public let otherChildren: [OtherChild]

  package init(
    id: String, name: String? = nil, type: String, line: Int = 0, incoming: [String] = [],
    outgoing: [String] = [], attributes: [String: String] = [:],
    eventDefinitions: [EventDefinition] = [], extensions: ExtensionElements = ExtensionElements(),
    script: String? = nil, content: FlowElements? = nil, otherChildren: [OtherChild] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.line = line
    self.incoming = incoming
    self.outgoing = outgoing
    self.attributes = attributes
    self.eventDefinitions = eventDefinitions
    self.extensions = extensions
    self.script = script
    self.content = content
    self.otherChildren = otherChildren
  }

  public struct OtherChild: Hashable, Sendable {
    public let type: String
    public let line: Int

    package init(type: String, line: Int = 0) {
      self.type = type
      self.line = line
    }
  }
}
