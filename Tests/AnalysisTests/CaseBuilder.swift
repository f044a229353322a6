import Analysis
import BPMN
import FEEL
import FoundationEssentials
import ProcessEngine

/// Cases by hand: times are seconds after the period's beginning.
enum Builder {
  /// 2026-06-01T00:00:00Z, a Monday.
  static let begin = Timestamp(microseconds: 1_780_272_000_000_000)

  static func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: begin.microseconds + Int64(seconds * 1_000_000))
  }

  /// From 0 to `now` or `until`, whichever comes first.
  static func period(until: Double = 1_000, now: Double = 1_000) -> AnalysisPeriod {
    AnalysisPeriod(from: begin, until: time(until), now: time(now))
  }

  static func order(_ index: Int) -> InstanceID {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: index >> (8 * (7 - $0))) }
    return InstanceID(
      UUID(
        uuid: (
          1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, bytes[1], bytes[2], bytes[3], bytes[4], bytes[5],
          bytes[6], bytes[7]
        )))
  }

  /// A case whose buyer's side has the stays.
  static func record(
    _ index: Int, placed: Double, ended: Double?, outcome: String? = "Completed",
    path: CaseRecord.PathID = 1, _ stays: [CaseRecord.Stay] = []
  ) -> CaseRecord {
    let outcome = ended == nil ? nil : outcome
    return CaseRecord(
      order: order(index), reference: "PO-\(index)", placedAt: time(placed),
      endedAt: ended.map { time($0) },
      sides: [
        .init(party: "Client", outcome: outcome, path: path, stays: stays),
        .init(party: "Supplier", outcome: outcome, path: -path, stays: []),
      ])
  }

  static func wait(_ element: String, _ entered: Double, _ left: Double?) -> CaseRecord.Stay {
    CaseRecord.Stay(element: element, enteredAt: time(entered), leftAt: left.map { time($0) })
  }

  static func task(
    _ element: String, _ entered: Double, claimed: Double?, _ left: Double?, by worker: String?,
    group: String? = "buyers", due: Double? = nil, isWithdrawn: Bool = false
  ) -> CaseRecord.Stay {
    CaseRecord.Stay(
      element: element, enteredAt: time(entered), leftAt: left.map { time($0) },
      task: .init(
        claimedAt: claimed.map { time($0) }, worker: worker, group: group,
        due: due.map { time($0) }, isWithdrawn: isWithdrawn))
  }

  static func account(
    _ records: [CaseRecord], _ period: AnalysisPeriod = Builder.period(),
    model: ProcessModel = ProcessModel()
  ) -> CaseAccount {
    var account = CaseAccount(period, model: model)
    for record in records { account.add(record) }
    return account
  }

  static func report(
    _ records: [CaseRecord], _ period: AnalysisPeriod = Builder.period(),
    model: ProcessModel = ProcessModel(), paths: [CaseRecord.PathID: [String]] = [:],
    asking request: AnalysisReport.Request = .init()
  ) -> AnalysisReport {
    AnalysisReport(account(records, period, model: model), paths: paths, request)
  }

  /// One pool: review, and depending on the decision an end or the review again.
  static func reviewModel() throws -> ProcessModel {
    let xml = """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
        <collaboration id="c"><participant id="p" name="Client" processRef="client"/></collaboration>
        <process id="client" isExecutable="true">
          <startEvent id="Start"><outgoing>a</outgoing></startEvent>
          <userTask id="Review" name="Review"><incoming>a</incoming><incoming>again</incoming><outgoing>b</outgoing></userTask>
          <exclusiveGateway id="Decision" name="Good?"><incoming>b</incoming><outgoing>yes</outgoing><outgoing>again</outgoing></exclusiveGateway>
          <endEvent id="Done" name="Done"><incoming>yes</incoming></endEvent>
          <sequenceFlow id="a" sourceRef="Start" targetRef="Review"/>
          <sequenceFlow id="b" sourceRef="Review" targetRef="Decision"/>
          <sequenceFlow id="yes" sourceRef="Decision" targetRef="Done"/>
          <sequenceFlow id="again" name="once more" sourceRef="Decision" targetRef="Review"/>
        </process>
      </definitions>
      """
    let definitions = try Definitions(xml: Array(xml.utf8))
    return ProcessModel(definitions) { id in definitions.node(id: id)?.name ?? id }
  }

  /// The ways through `reviewModel`: at once, and after one more review.
  static let reviewPaths: [CaseRecord.PathID: [String]] = [
    1: ["Start", ">a", "Review", ">b", "Decision", ">yes", "Done"],
    2: [
      "Start", ">a", "Review", ">b", "Decision", ">again", "Review", ">b", "Decision", ">yes",
      "Done",
    ],
  ]
}
