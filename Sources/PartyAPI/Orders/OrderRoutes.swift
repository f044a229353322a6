import Access
import Exchange
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/orders`: placing, finding, following and cancelling orders.
struct OrderRoutes: Sendable {
  private let ports: PartyPorts
  private let desk: OrderDesk

  init(ports: PartyPorts) {
    self.ports = ports
    desk = OrderDesk(ports)
  }

  var routes: [Route] {
    [
      Route(.post, "/orders", .ordering, place), Route(.get, "/orders", .signedIn, list),
      Route(.get, "/orders/events", .signedIn, listEvents),
      Route(.get, "/orders/{order}", .signedIn, show),
      Route(.get, "/orders/{order}/history", .signedIn, history),
      Route(.get, "/orders/{order}/events", .signedIn, events),
      Route(.post, "/orders/{order}/cancel", .ordering, cancel),
    ]
  }

  @Sendable private func place(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let key = try IdempotencyKey(request)
    let body = try await request.object()
    let order = try await desk.place(
      try Placement(body), key: key, digest: IdempotencyKey.digest(of: body),
      by: context.principal?.user, origin: context.origin)
    return .json(
      accepted(order), status: .accepted, headers: [.location: "/orders/\(order.instance.id)"])
  }

  /// Only what never changes, so that the same request under the same key gets the same answer.
  private func accepted(_ order: Case) -> Value {
    let placed = order.instance.variables["order"] ?? .null
    return .context(
      Context(compact: [
        ("id", .string(order.instance.id.description)), ("reference", placed["reference"]),
        ("placedAt", placed["placedAt"]),
      ]))
  }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: OrderFilter.parameters + ["format"])
    let filter = OrderFilter(&reader)
    let format = reader.choice("format") ?? ListFormat(accept: request.headers[.accept])
    try reader.finish()
    guard format == .json else {
      try await ports.record(.orders, as: format, request, context)
      return try await OrderExport(
        records: ports.records, query: filter.query, isWhole: !filter.hasLimit
      ).response(as: format)
    }
    return .json(OrderView.list(try await desk.list(filter)), headers: [.vary: "Accept"])
  }

  @Sendable private func listEvents(
    _ request: Request, _ context: PartyRequestContext
  ) async throws -> Response {
    try QueryReader(request, known: []).finish()
    return try await EventStream(feed: ports.feed, isAllowed: context.isStillCaller) {
      !$0.isAboutTask
    }.response(to: request)
  }

  /// With `Prefer: wait` it answers only when the order is no longer as `If-None-Match` knows it, or the time is over.
  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    var headers = HTTPFields()
    var page = try await desk.show(try context.name("order"), to: context.principal)
    if let wait = Preference.wait(request), request.hasSeen(page.tag) {
      let id = page.order.instance.id
      _ = try await HistoryWatch(records: ports.records)
        .news(of: id, after: page.order.step, wait: .seconds(wait))
      page = try await desk.show(id.description, to: context.principal)
      headers[.preferenceApplied] = "wait=\(wait)"
    }
    headers[.eTag] = "\"\(page.tag)\""
    if request.hasSeen(page.tag) { return Response(status: .notModified, headers: headers) }
    return .json(OrderView.full(page), headers: headers)
  }

  @Sendable private func history(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let page = try await desk.show(try context.name("order"))
    return .json([
      "orderId": .string(page.order.instance.id.description),
      "items": .list(page.history.map(OrderView.step)),
    ])
  }

  /// As a stream for those who accept one; else the steps after `after`, waiting up to `wait` seconds for one.
  @Sendable private func events(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["after", "wait"])
    let after = reader.integer("after", within: 0...Int(Int32.max), default: 0)
    let wait = reader.integer("wait", within: 0...30, default: 0)
    try reader.finish()
    let id = try await desk.find(try context.name("order"))
    if request.wantsEventStream {
      guard try await ports.records.order(id) != nil else { throw OrderFinder.notFound("\(id)") }
      return try await EventStream(feed: ports.feed, isAllowed: context.isStillCaller) {
        $0.order == id
      }.response(to: request)
    }
    let news = try await HistoryWatch(records: ports.records)
      .news(of: id, after: after, wait: .seconds(wait))
    var object = OrderView.brief(news.order)
    object["items"] = .list(news.steps.map(OrderView.step))
    object["last"] = .number(news.steps.last?.step ?? after)
    return .json(.context(object))
  }

  @Sendable private func cancel(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = FieldReader(try await request.object(), known: ["reason"])
    let reason = reader.text("reason", isRequired: true, upTo: 500) ?? ""
    try reader.finish("The order was not cancelled.")
    let order = try await desk.cancel(
      try context.name("order"), reason: reason, by: actor.user, origin: context.origin)
    return .json(.context(OrderView.brief(order)))
  }
}

extension Context {
  /// A list's answer always has its `items`, also when there are none.
  var listing: Context {
    var listing = self
    if listing["items"] == nil { listing["items"] = [] }
    return listing
  }
}
