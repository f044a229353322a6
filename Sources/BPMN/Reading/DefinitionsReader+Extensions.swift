extension DefinitionsReader {
  /// - Parameter owner: The element that is extended; problems carry its id.
  mutating func extensions(_ element: XMLTree, of owner: XMLTree) -> ExtensionElements {
    expectNoText(in: element, of: owner)
    var read = ExtensionElements()
    var seen: Set<String> = []
    for child in element.children {
      guard child.namespace == Namespace.zeebe else {
        read.unknown.append(
          ExtensionElements.Unknown(name: "{\(child.namespace)}\(child.name)", line: child.line))
        continue
      }
      let others = read.unknown.count
      self.read(child, of: owner, into: &read)
      // Some of those that are not read may well be repeated, such as the embedded forms of a process.
      if !seen.insert(child.name).inserted, read.unknown.count == others {
        report(child, of: owner, "zeebe:\(child.name) stands twice")
      }
    }
    return read
  }

  private mutating func read(
    _ element: XMLTree, of owner: XMLTree, into read: inout ExtensionElements
  ) {
    switch element.name {
    case "taskDefinition":
      expect(["type", "retries"], on: element, of: owner)
      read.taskDefinition = ExtensionElements.TaskDefinition(
        type: required("type", of: element, in: owner), retries: element.attributes["retries"])
    case "userTask":
      expect([], on: element, of: owner)
      read.isNativeUserTask = true
    case "assignmentDefinition":
      expect(["assignee", "candidateUsers", "candidateGroups"], on: element, of: owner)
      read.assignment = ExtensionElements.AssignmentDefinition(
        assignee: element.attributes["assignee"],
        candidateUsers: element.attributes["candidateUsers"],
        candidateGroups: element.attributes["candidateGroups"])
    case "taskSchedule":
      expect(["dueDate", "followUpDate"], on: element, of: owner)
      read.schedule = ExtensionElements.TaskSchedule(
        dueDate: element.attributes["dueDate"], followUpDate: element.attributes["followUpDate"])
    case "priorityDefinition":
      expect(["priority"], on: element, of: owner)
      read.priority = required("priority", of: element, in: owner)
    case "formDefinition": read.formID = formID(element, of: owner)
    case "subscription":
      expect(["correlationKey"], on: element, of: owner)
      read.correlationKey = required("correlationKey", of: element, in: owner)
    case "script":
      expect(["expression", "resultVariable"], on: element, of: owner)
      read.script = ExtensionElements.Script(
        expression: required("expression", of: element, in: owner),
        resultVariable: required("resultVariable", of: element, in: owner))
    case "ioMapping":
      read.inputs = mappings("input", in: element, of: owner)
      read.outputs = mappings("output", in: element, of: owner)
      expectChildren(["input", "output"], in: element, of: owner)
    case "taskHeaders": read.headers = properties("header", by: "key", in: element, of: owner)
    case "properties": read.properties = properties("property", by: "name", in: element, of: owner)
    default:
      read.unknown.append(
        ExtensionElements.Unknown(name: "zeebe:\(element.name)", line: element.line))
    }
  }

  /// Which version of a form is shown (`bindingType`, `versionTag`) is not for the process to say here.
  private mutating func formID(_ element: XMLTree, of owner: XMLTree) -> String {
    expect(["formId", "formKey", "bindingType", "versionTag"], on: element, of: owner)
    if let form = element.attributes["formId"] ?? element.attributes["formKey"], !form.isEmpty {
      return form
    }
    report(element, of: owner, "formDefinition needs the attribute formId or formKey")
    return ""
  }

  private mutating func mappings(
    _ name: String, in element: XMLTree, of owner: XMLTree
  ) -> [ExtensionElements.Mapping] {
    var read: [ExtensionElements.Mapping] = []
    for child in element.children where child.isZeebe(name) {
      expect(["source", "target"], on: child, of: owner)
      read.append(
        ExtensionElements.Mapping(
          source: required("source", of: child, in: owner),
          target: required("target", of: child, in: owner), line: child.line))
    }
    return read
  }

  private mutating func properties(
    _ name: String, by key: String, in element: XMLTree, of owner: XMLTree
  ) -> [ExtensionElements.Property] {
    expectChildren([name], in: element, of: owner)
    var read: [ExtensionElements.Property] = []
    for child in element.children where child.isZeebe(name) {
      // Camunda Modeler gives some of its properties an id of their own.
      expect([key, "value", "id"], on: child, of: owner)
      read.append(
        ExtensionElements.Property(
          name: required(key, of: child, in: owner), value: child.attributes["value"] ?? ""))
    }
    return read
  }

  private mutating func expectChildren(
    _ names: Set<String>, in element: XMLTree, of owner: XMLTree
  ) {
    expect([], on: element, of: owner)
    for child in element.children
    where child.namespace != Namespace.zeebe || !names.contains(child.name) {
      report(child, of: owner, "\(child.name) is not expected in zeebe:\(element.name)")
    }
  }

  /// For elements other than flow nodes: they may have properties, but nothing to execute.
  mutating func refuse(_ extensions: ExtensionElements, on owner: XMLTree) {
    var rest = extensions
    rest.properties = []
    rest.unknown.removeAll { !$0.name.hasPrefix("zeebe:") && !isOfOtherEngine($0) }
    for unknown in rest.unknown {
      report(owner, on: unknown.line, "\(unknown.name) cannot be executed on \(owner.name)")
    }
    rest.unknown = []
    if rest != ExtensionElements() {
      report(owner, "the extension elements here cannot be executed on \(owner.name)")
    }
  }

  private func isOfOtherEngine(_ unknown: ExtensionElements.Unknown) -> Bool {
    Namespace.otherEngines.contains { unknown.name.hasPrefix("{\($0)}") }
  }
}

extension XMLTree {
  fileprivate func isZeebe(_ name: String) -> Bool {
    namespace == Namespace.zeebe && self.name == name
  }
}
