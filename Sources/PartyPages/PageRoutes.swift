import Access
import HTTPTypes
import Hummingbird
import Participant
package import PartyAPI
import ProcessEngine
import WebPages

/// All pages of a party, for its router's table.
package func pageRoutes(_ ports: PagePorts) -> [Route] { PageRoutes(ports: ports).routes }

/// The pages by their addresses.
struct PageRoutes {
  let ports: PagePorts

  var routes: [Route] {
    common + provider + work + orders + placing + prices + people + audit
  }

  private func get(
    _ path: String, _ rule: Rule, _ show: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route { route(.get, path, rule, show) }

  private func post(
    _ path: String, _ rule: Rule, _ act: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route { route(.post, path, rule, act) }

  private func route(
    _ method: HTTPRequest.Method, _ path: String, _ rule: Rule,
    _ handle: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route {
    let ports = ports
    return Route(method, path, rule) { request, context in
      try await handle(try Visit(request, context, ports))
    }
  }

  private var common: [Route] {
    let entry = SignInPages(ports: ports)
    return [
      get("/", .anyone) { $0.redirect(to: "/ui/inbox") },
      get("/ui", .anyone) { $0.redirect(to: "/ui/inbox") },
      get("/ui/assets/{name}", .anyone) { visit in
        guard let response = Assets.files.response(try visit.name("name")) else {
          throw Problem(.noSuchRoute, "There is no such file.")
        }
        return response
      },
      get("/ui/keys", .anyone) { visit in
        visit.page("keys", title: visit.texts["keys.title"], [:])
      },
      get("/ui/sign-in", .anyone, entry.show), post("/ui/sign-in", .anyone, entry.signIn),
      post("/ui/sign-out", .anyone, entry.signOut), post("/ui/language", .anyone, entry.choose),
      get("/ui/events", .signedIn) { [ports] visit in
        let order = visit.query["order"].flatMap { InstanceID($0) }
        return PageEvents(ports: ports, order: order).response()
      },
    ]
  }

  private var provider: [Route] {
    guard let people = ports.people, let provider = people.provider else { return [] }
    let pages = ProviderPages(ports: ports, people: people, provider: provider)
    return [
      get(OpenIDClient.beginPath, .anyone, pages.leave),
      get(OpenIDClient.callbackPath, .anyone, pages.arrive),
    ]
  }

  private var work: [Route] {
    let inbox = InboxPages(ports: ports)
    let task = TaskPages(ports: ports)
    return [
      get("/ui/inbox", .signedIn, inbox.show), get("/ui/tasks/{task}", .signedIn, task.show),
      post("/ui/tasks/{task}/decide", .working, task.decide),
      post("/ui/tasks/{task}/claim", .working, task.claim),
      post("/ui/tasks/{task}/release", .working, task.release),
      post("/ui/tasks/{task}/resolve", .working, task.resolve),
      post("/ui/tasks/{task}/give", .working, task.give),
      post("/ui/tasks/{task}/schedule", .working, task.reschedule),
      post("/ui/tasks/{task}/comments", .working, task.comment),
      post("/ui/tasks/{task}/undo", .working, task.undo),
    ]
  }

  private var orders: [Route] {
    let list = OrdersPages(ports: ports)
    let order = OrderPages(ports: ports)
    return [
      get("/ui/orders", .signedIn, list.show), get("/ui/orders.csv", .signedIn, list.csv),
      get("/ui/orders.jsonl", .signedIn, list.jsonl),
      get("/ui/orders/{order}", .signedIn, order.show),
      get("/ui/orders/{order}/cancel", .ordering, order.askToCancel),
      post("/ui/orders/{order}/cancel", .ordering, order.cancel),
    ]
  }

  private var placing: [Route] {
    guard ports.model.canPlace else { return [] }
    let pages = PlacePages(ports: ports)
    return [
      get("/ui/orders/new", .ordering, pages.show), post("/ui/orders/new", .ordering, pages.place),
    ]
  }

  private var prices: [Route] {
    guard let prices = ports.prices else { return [] }
    let pages = PricePages(ports: ports, prices: prices)
    return [
      get("/ui/prices", .signedIn, pages.show), get("/ui/prices/import", .pricing, pages.ask),
      post("/ui/prices/import", .pricing, pages.preview),
      post("/ui/prices/apply", .pricing, pages.apply),
    ]
  }

  private var people: [Route] {
    guard let people = ports.people else { return [] }
    let pages = UserPages(ports: ports, people: people)
    let page = UserPage(people: people)
    let password = PasswordPages(people: people)
    let terminal = TerminalPages(ports: ports, people: people)
    return [
      get("/ui/password", .signedIn, password.show),
      post("/ui/password", .signedIn, password.change),
      get("/ui/terminal", .signedIn, terminal.show),
      post("/ui/terminal", .signedIn, terminal.make),
      get("/ui/users", .operating, pages.show), post("/ui/users", .operating, pages.add),
      get("/ui/users/{user}", .operating, page.show),
      post("/ui/users/{user}", .operating, page.change),
    ]
  }

  private var audit: [Route] {
    guard let trail = ports.api.auditTrail else { return [] }
    let pages = AuditPages(ports: ports, trail: trail)
    return [
      get("/ui/audit", .auditing, pages.show), get("/ui/audit.csv", .auditing, pages.csv),
      get("/ui/audit.jsonl", .auditing, pages.jsonl),
    ]
  }
}
