/// The namespaces that the reader knows, by URI; the prefixes are free.
enum Namespace {
  /// BPMN 2.0.2 §15.
  static let bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL"
  static let bpmnDiagram = "http://www.omg.org/spec/BPMN/20100524/DI"
  static let diagramCommon = "http://www.omg.org/spec/DD/20100524/DC"
  static let diagramInterchange = "http://www.omg.org/spec/DD/20100524/DI"
  static let zeebe = "http://camunda.org/schema/zeebe/1.0"
  static let xml = "http://www.w3.org/XML/1998/namespace"

  /// Other engines keep what they execute in these.
  static let otherEngines: Set = [
    "http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn", "http://flowable.org/bpmn",
    "http://www.jboss.org/drools",
  ]
}
