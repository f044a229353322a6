import Exchange
import FEEL
import Monitoring
import ProcessEngine
import Testing

@Suite struct OrderConformanceTests {
  private func verifying() throws -> TwoParties {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    return parties
  }

  private func conformance(
    _ parties: TwoParties, at now: Double, limit: Duration = .seconds(60)
  ) -> OrderConformance {
    OrderConformance(of: parties.story(at: now), entries: parties.entries, limit: limit)
  }

  @Test func `an order that goes as it should has no findings`() throws {
    #expect(conformance(try verifying(), at: 10).isClean)
  }

  @Test
  func `a message that took longer than the limit is late, and so is one that is still under way`()
    throws
  {
    var parties = try verifying()
    let late = conformance(parties, at: 10, limit: .seconds(1))
    #expect(late.findings.map(\.kind) == [.late] && late.findings.first?.duration == .seconds(2))
    #expect(
      late.findings.first?.statement
        == Statement(
          .tookLong,
          [
            "message": .text("OrderPlaced"), "sender": .text("Client"),
            "limit": .limit(.seconds(1)),
          ]))
    try parties.cancel(at: 20)
    #expect(conformance(parties, at: 80).isClean)
    let waiting = conformance(parties, at: 90)
    #expect(waiting.findings.map(\.kind) == [.late])
    #expect(waiting.findings.first?.message == parties.story(at: 90).messages.last?.id)
    #expect(waiting.findings.first?.duration == .seconds(70))
  }

  @Test func `a message that was overtaken is never received`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("QuoteIssued", at: 12)
    #expect(conformance(parties, at: 20).findings.map(\.kind) == [.neverReceived])
    try parties.deliver("OrderConfirmed", at: 13)
    #expect(conformance(parties, at: 20).findings.map(\.kind) == [.outOfOrder])
  }

  @Test func `a message that was taken in twice, or refused, is found`() throws {
    var parties = try verifying()
    parties.repeatLastReceipt(at: 5)
    #expect(
      conformance(parties, at: 20).findings.filter { $0.kind == .receivedTwice }.count == 1)
    var other = try verifying()
    try other.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try other.refuse("OrderRejected", .notAccepted, at: 11)
    let findings = conformance(other, at: 20).findings
    #expect(findings.map(\.kind) == [.quarantined] && findings.first?.party == "Client")
    #expect(
      findings.first?.statement.english == "OrderRejected of Supplier was refused: not-accepted")
  }

  @Test func `clocks and other differences are told apart`() throws {
    var parties = TwoParties()
    parties.clocks = ["Supplier": -30]
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    let skewed = conformance(parties, at: 20)
    #expect(skewed.findings.map(\.kind) == [.negativeHop])
    #expect(skewed.findings.first?.duration == .seconds(-28))
    let heard = parties.entries.filter { $0.party == "Supplier" }
    let story = OrderStory(
      of: TwoParties.order, entries: heard, map: TwoParties.map, now: TwoParties.time(900))
    let findings = OrderConformance(of: story, entries: heard, limit: .seconds(60)).findings
    #expect(findings.map(\.kind) == [.disagreement])
    #expect(findings.first?.statement.key == .sentNever)
    #expect(
      OrderConformance(of: story, entries: heard, limit: .seconds(216_000)).isClean,
      "an account may lag behind as long as a message may take")
  }

  @Test func `a message that nobody asked for before the end is unread, not refused`() throws {
    var parties = try verifying()
    let id = "01000000-0000-7000-8000-0000000000fc"
    let stray = ReceivedMessage(
      id: id, name: "OrderClosed", correlationKey: "", payload: [:], receivedAt: TwoParties.time(4))
    parties.note(
      "Supplier", stimulus: ["kind": "terminate"],
      events: [
        .messageReceived(stray), .messageDiscarded(id: id, name: "OrderClosed"),
        .instanceEnded(outcome: "Terminated"),
      ], at: 4)
    let kinds = conformance(parties, at: 5).findings.map(\.kind)
    #expect(kinds.filter { $0 == .unread }.count == 1 && !kinds.contains(.quarantined))
  }
}
