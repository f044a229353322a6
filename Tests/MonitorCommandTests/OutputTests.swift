import Exchange
import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
import Synchronization
import SyntheticJournal
import Testing

@testable import MonitorCommand

@Suite struct OutputTests {
  /// What a command prints where there is no terminal.
  private func printed(width: Int? = nil, _ body: (Console) throws -> Void) rethrows -> String {
    let text = Written()
    let console = Console(
      write: { text.add($0) }, tell: { text.add("! \($0)\n") }, showProgress: nil, width: width,
      usesColor: false, environment: [:])
    try body(console)
    return text.text
  }

  private final class Written: Sendable {
    private let content = Mutex("")

    func add(_ text: String) { content.withLock { $0 += text } }

    var text: String { content.withLock { $0 } }
  }

  private func order(_ course: SyntheticJournal.Course) -> (OrderPicture, [JournalEntry]) {
    var journal = SyntheticJournal()
    let id = journal.add(0, course)
    var projection = Projection()
    let changes = projection.take(journal.entries)
    let sides = projection.sides.values.sorted { $0.id.party < $1.id.party }
    return (OrderPicture(order: id, sides: sides, messages: changes.messages), journal.entries)
  }

  @Test func `off a terminal the overview is a table without control sequences`() throws {
    let text = try printed {
      OverviewTable(map: try Sample.map()).print(try Sample.overview(), to: $0)
    }
    #expect(!text.contains("\u{1B}"))
    try Snapshot.expect(text, isAsIn: "overview-table")
  }

  @Test func `the overview as JSON has the same numbers`() throws {
    let json = try Sample.overview().json
    #expect(json["pools"].list?.first?["running"] == 42)
    #expect(json["pools"].list?.first?["tokens"]["Task_ReviewQuote"] == 12)
    #expect(json["messages"].list?.map { $0["inFlight"] } == [3, 1])
    #expect(json["stuck"].list?.count == 2 && json["overdue"].list?.count == 9)
    #expect(try Value(json: json.json()) == json)
  }

  @Test(arguments: [SyntheticJournal.Course.completed, .unverified])
  func `an order is shown on one time line`(course: SyntheticJournal.Course) throws {
    let (picture, entries) = order(course)
    let map = try Sample.map()
    let report = OrderReport(
      order: picture, line: TimeLine(of: picture.order, entries: entries, map: map), map: map,
      now: Sample.now)
    try Snapshot.expect(printed { report.print(to: $0) }, isAsIn: "order-\(course)")
    #expect(report.json["timeLine"].list?.count == entries.count)
    #expect(report.json["messages"].list?.count == picture.messages.count)
  }

  @Test func `orders are listed with where they are at both parties`() throws {
    let pictures = SyntheticJournal.Course.allCases.map { order($0).0 }
    let listing = OrderListing(orders: pictures, map: try Sample.map(), now: Sample.now)
    try Snapshot.expect(printed { $0.print(listing.table) }, isAsIn: "order-list")
  }

  @Test func `a check names every difference and counts the rest`() throws {
    var report = Check.Report()
    let (picture, entries) = order(.completed)
    var histories = Dictionary(grouping: entries, by: \.party)
    report.summary.add(
      OrderAgreement(of: picture.order, histories: histories, now: Sample.now))
    histories["Client"]?.removeAll { $0.step == 4 }
    report.summary.add(
      OrderAgreement(of: picture.order, histories: histories, now: Sample.now))
    report.databaseOrders = ["Client": 2]
    let findings = CheckFindings(report: report, now: Sample.now)
    try Snapshot.expect(printed { findings.print(to: $0) }, isAsIn: "check")
    #expect(findings.json["differenceCount"] == 1)
    #expect(findings.differences.first?["kind"] == "missing-step")
  }

  @Test func `a page of orders ends with a cursor that reads back`() throws {
    let (picture, _) = order(.completed)
    let text = try #require(OrderCursor.text(picture))
    let cursor = try #require(OrderCursor.read(text))
    #expect(cursor.order == picture.order && cursor.startedAt == picture.startedAt)
    #expect(OrderCursor.read("nonsense") == nil && OrderCursor.read("1.2") == nil)
  }
}
