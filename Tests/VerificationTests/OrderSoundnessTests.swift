import BPMN
import FEEL
import ProcessEngine
import Testing
import Verification

/// The product's own model, and what the check says when something is taken out of it.
struct OrderSoundnessTests {
  @Test func `the order model is sound and every part of it is used`() throws {
    let report = try OrderFiles().check()
    #expect(report.isSound, "\(report)")
    #expect(report.isFullyUsed, "\(report)")
    #expect(report.unfilledForms.isEmpty, "\(report)")
    #expect(
      Set(report.outcomes.keys)
        == ["Cancelled", "Completed", "Declined", "Expired", "Rejected", "Unfulfilled"])
  }

  @Test func `without the expired quote in the cancel loop the buyer waits for ever`() throws {
    let files = try OrderFiles()
    let report = try files.check(
      files.xml.removing(
        "Event_ExpiredCrossing", "Event_ExpiredAfterCancelling",
        "Flow_AwaitCancellation_ExpiredCrossing", "Flow_ExpiredCrossing_ExpiredAfterCancelling",
        "MessageFlow_QuoteExpired_ExpiredCrossing"), limit: 4_000)
    let finding = try #require(
      report.findings.first { if case .deadlock = $0.problem { true } else { false } })
    #expect(
      finding.problem
        == .deadlock(
          waiting: "Client is at Gateway_AwaitCancellation; Supplier has ended: Expired"))
    #expect(
      finding.trace == [
        "Client begins", "Supplier gets OrderPlaced", "Client: the timer After 2 days runs out",
        "Supplier: Verify order: decision = accept, quote.generate gives result 1",
        "Client gets OrderConfirmed", "Client gets QuoteIssued",
        "Supplier: the timer 1 hour after validity runs out", "Supplier gets OrderCancelled",
        "Client gets QuoteExpired",
      ])
  }

  @Test func `without the closing of a rejected order the supplier waits for ever`() throws {
    let files = try OrderFiles()
    let report = try files.check(
      files.xml.removing(
        "MessageEventDefinition_Rejected", "MessageFlow_OrderClosed_RejectionClosed"),
      limit: 4_000)
    #expect(
      report.findings.map(\.problem).contains(
        .deadlock(waiting: "Client has ended: Rejected; Supplier is at Gateway_AwaitRejectionRead"))
    )
  }

  @Test func `an end that is called differently is a different outcome`() throws {
    let files = try OrderFiles()
    let report = try files.check(
      files.xml.replacing(
        "<bpmn:endEvent id=\"Event_Cancelled\" name=\"Cancelled\"",
        with: "<bpmn:endEvent id=\"Event_Cancelled\" name=\"Called off\""), limit: 4_000)
    let finding = try #require(report.findings.first)
    #expect(finding.problem == .differentOutcomes(["Client Called off", "Supplier Cancelled"]))
    #expect(
      finding.trace == [
        "Client begins", "Supplier gets OrderPlaced", "Client: the timer After 2 days runs out",
        "Supplier gets OrderCancelled", "Client gets CancellationConfirmed",
      ])
  }

  @Test func `a condition that compares different kinds of values is an incident`() throws {
    let files = try OrderFiles()
    let report = try files.check(
      files.xml.replacing("=number(quote.total) &gt; 1000", with: "=quote.total &gt; 1000"),
      limit: 1_000)
    let finding = try #require(report.findings.first)
    guard case .incident(let element, _) = finding.problem else {
      Issue.record("\(finding.problem)")
      return
    }
    #expect(element == "Gateway_LargeQuote")
  }
}

extension String {
  /// The file without the elements that have these ids, and without what refers to them as a flow.
  fileprivate func removing(_ ids: String...) -> String {
    var lines: [Substring] = []
    var end: String?
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.trimmingPrefix { $0 == " " }
      if let closing = end {
        if text.hasPrefix(closing) { end = nil }
        continue
      }
      if ids.contains(where: {
        text.contains("ing>\($0)</bpmn:")
          || text.contains("bpmnElement=\"\($0)\"") && text.hasSuffix("/>")
      }) {
        continue
      }
      if ids.contains(where: {
        text.contains(" id=\"\($0)\"") || text.contains("bpmnElement=\"\($0)\"")
      }) {
        let name = text.dropFirst().prefix { $0 != " " }
        if !text.hasSuffix("/>") { end = "</\(name)>" }
        continue
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
