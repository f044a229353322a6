/// Turns the XML of a file into `Definitions` and collects what is wrong with it.
///
/// Every reading function returns something even where it reports a problem, so that one run reports all problems; the
/// caller uses the result only if there were none.
struct DefinitionsReader {
  private(set) var problems: [ReadFailure.Problem] = []
  /// All ids of BPMN elements, those of dropped elements included.
  let elementIDs: Set<String>
  let messageIDs: Set<String>

  init(root: XMLTree) {
    var survey = ElementSurvey()
    survey.visit(root)
    elementIDs = Set(survey.lines.keys)
    messageIDs = Set(
      root.children.filter { $0.isBPMN("message") }.compactMap { $0.attributes["id"] })
    problems = survey.problems
  }

  mutating func definitions(_ root: XMLTree) -> Definitions {
    expect(
      [
        "id", "name", "targetNamespace", "expressionLanguage", "typeLanguage", "exporter",
        "exporterVersion",
      ],
      on: root)
    var messages: [MessageDeclaration] = []
    var errors: [ErrorDeclaration] = []
    var collaboration: Collaboration?
    var processes: [Process] = []
    var diagram: Diagram?
    for child in root.children {
      switch child.bpmnName {
      case "message": messages.append(message(child))
      case "error": errors.append(error(child))
      case "process": processes.append(process(child))
      case "collaboration":
        if collaboration != nil {
          report(child, "a file has one collaboration; this is a second one")
        }
        collaboration = self.collaboration(child)
      case nil where child.namespace == Namespace.bpmnDiagram && child.name == "BPMNDiagram":
        // Further diagrams are the insides of collapsed subprocesses.
        let read = self.diagram(child)
        diagram = diagram ?? read
      default: dropOrRefuse(child, in: root)
      }
    }
    return Definitions(
      id: root.attributes["id"] ?? "", name: root.attributes["name"],
      targetNamespace: root.attributes["targetNamespace"] ?? "", messages: messages, errors: errors,
      collaboration: collaboration, processes: processes, diagram: diagram)
  }

  private mutating func message(_ element: XMLTree) -> MessageDeclaration {
    expect(["id", "name", "itemRef"], on: element)
    var correlationKey: String?
    for child in element.children {
      if child.isBPMN("extensionElements") {
        correlationKey = subscription(in: child, of: element)
      } else {
        dropOrRefuse(child, in: element)
      }
    }
    return MessageDeclaration(
      id: id(of: element), name: required("name", of: element), line: element.line,
      correlationKey: correlationKey)
  }

  private mutating func subscription(in extensions: XMLTree, of message: XMLTree) -> String? {
    var read: ExtensionElements = self.extensions(extensions, of: message)
    let correlationKey = read.correlationKey
    read.correlationKey = nil
    refuse(read, on: message)
    return correlationKey
  }

  private mutating func error(_ element: XMLTree) -> ErrorDeclaration {
    expect(["id", "name", "errorCode", "structureRef"], on: element)
    dropOrRefuseChildren(of: element)
    return ErrorDeclaration(
      id: id(of: element), name: element.attributes["name"],
      errorCode: element.attributes["errorCode"], line: element.line)
  }
}

// MARK: - Reporting

extension DefinitionsReader {
  /// Elements that draw, explain or describe data, and change nothing in the execution.
  private static let dropped: Set<String> = [
    "documentation", "textAnnotation", "association", "group", "category", "dataObject",
    "dataObjectReference", "dataStore", "dataStoreReference", "itemDefinition", "property",
  ]

  /// - Parameters:
  ///   - owner: The problem carries its id where `element` has none.
  ///   - line: Where the problem is, if not at the start of `element`.
  mutating func report(
    _ element: XMLTree, of owner: XMLTree? = nil, on line: Int? = nil, _ reason: String
  ) {
    problems.append(
      ReadFailure.Problem(
        elementID: element.attributes["id"] ?? owner?.attributes["id"],
        line: line ?? element.line, reason: reason))
  }

  mutating func required(_ attribute: String, of element: XMLTree, in owner: XMLTree? = nil)
    -> String
  {
    if let value = element.attributes[attribute], !value.isEmpty { return value }
    report(element, of: owner, "\(element.name) needs the attribute \(attribute)")
    return ""
  }

  /// The form of an id is checked by the survey.
  mutating func id(of element: XMLTree) -> String {
    if let id = element.attributes["id"] { return id }
    report(element, "\(element.name) needs the attribute id")
    return ""
  }

  mutating func boolean(_ attribute: String, of element: XMLTree) -> Bool? {
    switch element.attributes[attribute] {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    case let value?:
      report(element, "\(attribute)=\"\(value)\" is neither true nor false")
      return nil
    }
  }

  /// Reports all other attributes and any text between the children.
  mutating func expect(
    _ attributes: Set<String>, on element: XMLTree, of owner: XMLTree? = nil
  ) {
    for name in element.attributes.keys.sorted() where !attributes.contains(name) {
      report(element, of: owner, "\(element.name) has the unknown attribute \(name)")
    }
    expectNoText(in: element, of: owner)
  }

  mutating func expectNoText(in element: XMLTree, of owner: XMLTree? = nil) {
    if !element.trimmedText.isEmpty {
      report(element, of: owner, "\(element.name) contains stray text")
    }
  }

  /// For a child that its parent's reader does not know.
  mutating func dropOrRefuse(_ child: XMLTree, in parent: XMLTree) {
    if child.isBPMN("extensionElements") {
      refuse(extensions(child, of: parent), on: parent)
    } else if let name = child.bpmnName {
      guard !Self.dropped.contains(name) else { return }
      report(child, of: parent, "\(name) cannot be executed in \(parent.name)")
    } else {
      report(
        child, of: parent,
        "\(child.name) of \"\(child.namespace)\" is not expected in \(parent.name)")
    }
  }

  func isDropped(_ name: String) -> Bool { Self.dropped.contains(name) }

  mutating func dropOrRefuseChildren(of element: XMLTree) {
    for child in element.children { dropOrRefuse(child, in: element) }
  }
}

extension XMLTree {
  /// The local name if the element is one of BPMN's.
  var bpmnName: String? { namespace == Namespace.bpmn ? name : nil }

  func isBPMN(_ name: String) -> Bool { bpmnName == name }

  /// The text without the space around it, which is only how the file is laid out.
  var trimmedText: String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}
