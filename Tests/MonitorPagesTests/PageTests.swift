import Exchange
import FEEL
import Foundation
import FoundationXML
import Hummingbird
import HummingbirdTesting
import MonitorPages
import Monitoring
import ProcessEngine
import SyntheticJournal
import Testing

@Suite struct PageTests {
  private let site = Site()

  @Test(arguments: Site.pages, ["en", "fr"])
  func `a page is shown, whole, in both languages, and forbids everything from elsewhere`(
    _ path: String, _ language: String
  ) async throws {
    let answer = try await site.ask(path, language: language)
    #expect(answer.status == .ok)
    #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
    #expect(answer.headers[.cacheControl] == "no-store")
    #expect(answer.text.contains("<html lang=\"\(language)\""))
    #expect(answer.text.firstMatch(of: /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/) == nil)
    // A key without its text, or a sentence with a place that nobody filled in.
    #expect(
      answer.text.firstMatch(
        of:
          /[>" ](live|order|orders|explain|state|finding|ball|past|message|attention)\.[a-z][\w.\-]*[<"]/
      )?.output.0 == nil)
    #expect(
      answer.text.replacing(/data-text-[a-z-]+="[^"]*"/, with: "").firstMatch(of: /\{[a-z]+\}/)?
        .output == nil)
  }

  @Test(arguments: Site.pages)
  func `a page is well-formed, and says nothing twice by one id`(_ path: String) async throws {
    let text = try await site.ask(path).text
    let void = /<(meta|link|input|br)(\s[^>]*?)?>/
    let xhtml = text.replacing("<!doctype html>", with: "")
      .replacing(void) { "<\($0.output.1)\($0.output.2 ?? "")/>" }
      .replacing(/\s(defer|hidden|checked|selected|download|data-[a-z-]+)(?=[\s>\/])/) {
        " \($0.output.1)=\"\""
      }
    let parser = XMLParser(data: Data(xhtml.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError)) line \(parser.lineNumber)")
    let ids = text.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
  }

  @Test(arguments: Site.pages)
  func `every link leads to a page or to a place of this one`(_ path: String) async throws {
    let text = try await site.ask(path).text
    let ids = Set(text.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) })
    let links = Set(
      text.matches(of: /\shref="([^"]+)"/).map {
        String($0.output.1).replacing("&amp;", with: "&")
      })
    for link in links.sorted() {
      if link.hasPrefix("http://client.example/ui/orders/") || link == "/health" { continue }
      if link.hasPrefix("#") {
        #expect(ids.contains(String(link.dropFirst())), "\(link)")
        continue
      }
      let parts = link.split(separator: "#", maxSplits: 1)
      let answer = try await site.ask(String(parts[0]))
      #expect(answer.status == .ok, "\(link) of \(path)")
      if parts.count == 2 { #expect(answer.text.contains("id=\"\(parts[1])\""), "\(link)") }
      #expect(!answer.text.contains("class=\"note bad\""), "\(link): \(path)")
    }
  }

  @Test(arguments: ["/ui/live", "/ui/conformance", "/ui/at?span=all"])
  func `every chart has its numbers as a table`(_ path: String) async throws {
    let text = try await site.ask(path).text
    let charts = text.matches(of: /(?s)<figure class="chart".*?<\/figure>/).map {
      String($0.output)
    }
    #expect(!charts.isEmpty)
    for chart in charts {
      let table = chart.matches(of: /<td[^>]*>(?:<a [^>]*>)?([^<]*)</).map { String($0.output.1) }
      let titles = chart.matches(of: /<a [^>]*>.*?<title>[^<]*: ([^<]*)<\/title>/)
        .map { String($0.output.1) }
      #expect(!table.isEmpty)
      for number in titles.flatMap({ $0.matches(of: /[0-9][0-9.,]*/).map { String($0.output) } }) {
        #expect(table.contains(number), "\(number)")
      }
    }
  }

  @Test func `what is not there is a page that says so`() async throws {
    for path in ["/ui/nothing", "/ui/orders/nothing", "/ui/orders/\(Site.order(99_999))"] {
      let answer = try await site.ask(path)
      #expect(answer.status == .notFound)
      #expect(answer.headers[.contentSecurityPolicy] != nil)
      #expect(answer.text.contains("<p class=\"status\">404</p>"))
    }
    #expect(try await site.ask("/ui/orders?text=%ZZ").status == .badRequest)
    #expect(try await site.ask("/").headers[.location] == "/ui/live")
  }

  @Test func `the language is kept, and leads nowhere else`() async throws {
    let answer = try await site.ask(
      "/ui/language", method: .post, body: "language=fr&back=https://elsewhere.example/")
    #expect(answer.status == .seeOther && answer.headers[.location] == "/ui/live")
    #expect(answer.headers[.setCookie]?.hasPrefix("duet-language=fr;") == true)
  }

  @Test func `a list is exported as it is shown, and whole`() async throws {
    let many = Site(orders: 30)
    let shown = try await many.ask("/ui/orders.csv?sort=reference")
    #expect(shown.headers[.contentDisposition]?.contains("orders.csv") == true)
    #expect(shown.text.split(separator: "\r\n").count == 51)
    let all = try await many.ask("/ui/orders.jsonl?all=1&state=ended")
    let rows = all.text.split(separator: "\n")
    #expect(rows.count == 60)
    for row in rows { #expect(try Value(json: Array(row.utf8))["status"] == "ended") }
    #expect(try await many.ask("/ui/orders.csv?finding=nonsense").status == .badRequest)
  }

  @Test func `what cannot be read of a filter is told, and the rest of it holds`() async throws {
    let answer = try await site.ask("/ui/orders?from=yesterday&state=ended&sort=sideways")
    #expect(answer.status == .ok)
    #expect(answer.text.contains("Placed from, Order"))
    #expect(answer.text.matches(of: /data-id="/).count == 6)
  }

  @Test(arguments: [
    ("time=garbage", "Exact time (UTC)"), ("second=abc", "Time"), ("second=-1", "Time"),
    ("span=week&time=", "How much of the past"),
    ("second=abc&time=x", "Exact time (UTC), Time"),
  ])
  func `a time that cannot be read is told, and now is shown`(
    _ query: String, _ names: String
  ) async throws {
    let answer = try await site.ask("/ui/at?\(query)")
    #expect(answer.status == .ok)
    #expect(
      answer.text.contains("role=\"alert\">This could not be read, and was left out: \(names).<"))
    #expect(answer.text.contains("name=\"time\" value=\"\(Site.now)\""))
  }

  @Test func `an order's incidents and timers are a table, and marks on the line lead to it`()
    async throws
  {
    // Stuck at the supplier, and waiting with a timer at the client.
    let page = try await site.ask("/ui/orders/\(Site.order(10))").text
    let rows = page.matches(of: /(?s)<tr id="((?:incident|timer)-[^"]*)">.*?<\/tr>/).map {
      (id: String($0.output.1), text: String($0.output.0))
    }
    let incident = try #require(rows.first { $0.id.hasPrefix("incident-") })
    #expect(incident.text.contains("there is no price for this item"))
    #expect(incident.text.contains("<span class=\"chip bad\">open</span>"))
    #expect(rows.contains { $0.id.hasPrefix("timer-") && $0.text.contains("due ") })
    #expect(
      page.contains(
        "<a href=\"#\(incident.id)\" aria-label=\"Generate quote: there is no price for this item, open\""
      ))
  }

  /// A message takes a minute there.
  @Test(arguments: [(1.0, 6), (3_600, 0)])
  func `a message is late by the limit of the clock that the parties have`(
    _ speed: Double, _ late: Int
  ) async throws {
    var journal = SyntheticJournal()
    let order = journal.add(1, pace: .seconds(61))
    let fast = Site(reading: MemoryMonitor(journal.entries), speed: speed)
    for (language, text) in [("en", "took longer than 60 s"), ("fr", "a pris plus de 60 s")] {
      let page = try await fast.ask("/ui/orders/\(order)", language: language).text
      #expect(page.matches(of: try Regex(text)).count == late)
    }
    let page = try await fast.ask("/ui/conformance").text
    #expect(page.contains("late (over \(speed == 1 ? "60 s" : "60 h"))"))
    let list = try await fast.ask("/ui/orders?finding=unreceived&overlong=1", language: "fr").text
    #expect(list.contains("Depuis plus de \(speed == 1 ? "60 s" : "60 h")"))
  }

  @Test(arguments: [
    ("OrderPlaced", false), ("151.50", true), ("€151.50", true), ("151,50\u{A0}€", true),
    ("EUR 151.50", true), ("USD 151.50", false), ("151", false), ("PO-10002", true),
    ("018f0000-0000-7011-8000-000000000004", true), ("018f0000000070118000000000000004", true),
    ("00-\(Site.order(4).description.replacing("-", with: ""))-00f067aa0ba902b7-01", true),
  ])
  func `an order is found by what pages show of it`(_ text: String, _ isFound: Bool) async throws {
    let many = Site(orders: 60)
    let encoded = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let rows = try await many.ask("/ui/orders?text=\(encoded)").text.matches(of: /data-id="/).count
    #expect((rows > 0) == isFound)
  }

  @Test func `an order's messages have the broker's time, and what came once more`() async throws {
    let page = try await site.ask("/ui/orders/\(Site.order(1))")
    #expect(page.text.contains("<span class=\"about\">Confirmed <time"))
    // Steps are made at :41; what the broker says is told two seconds after the last of a window.
    #expect(page.text.matches(of: /datetime="[^"]*:4[3-9]\.000Z"/).count == 6)
    #expect(page.text.contains("class=\"stop\""))
    #expect(page.text.contains("duplicates left alone: 1"))
    #expect(page.text.contains("came early"))
  }

  @Test func `what is in quarantine has its reason, and the command that puts it through`()
    async throws
  {
    let page = try await site.ask("/ui/attention")
    let rows = SyntheticJournal.quarantine(of: "Supplier", number: 1, order: nil)
    for row in try #require(rows.quarantine).newest {
      #expect(page.text.contains("supplier quarantine replay \(row.id.uuidString.lowercased())"))
      #expect(page.text.contains(row.message.detail))
    }
    #expect(page.text.contains("unknown message"))
    #expect(page.text.contains("id=\"quarantine-title\">"))
  }

  @Test func `turns add up to the lead time, to the microsecond`() async throws {
    let memory = Site.memory(orders: 3)
    let entries = try await memory.entries(of: Site.order(1))
    let story = OrderStory(
      of: Site.order(1), entries: entries, map: DrawnProcess(Site.definitions).map, now: Site.now)
    let sum = story.ball.holders.reduce(Duration.zero) { $0 + story.ball.time(of: $1) }
    #expect(sum == story.ball.leadTime && sum > .zero)
    let page = try await site.ask("/ui/orders/\(Site.order(1))")
    #expect(page.text.contains("<th scope=\"row\">Lead time</th>"))
  }
}

