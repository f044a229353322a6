import FEEL
import Rehearsal
import SplitMix
import Testing

@Suite struct StorylineTests {
  @Test(arguments: ["Completed", "Rejected", "Declined", "Expired", "Cancelled", "Unfulfilled"])
  func `every outcome of the process occurs`(outcome: String) {
    #expect(Storyline.all.contains { $0.outcomes == [outcome] })
  }

  @Test func `the shares are those of sixty orders`() {
    #expect(Storyline.all.map(\.share).reduce(0, +) == 60)
    #expect(Set(Storyline.all.map(\.name)).count == Storyline.all.count)
  }

  @Test(arguments: [
    (TaskElement.verifyOrder, "accept"), (.verifyOrder, "reject"), (.confirmQuote, "confirm"),
    (.confirmQuote, "withdraw"), (.reviewQuote, "accept"), (.reviewQuote, "decline"),
    (.reviewQuote, "revise"), (.confirmFulfilment, "fulfilled"), (.confirmFulfilment, "failed"),
    (.confirmReceipt, "received"), (.confirmReceipt, "short"), (.confirmReceipt, "damaged"),
  ])
  func `every choice of every form is made by somebody`(task: TaskElement, decision: String) {
    #expect(
      Storyline.all.contains { storyline in
        (1...4).contains { storyline.response(to: task, visit: $0)?.decision == decision }
      })
  }

  @Test func `tasks are left undone where an order is to expire or to be given up`() {
    let idle = Storyline.all.filter { storyline in
      TaskElement.allCases.contains { storyline.response(to: $0, visit: 1) == nil }
    }
    #expect(Set(idle.map(\.outcomes)) == [["Expired"], ["Cancelled"]])
  }

  @Test func `the last response holds for all later visits`() throws {
    let storyline = try #require(Storyline.all.first { $0.name == "revised, then accepted" })
    let decisions = (1...3).map { storyline.response(to: .reviewQuote, visit: $0)?.decision }
    #expect(decisions == ["revise", "accept", "accept"])
  }

  @Test func `cancellations come at different moments, some together with a decision`() {
    let cancellations = Storyline.all.compactMap(\.cancellation)
    #expect(
      cancellations.contains { if case .afterPlacing = $0 { true } else { false } }
        && cancellations.contains { if case .insteadOf = $0 { true } else { false } }
        && cancellations.contains { if case .alongside = $0 { true } else { false } })
  }

  @Test func `people with two roles leave a second pair of eyes`() {
    var generator = SplitMix64(seed: 1)
    for verifier in Person.supplier where verifier.groups.contains("sales") {
      for _ in 0..<50 {
        let other = Person.supplier.choose(
          groups: ["pricing"], excluding: [verifier.name], using: &generator)
        #expect(other != nil && other?.name != verifier.name)
      }
    }
  }
}
