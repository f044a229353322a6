/// The first look over the whole tree: ids are well formed and stand once, and no attribute is meant for another engine.
struct ElementSurvey {
  /// Where each id stands first.
  private(set) var lines: [String: Int] = [:]
  private(set) var problems: [ReadFailure.Problem] = []

  mutating func visit(_ element: XMLTree) {
    // The inside of extensions has ids of its own.
    if element.isBPMN("extensionElements") { return }
    checkID(of: element)
    checkForeignAttributes(of: element)
    for child in element.children { visit(child) }
  }

  private mutating func checkID(of element: XMLTree) {
    guard let id = element.attributes["id"] else { return }
    if let first = lines[id] {
      report(element, "the id stands already on line \(first)")
    } else {
      lines[id] = element.line
    }
    if !Self.isName(id) {
      report(element, "an id begins with a letter or _ and has letters, digits, _, - and . only")
    }
  }

  /// Attributes of drawing tools (colours, template names) are free; those of engines are instructions.
  private mutating func checkForeignAttributes(of element: XMLTree) {
    for attribute in element.foreignAttributes {
      // Camunda Modeler notes in these, in the engines' namespaces, where the drawing comes from.
      if attribute.name.hasPrefix("modelerTemplate") || attribute.name == "diagramRelationId" {
        continue
      }
      if Namespace.otherEngines.contains(attribute.namespace) {
        report(
          element,
          "the attribute \(attribute.name) of \"\(attribute.namespace)\" is for another engine")
      } else if attribute.namespace == Namespace.zeebe {
        report(element, "the attribute zeebe:\(attribute.name) cannot be executed")
      } else if attribute.namespace == Namespace.bpmn {
        report(element, "BPMN's attribute \(attribute.name) is written without a prefix")
      }
    }
  }

  private mutating func report(_ element: XMLTree, _ reason: String) {
    problems.append(
      ReadFailure.Problem(
        elementID: element.attributes["id"], line: element.line, reason: reason))
  }

  /// NCName of XML Schema, letters and digits taken as Unicode has them.
  private static func isName(_ id: String) -> Bool {
    guard let first = id.first, first.isLetter || first == "_" else { return false }
    return id.utf8.count <= XMLLimits.nameLength
      && id.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
  }
}
