import FEEL
import Rehearsal
import Testing

@Suite struct SummaryTests {
  /// Three orders: two completed after one and three hours, one cancelled after two.
  private static let agreed: Accounts = {
    var accounts = Accounts()
    for (id, outcome, hours) in [
      ("a", "Completed", 1), ("b", "Completed", 3), ("c", "Cancelled", 2),
    ] {
      accounts.client.orders[id] = order(outcome, hours: hours, step: 7, sent: 3, received: 4)
      accounts.supplier.orders[id] = order(outcome, hours: hours, step: 9, sent: 4, received: 3)
      accounts.monitor.sides["Client", default: [:]][id] = .init(outcome: outcome, step: 7)
      accounts.monitor.sides["Supplier", default: [:]][id] = .init(outcome: outcome, step: 9)
    }
    accounts.client.decisions = ["Task_ReviewQuote": 3]
    accounts.supplier.decisions = ["Task_VerifyOrder": 3]
    accounts.supplier.jobs = ["reminder": 2, "escalation": 1, "quote.generate": 3]
    return accounts
  }()

  private static func order(
    _ outcome: String?, hours: Int, step: Int, sent: Int, received: Int
  ) -> PartyAccount.Order {
    let start = Timestamp(microseconds: 1_800_000_000_000_000)
    return .init(
      outcome: outcome, startedAt: start, updatedAt: start + .seconds(hours * 3600), step: step,
      sent: sent, received: received)
  }

  private static func summary(_ change: (inout Accounts) -> Void = { _ in }) -> Summary {
    var accounts = agreed
    change(&accounts)
    let storyline = Storyline.all[0]
    return Summary(accounts, storylines: ["a": storyline, "b": storyline, "c": storyline])
  }

  @Test func `what agrees is counted by outcome, with its times`() {
    let summary = Self.summary()
    #expect(summary.isGood)
    #expect(summary.outcomes.mapValues(\.client) == ["Completed": 2, "Cancelled": 1])
    #expect(summary.outcomes.mapValues(\.supplier) == ["Completed": 2, "Cancelled": 1])
    #expect(summary.outcomes.mapValues(\.monitor) == ["Completed": 2, "Cancelled": 1])
    #expect(
      summary.leadTimes["Completed"]
        == Summary.LeadTime(count: 2, median: .seconds(3600), p95: .seconds(3 * 3600)))
    #expect(
      summary.leadTimes[""]
        == Summary.LeadTime(count: 3, median: .seconds(2 * 3600), p95: .seconds(3 * 3600)))
  }

  @Test func `an order that ended against its storyline is told, and no mistake`() {
    let summary = Self.summary()
    #expect(summary.surprises.map(\.order) == ["c"])
    #expect(summary.surprises.map(\.outcome) == ["Cancelled"])
    #expect(summary.isGood)
  }

  private typealias Change = @Sendable (inout Accounts) -> Void

  private static let differences: [(detail: String, change: Change)] = [
    (
      "Completed at the client, Rejected at the supplier",
      { accounts in
        accounts.supplier.orders["a"] = order("Rejected", hours: 1, step: 9, sent: 4, received: 3)
        accounts.monitor.sides["Supplier"]?["a"] = .init(outcome: "Rejected", step: 9)
      }
    ),
    ("the supplier does not have it", { $0.supplier.orders["a"] = nil }),
    (
      "the client sent 5 messages, the supplier took in 3",
      { $0.client.orders["a"] = order("Completed", hours: 1, step: 7, sent: 5, received: 4) }
    ),
    (
      "the supplier sent 4 messages, the client took in 2",
      { $0.client.orders["a"] = order("Completed", hours: 1, step: 7, sent: 3, received: 2) }
    ),
    (
      "the monitor has not heard of it from the supplier",
      { $0.monitor.sides["Supplier"]?["a"] = nil }
    ),
    (
      "the monitor knows 6 steps of the client and Completed, the client has 7 and Completed",
      { $0.monitor.sides["Client"]?["a"] = .init(outcome: "Completed", step: 6) }
    ),
  ]

  @Test(arguments: differences.indices)
  func `every difference is named with its order`(index: Int) {
    let summary = Self.summary(Self.differences[index].change)
    #expect(summary.disagreements.map(\.detail) == [Self.differences[index].detail])
    #expect(summary.disagreements.map(\.order) == ["a"])
    #expect(!summary.isGood)
  }

  @Test func `an order that still runs is not well, however much all agree`() {
    let summary = Self.summary { accounts in
      accounts.client.orders["a"] = Self.order(nil, hours: 1, step: 7, sent: 3, received: 4)
      accounts.supplier.orders["a"] = Self.order(nil, hours: 1, step: 9, sent: 4, received: 3)
      accounts.monitor.sides["Client"]?["a"] = .init(outcome: nil, step: 7)
      accounts.monitor.sides["Supplier"]?["a"] = .init(outcome: nil, step: 9)
    }
    #expect(summary.running == 1)
    #expect(summary.disagreements.isEmpty)
    #expect(!summary.isGood)
  }

  private static let faults: [Change] = [
    { $0.monitor.missing = 1 }, { $0.monitor.unreadable = 1 }, { $0.monitor.takenInAgain = 1 },
  ]

  @Test(arguments: faults.indices)
  func `what the monitor misses or counts twice is not well`(index: Int) {
    #expect(!Self.summary(Self.faults[index]).isGood)
  }

  @Test func `a check that found differences is not well, one that was not asked says nothing`() {
    var summary = Self.summary()
    summary.passedCheck = false
    #expect(!summary.isGood)
    summary.passedCheck = true
    #expect(summary.isGood)
  }

  @Test func `an order that was placed and that nobody has is missed`() {
    let storyline = Storyline.all[0]
    let summary = Summary(
      Self.agreed, storylines: ["a": storyline, "b": storyline, "c": storyline, "lost": storyline])
    #expect(summary.disagreements.map(\.order) == ["lost"])
  }

  @Test func `the JSON holds the figures of both databases`() {
    let json = Self.summary().json
    #expect(json["agreed"] == true)
    #expect(json["outcomes"]["Completed"] == ["client": 2, "supplier": 2, "monitor": 2])
    #expect(json["messages"]["sent"] == 21)
    #expect(json["messages"]["received"] == 21)
    #expect(json["tasksDecided"] == ["Task_ReviewQuote": 3, "Task_VerifyOrder": 3])
    #expect(json["reminders"] == 2)
    #expect(json["leadTimes"]["Completed"]["p95"] == "PT3H")
  }

  @Test func `the text for people is plain without colour`() {
    let text = Self.summary().text(width: nil, inColor: false)
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("Completed"))
    #expect(text.contains("All agree"))
    #expect(text.contains("2 h 0 min"))
  }
}
