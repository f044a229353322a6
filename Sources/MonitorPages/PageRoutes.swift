import HTTPTypes
package import Hummingbird
import Hyperlinks
import WebPages

/// The monitor's pages by their addresses.
package struct PageRoutes: Sendable {
  private let ports: MonitorPorts

  package init(_ ports: MonitorPorts) { self.ports = ports }

  /// One address, and what answers there.
  struct Route: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let answer: @Sendable (PageRequest) async throws -> Response

    static func get(
      _ path: String, _ answer: @escaping @Sendable (PageRequest) async throws -> Response
    ) -> Route { Route(method: .get, path: path, answer: answer) }
  }

  /// Adds the pages, and what their answers have in common, to a router. Routes that were added before keep theirs.
  package func add(to router: Router<BasicRequestContext>) {
    router.add(middleware: PageMiddleware(ports))
    let ports = ports
    for route in all {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await route.answer(PageRequest(request, context, ports))
      }
    }
  }

  private var all: [Route] { common + live + orders + others }

  private var common: [Route] {
    [
      .get("/") { _ in .seeOther("/ui/live") },
      .get("/ui") { _ in .seeOther("/ui/live") },
      .get("/ui/assets/{name}") { page in
        guard let response = Assets.files.response(page.parameter("name")) else {
          throw PageProblem.noSuchPage
        }
        return response
      },
      .get("/ui/keys") { $0.page("keys", title: $0.texts["keys.title"], [:]) },
      Route(method: .post, path: "/ui/language") { page in
        let form = try await FormBody.read(page.request, limit: 4_096)
        let back = Link.own(form["back"], under: "/ui/", orElse: "/ui/live")
        guard let language = form["language"].flatMap(Language.init(rawValue:)) else {
          return .seeOther(back)
        }
        return .seeOther(back, headers: [.setCookie: language.cookie(path: "/ui")])
      },
    ]
  }

  private var live: [Route] {
    [
      .get("/ui/live", LivePage().show), .get("/ui/live.json", LivePage().json),
      .get("/ui/events", LiveEvents().stream),
    ]
  }

  private var orders: [Route] {
    [
      .get("/ui/orders", OrdersPage().show), .get("/ui/orders.csv", OrdersFile(format: .csv).send),
      .get("/ui/orders.jsonl", OrdersFile(format: .jsonl).send),
      .get("/ui/orders/{order}", OrderPage.show),
    ]
  }

  private var others: [Route] {
    [
      .get("/ui/analysis", AnalysisPage().show), .get("/ui/analysis.json", AnalysisPage().json),
      .get("/ui/conformance", ConformancePage().show),
      .get("/ui/attention", AttentionPage().show),
      .get("/ui/at", PastPage().show),
    ]
  }
}
