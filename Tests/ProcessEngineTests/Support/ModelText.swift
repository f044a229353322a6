import BPMN
import FEEL
import ProcessEngine

/// A small BPMN file, so that a test can say in a few lines what it is about.
struct ModelText {
  /// The inside of `<process id="process">`, without its sequence flows.
  var content: String
  /// Chains of ids: `start > task > end`, divided by commas. The flow from `a` to `b` gets the id `a-b`.
  var flows: String
  /// Messages, errors and other children of `<definitions>`.
  var declarations: String = ""

  init(_ content: String, flows: String, declarations: String = "") {
    self.content = content
    self.flows = flows
    self.declarations = declarations
  }

  var xml: String {
    """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">
    <process id="process" name="Test" isExecutable="true">
    \(content)
    \(Self.sequenceFlows(flows))
    </process>
    <message id="m" name="M"/>
    <message id="n" name="N"/>
    <message id="keyed" name="Keyed"><extensionElements>
      <zeebe:subscription correlationKey="=key"/></extensionElements></message>
    <error id="e" name="E" errorCode="E"/>
    <error id="f" name="F" errorCode="F"/>
    \(declarations)
    </definitions>
    """
  }

  static func sequenceFlows(_ chains: String) -> String {
    var text = ""
    for chain in chains.split(separator: ",") {
      let ids = chain.split(separator: ">").map { $0.filter { !$0.isWhitespace } }
      for (source, target) in zip(ids, ids.dropFirst()) {
        text += "<sequenceFlow id=\"\(source)-\(target)\""
        text += " sourceRef=\"\(source)\" targetRef=\"\(target)\"/>\n"
      }
    }
    return text
  }

  /// A subprocess with its own flows; `attributes` such as `triggeredByEvent="true"`.
  static func subprocess(
    _ id: String, _ attributes: String = "", _ content: String, flows: String
  ) -> String {
    """
    <subProcess id="\(id)" \(attributes)>
    \(content)
    \(sequenceFlows(flows))
    </subProcess>
    """
  }

  /// A sequence flow with a condition.
  static func flow(_ source: String, _ target: String, if condition: String) -> String {
    """
    <sequenceFlow id="\(source)-\(target)" sourceRef="\(source)" targetRef="\(target)">
    <conditionExpression>\(condition)</conditionExpression></sequenceFlow>
    """
  }

  /// The extension elements with input and output mappings, each `source > target`.
  static func mappings(inputs: [String] = [], outputs: [String] = []) -> String {
    func element(_ name: String, _ text: String) -> String {
      let parts = text.split(separator: " > ").map(String.init)
      let source = parts[0].replacing("\"", with: "&quot;")
      return "<zeebe:\(name) source=\"\(source)\" target=\"\(parts[1])\"/>"
    }
    let elements =
      inputs.map { element("input", $0) } + outputs.map { element("output", $0) }
    return "<zeebe:ioMapping>\(elements.joined())</zeebe:ioMapping>"
  }

  func compiled(forms: [Form] = [], handlers: Set<String> = ["work"]) throws -> ExecutableProcess {
    try ExecutableProcess(
      Definitions(xml: Array(xml.utf8)), processID: "process", definition: DefinitionID("v1"),
      forms: Dictionary(uniqueKeysWithValues: forms.map { ($0.id, $0) }), handlers: handlers)
  }
}