@Suite struct LiveTests {
  @Test func `programs get the live state as JSON`() async throws {
    let answer = try await Site().ask("/ui/live.json")
    #expect(try Value(json: Array(answer.text.utf8))["workInProgress"] == 6)
  }

  @Test func `how fresh the picture was is a chart by minutes, with its table`() async throws {
    let page = try await Site().ask("/ui/live").text
    let chart = try #require(
      page.firstMatch(of: /(?s)<figure class="chart" data-live="chart-freshness".*?<\/figure>/)
    ).output
    let row = try #require(chart.firstMatch(of: /(?s)<tbody>.*?<\/tbody>/)).output
    let numbers = row.matches(of: /<td[^>]*><a href="\/ui\/at\?[^"]*">([^<]*)<\/a><\/td>/)
    #expect(numbers.map { String($0.output.1) } == ["8", "120", "300"])
    let empty = try await Site(reading: MemoryMonitor()).ask("/ui/live").text
    #expect(!empty.contains("chart-freshness"))
  }

  @Test func `whoever listens hears at once, and what is new`() async throws {
    let site = Site()
    let feed = site.ports.feed
    await withThrowingTaskGroup { group in
      group.addTask { try await feed.run() }
      var looks = feed.listen().makeAsyncIterator()
      let first = await looks.next()
      #expect(first?.overview.workInProgress == 6)
      group.cancelAll()
    }
  }

  /// Only what takes longer and longer is found here: a debug build shares its processors with a thousand other tests, and the
  /// projection in memory looks at every order for a list. What a page takes is measured with a release build.
  @Test(arguments: ["/ui/orders/\(Site.order(1))", "/ui/live", "/ui/conformance", "/ui/at"])
  func `a page is made at once`(_ path: String) async throws {
    let site = Site(orders: 40)
    _ = try await site.ask(path)
    var times: [Duration] = []
    for _ in 0..<5 {
      times.append(try await ContinuousClock().measure { _ = try await site.ask(path) })
    }
    let shortest = try #require(times.min())
    #expect(shortest < .seconds(10), "\(path): \(times)")
  }
}
