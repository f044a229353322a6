import BPMN
import ProcessEngine
import Verification

/// Two pools, Left and Right, with messages M and N, so that a test can say in a few lines what it is about.
struct SmallCollaboration {
  var left: String
  var leftFlows: String
  var right: String
  var rightFlows: String
  /// `source > target`, divided by commas.
  var messageFlows: String

  var xml: String {
    """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">
    <collaboration id="collaboration" name="Small">
    <participant id="poolL" name="Left" processRef="left"/>
    <participant id="poolR" name="Right" processRef="right"/>
    \(Self.pairs(messageFlows).map { Self.flow("messageFlow", "message", $0, $1) }.joined())
    </collaboration>
    <process id="left" isExecutable="true">\(left)\(Self.sequence(leftFlows))</process>
    <process id="right" isExecutable="true">\(right)\(Self.sequence(rightFlows))</process>
    <message id="m" name="M"/><message id="n" name="N"/>
    </definitions>
    """
  }

  func check(
    _ delivery: Verification.Delivery = .ordered, limit: Int = 1_000
  ) throws -> Report {
    try Verification.check(
      Definitions(xml: Array(xml.utf8)), forms: [:], delivery: delivery, limit: limit)
  }

  private static func pairs(_ chains: String) -> [(String, String)] {
    chains.split(separator: ",").flatMap { chain in
      let ids = chain.split(separator: ">").map { $0.filter { !$0.isWhitespace } }
      return Array(zip(ids, ids.dropFirst()))
    }
  }

  private static func sequence(_ chains: String) -> String {
    pairs(chains).map { flow("sequenceFlow", "", $0, $1) }.joined()
  }

  private static func flow(
    _ type: String, _ prefix: String, _ source: String, _ target: String
  ) -> String {
    "<\(type) id=\"\(prefix)\(source)-\(target)\" sourceRef=\"\(source)\" targetRef=\"\(target)\"/>"
  }
}
