extension Definitions {
  /// Reads a BPMN 2.0 file (OMG BPMN 2.0.2, XML of §15) with the extensions of Camunda Modeler for Camunda 8.
  ///
  /// What has no influence on execution (documentation, annotations, groups, data objects, attributes of drawing tools)
  /// is left out. Everything else is read or refused, never ignored.
  ///
  /// - Parameter xml: The whole file in UTF-8, at most 4 MiB.
  /// - Throws: `ReadFailure` with every problem found. Malformed XML and document types are refused first; then unknown
  ///   elements and attributes, missing values, ids that stand twice, and references to nothing are reported together.
  public init(xml: [UInt8]) throws(ReadFailure) {
    let root = try XMLTree(parsing: xml)
    guard root.isBPMN("definitions") else {
      throw ReadFailure(
        line: root.line,
        "the root element is \(root.name) of \"\(root.namespace)\", not BPMN 2.0 definitions")
    }
    var reader = DefinitionsReader(root: root)
    let definitions = reader.definitions(root)
    let problems = reader.problems + ReferenceCheck.problems(of: definitions)
    if !problems.isEmpty { throw ReadFailure(problems: problems) }
    self = definitions
  }
}
