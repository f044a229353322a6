import FEEL
import MonitorPages
import Monitoring
import Testing

@testable import MonitorCommand

@Suite struct OrderTermsTests {
  private let map = LiveSample.process.map

  @Test(
    arguments: [
      ("", [:]), ("  bolt  m8 ", ["text": "bolt m8"]),
      ("state:running", ["state": "running"]), ("STATE:Running", ["state": "running"]),
      ("partner:\"Atelier Nord\" x", ["buyer": "Atelier Nord", "text": "x"]),
      ("at:Task_VerifyOrder", ["element": "Task_VerifyOrder"]),
      ("at:\"verify order\"", ["element": "Task_VerifyOrder"]),
      ("at:verify-order", ["element": "Task_VerifyOrder"]),
      ("ref:PO-1 sku:BOLT-M8", ["ref": "PO-1", "sku": "BOLT-M8"]),
      ("is:overdue is:incident", ["overdue": "1", "incident": "1"]),
      ("min:100 max:200.50", ["min": "100", "max": "200.50"]),
      ("message:QuoteIssued", ["message": "QuoteIssued", "finding": "unreceived"]),
      ("\"state:running\"", ["text": "state:running"]),
      ("2026-11-21T10:30:00Z", ["text": "2026-11-21T10:30:00Z"]),
    ] as [(String, [String: String])])
  func `terms are parameters`(text: String, parameters: [String: String]) throws {
    #expect(try OrderTerms(parsing: text, map: map).parameters == parameters)
  }

  @Test(arguments: [
    ("stat:running", "there is no `stat:`; there are state, outcome, at, ref, partner"),
    ("state:asleep", "`state:` must be running or ended, not `asleep`"),
    ("state:", "`state:` needs a value: running or ended"),
    ("state:running state:ended", "`state:` is there twice"),
    ("at:nowhere", "the drawing has no element `nowhere`"),
    ("at:order", "`at:order` may be"), ("is:late", "`is:` must be overdue or incident"),
    ("partner:\"Nord", "a quotation mark is open"), ("from:yesterday", "`from:` must be"),
    ("finding:odd", "`finding:` must be unreceived"), ("min:much", "`min:` must be the total"),
  ])
  func `what is no filter says why`(text: String, reason: String) {
    let mistake = #expect(throws: OrderTerms.Mistake.self) {
      try OrderTerms(parsing: text, map: map)
    }
    #expect(mistake?.description.hasPrefix(reason) ?? false, "\(mistake?.description ?? "")")
  }

  @Test func `the filter is that of the pages`() throws {
    let terms = try OrderTerms(parsing: "state:running is:overdue bolt ref:PO-7", map: map)
    let filter = terms.filter(at: Sample.now, limit: .seconds(60))
    var expected = OrderFilter()
    expected.status = .running
    expected.overdueAt = Sample.now
    expected.text = "bolt"
    expected.reference = "PO-7"
    #expect(filter == expected)
  }
}
