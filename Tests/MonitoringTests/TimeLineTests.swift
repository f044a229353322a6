import FEEL
import Monitoring
import SyntheticJournal
import Testing

@Suite struct TimeLineTests {
  @Test func `both parties' steps come in the order of time`() {
    var journal = SyntheticJournal()
    let order = journal.add(0, .completed)
    let line = TimeLine(of: order, entries: journal.entries.reversed(), map: ProcessMap())
    #expect(line.items.count == journal.entries.count)
    #expect(line.items.map(\.at) == line.items.map(\.at).sorted())
    #expect(line.items.first?.party == SyntheticJournal.client)
    #expect(line.items.last?.happenings.last?.text == "ended: Completed")
  }

  @Test func `steps at the same time come by party, lane and number`() {
    var journal = SyntheticJournal()
    let order = journal.add(0, .rejected, pace: .zero)
    let line = TimeLine(of: order, entries: journal.entries, map: ProcessMap())
    #expect(line.items.map(\.party) == line.items.map(\.party).sorted())
    #expect(line.items.filter { $0.party == SyntheticJournal.supplier }.map(\.step) == [1, 2, 3])
  }

  @Test func `a message is shown with its whole way at both ends`() throws {
    var journal = SyntheticJournal()
    let order = journal.add(0, .unverified, pace: .milliseconds(12))
    let line = TimeLine(of: order, entries: journal.entries, map: ProcessMap())
    let transfers = line.items.flatMap(\.happenings).compactMap(\.message)
    #expect(transfers.count == 3)
    #expect(Set(transfers).count == 1)
    let transfer = try #require(transfers.first)
    let (sentAt, receivedAt) = (try #require(transfer.sentAt), try #require(transfer.receivedAt))
    #expect(transfer.sequence == 1 && receivedAt - sentAt == .milliseconds(12))
    #expect(
      line.items.map { $0.happenings.map(\.text) } == [
        [
          "began", "reached Event_OrderPlaced", "reached Task_PlaceOrder",
          "sent OrderPlaced to Supplier", "reached SubProcess_ObtainQuote",
          "reached Gateway_AwaitAnswer",
          "timer set: Event_AnswerOverdue, 2026-05-30T20:26:40.012Z",
        ],
        [
          "began", "received OrderPlaced", "used OrderPlaced at Event_OrderReceived",
          "reached Event_OrderReceived", "reached SubProcess_PrepareQuote",
          "reached Task_VerifyOrder", "task opened: Verify order, due 2026-05-29T00:26:40.024Z",
        ],
      ])
  }
}
