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
    let report = OrderReport(
      order: picture, entries: entries, notices: [], map: try Sample.map(), now: Sample.now,
      limit: .seconds(60))
    try Snapshot.expect(
      printed { report.print(to: $0, explaining: true) }, isAsIn: "order-\(course)")
    #expect(report.json["timeLine"].list?.count == entries.count)
    #expect(report.json["messages"].list?.count == picture.messages.count)
    let times = report.json["ballInCourt"]["times"].list?.compactMap { $0["microseconds"].integer }
    #expect(times?.reduce(0, +) == report.json["leadTime"].integer)
    #expect(try Value(json: report.json.json()) == report.json)
  }

  @Test func `what took longer than the limit is told to people and programs alike`() throws {
    let (picture, entries) = order(.rejected)
    let report = OrderReport(
      order: picture, entries: entries, notices: [], map: try Sample.map(), now: Sample.now,
      limit: .milliseconds(100))
    let sentence = "OrderPlaced of Client took longer than 0.1 s"
    #expect(printed { report.print(to: $0) }.contains("late: \(sentence)"))
    #expect(report.json["findings"].list?.first?["detail"] == .string(sentence))
    #expect(report.json["findings"].list?.first?["duration"] == 250_000)
  }

  @Test func `what is entered and left in one step is shown when it is asked for`() throws {
    let (picture, entries) = order(.rejected)
    let report = OrderReport(
      order: picture, entries: entries, notices: [], map: try Sample.map(), now: Sample.now,
      limit: .seconds(60))
    let short = printed { report.print(to: $0) }
    let full = printed { report.print(to: $0, everyStep: true) }
    #expect(!short.contains("reached Task_PlaceOrder") && full.contains("reached Task_PlaceOrder"))
    #expect(short.contains("reached Gateway_AwaitAnswer"))
  }

  @Test func `on a terminal no line is wider than it`() throws {
    let (picture, entries) = order(.completed)
    let report = OrderReport(
      order: picture, entries: entries, notices: [], map: try Sample.map(), now: Sample.now,
      limit: .seconds(60))
    let lines = printed(width: 80) { report.print(to: $0, explaining: true) }.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func `an explanation has the same sentences for people and for programs`() throws {
    let (picture, entries) = order(.stuck)
    let story = OrderStory(
      of: picture.order, entries: entries, map: try Sample.map(), now: Sample.now)
    let text = ExplanationText(sections: ExplanationText.sections(of: story), now: Sample.now)
    try Snapshot.expect(printed { $0.print(text.lines(width: nil)) }, isAsIn: "explain-stuck")
    #expect(text.json.map { $0["waitsFor"] } == ["Supplier", "Supplier", "Supplier"])
    let root = try #require(text.json.first?["because"].list?.last)
    #expect(root["key"] == "explain.incident")
    #expect(root["parameters"]["element"]["id"] == "Task_GenerateQuote")
  }

  @Test func `orders are listed with where they are at both parties`() throws {
    let pictures = SyntheticJournal.Course.allCases.map { order($0).0 }
    let listing = OrderListing(orders: pictures, map: try Sample.map(), now: Sample.now)
    try Snapshot.expect(printed { $0.print(listing.table) }, isAsIn: "order-list")
  }

  @Test func `a check names every difference and counts the rest`() throws {
    var report = Check.Report(at: Sample.now)
    let (picture, entries) = order(.completed)
    var histories = Dictionary(grouping: entries, by: \.party)
    report.summary.add(
      OrderAgreement(of: picture.order, histories: histories, now: Sample.now))
    histories["Client"]?.removeAll { $0.step == 4 }
    report.summary.add(
      OrderAgreement(of: picture.order, histories: histories, now: Sample.now))
    report.databaseOrders = ["Client": 2]
    report.databaseQuarantine = ["Client": 0, "Supplier": 3]
    let lost = LaneLedger.Gap(first: 7, last: 9, since: Sample.now)
    report.gaps = [.init(lane: LaneID(party: "Client", lane: 2), range: lost)]
    let findings = CheckFindings(report: report, now: Sample.now)
    try Snapshot.expect(printed { findings.print(to: $0) }, isAsIn: "check")
    #expect(findings.json["differenceCount"] == 1)
    #expect(findings.differences.first?["kind"] == "missing-step")
  }

  @Test func `a page of orders ends with a cursor that reads back`() throws {
    let cursor = OrderQuery.Cursor(key: "12.5", order: SyntheticJournal.order(3))
    #expect(OrderQuery.Cursor(cursor.text) == cursor)
    #expect(OrderQuery.Cursor("nonsense") == nil && OrderQuery.Cursor("1.2") == nil)
  }
}
