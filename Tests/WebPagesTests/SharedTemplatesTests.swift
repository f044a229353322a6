import HTTPTypes
import Hummingbird
import Testing
import WebPages

@Suite struct SharedTemplatesTests {
  private static let library = TemplateLibrary([
    "hello": Array("{{<layout}}{{$content}}<p>{{words}}</p>{{/content}}{{/layout}}".utf8),
    "bottom": Array("<footer>{{words}}</footer>".utf8),
  ])
  private static let shared = TemplateLibrary([:]).sources
  private let texts = Catalogue(.english, pages: Array("{}".utf8))

  private func page(_ words: String, here: String = "/ui/orders/1", path: String = "/ui/orders/1")
    -> String
  {
    let site = PageFrame.Site(name: "Monitor", style: "monitor", home: "/ui/live")
    let places = [
      PageFrame.Place(path: "/ui", text: "Home", icon: "M0 0"),
      PageFrame.Place(path: "/ui/orders", text: "Orders", icon: "M0 0", key: "orders"),
    ]
    var model = PageFrame(texts, site, places: places, assets: AssetFiles(style: [], script: []))
      .model(title: "A page", here: here, path: path)
    model["words"] = words
    return Self.library.render("hello", model)
  }

  @Test func `a page has its frame, and what others have written is escaped`() {
    let page = page("<script>alert(1)</script>", here: "/ui/orders?a=\"1\"&b=2")
    #expect(page.contains("<title>A page · Monitor</title>"))
    #expect(page.contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"))
    #expect(page.contains("<footer>&lt;script&gt;"))
    #expect(page.contains("data-here=\"/ui/orders?a=&quot;1&quot;&amp;b=2\""))
  }

  @Test func `the longest path that fits is the current place`() {
    #expect(page("").matches(of: /aria-current="page"/).count == 1)
    #expect(page("").contains("<a href=\"/ui/orders\" aria-current=\"page\" data-key=\"orders\">"))
    #expect(page("", path: "/ui/else").contains("<a href=\"/ui\" aria-current=\"page\">"))
    #expect(!page("", path: "/elsewhere").contains("aria-current"))
  }

  @Test(arguments: Self.shared.keys.sorted())
  func `a template has no inline script or style, and loads nothing from elsewhere`(_ name: String)
    throws
  {
    let source = try #require(Self.shared[name])
    #expect(source.firstMatch(of: /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/) == nil)
    #expect(source.firstMatch(of: /(src|href|action)="(https?:)?\/\//) == nil)
    #expect(!source.contains("{{&"))
  }

  @Test(arguments: Self.shared.keys.sorted())
  func `every text that a template asks for is there`(_ name: String) throws {
    let source = try #require(Self.shared[name])
    for match in source.matches(of: /\{\{[#^]?t\.([\w.\-]+)\}\}/) {
      #expect(texts.keys.contains(String(match.1)), "\(match.1)")
    }
  }

  @Test func `a table has a heading per row, and links where cells lead somewhere`() {
    let table = TableModel(
      caption: "Orders <all>", columns: [.init("Step"), .init("n", isRight: true)],
      rows: [[.init("Review", link: "/ui/orders?element=Review&n=1"), .init("12")]])
    let html = Self.library.render("table", table.model)
    #expect(html.contains("aria-label=\"Orders &lt;all&gt;\""))
    #expect(
      html.contains(
        "<th scope=\"row\"><a href=\"/ui/orders?element=Review&amp;n=1\">Review</a></th><td class=\"right\">12</td>"
      ))
  }

  @Test func `a list of one part has no pager`() {
    #expect(Pager.model(first: nil, next: nil) == nil)
    var model: [String: Any] = [
      "t": ["pager": ["next": "Next", "first": "First", "title": "Pages"]]
    ]
    model["pager"] = Pager.model(first: nil, next: "/ui/orders?cursor=x")
    let html = Self.library.render("pager", model)
    #expect(html.contains("<a href=\"/ui/orders?cursor=x\">Next</a>"))
    #expect(!html.contains("First"))
  }

  @Test func `the heading of a sorted column says so`() {
    let headings = [
      SortHeading("When", link: "/?sort=when", sorted: .descending).model,
      SortHeading("Who", isRight: true, link: nil, sorted: nil).model,
    ]
    let html = Self.library.render("headings", ["columns": headings])
    #expect(
      html.contains("<th scope=\"col\" aria-sort=\"descending\"><a href=\"/?sort=when\">When ↓</a>")
    )
    #expect(html.contains("<th scope=\"col\" class=\"right\">Who</th>"))
  }

  @Test func `a problem says what is wrong and where to go, the best way first`() {
    var model = ProblemView(
      status: 409, heading: "Too late", explanation: "Somebody was first.", details: ["a <b>"],
      ways: [.init("The task", "/ui/tasks/1"), .init("All", "/ui")]
    ).model
    model["t"] = ["frame": [String: String]()]
    let html = Self.library.render("problem", model)
    #expect(html.contains("<p class=\"status\">409</p><h1>Too late</h1>"))
    #expect(html.contains("<li>a &lt;b&gt;</li>"))
    #expect(html.contains("<a class=\"button main\" href=\"/ui/tasks/1\">The task</a>"))
    #expect(html.contains("<a class=\"button \" href=\"/ui\">All</a>"))
  }
}

@Suite struct AssetTests {
  @Test func `files are kept for ever, and their version changes with their content`() throws {
    let files = AssetFiles(style: Array("a {}".utf8), script: [])
    let response = try #require(files.response("duet.css"))
    #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(files.response("../secrets") == nil)
    #expect(files.version != AssetFiles(style: Array("b {}".utf8), script: []).version)
    #expect(files.version == AssetFiles(style: Array("a {}".utf8), script: []).version)
  }

  @Test func `everything but ourselves is forbidden`() {
    var headers = HTTPFields()
    PageHeaders.add(to: &headers)
    let policy = headers[.contentSecurityPolicy] ?? ""
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(headers[.cacheControl] == "no-store")
  }
}

@Suite struct LiveStreamTests {
  @Test func `news are events of one line each`() {
    #expect(LiveStream.text(of: .changed) == "event: changed\ndata: \n\n")
    #expect(LiveStream.text(of: .none) == "event: beat\ndata: \n\n")
  }

  @Test func `a patch is JSON on one line, whatever its words are`() {
    let patch = LivePatch(
      badges: ["Task_Review": ["tokens": 12, "overdue": 0]], values: ["wip": "1\n<2>"])
    #expect(
      LiveStream.text(of: .patch(patch))
        == #"event: patch"# + "\n"
        + #"data: {"badges":{"Task_Review":{"overdue":0,"tokens":12}},"values":{"wip":"1\n<2>"}}"#
        + "\n\n")
  }
}
