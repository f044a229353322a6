import Exchange
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/orders`: placing, finding, following and cancelling orders.
struct OrderRoutes: Sendable {
  let ports: PartyPorts

  var routes: [Route] {
    [
      Route(.post, "/orders", place), Route(.get, "/orders", list),
      Route(.get, "/orders/{order}", show), Route(.get, "/orders/{order}/history", history),
      Route(.get, "/orders/{order}/events", events), Route(.post, "/orders/{order}/cancel", cancel),
    ]
  }

  private var finder: OrderFinder { OrderFinder(records: ports.records) }

  /// Whether orders can be placed here at all is the process's matter: it has a none start event, or has not.
  @Sendable private func place(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let key = try IdempotencyKey(request)
    let body = try await request.object()
    let placement = try Placement(body)
    let now = ports.clock.now
    let id = key?.order ?? InstanceID(ports.ids.next(at: now))
    let order: Case
    do {
      order = try await ports.desk.begin(
        id, variables: placement.variables(id: id, placedAt: now),
        requestDigest: key.map { _ in IdempotencyKey.digest(of: body) })
    } catch {
      throw Problem(error, about: Subject(order: id))
    }
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
    var reader = try QueryReader(
      request, known: ["status", "outcome", "reference", "element", "cursor", "limit"])
    var query = OrderQuery()
    query.status = reader.choice("status")
    query.outcome = reader.text("outcome")
    query.reference = reader.text("reference")
    query.element = reader.text("element")
    query.cursor = reader.text("cursor")
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
    try reader.finish()
    let page = try await ports.records.orders(query)
    let counts = try await ports.records.counts(query)
    return .json(
      .context(
        Context(compact: [
          ("items", .list(page.items.map(OrderView.row))), ("next", page.next.map { .string($0) }),
          ("counts", self.counts(counts)),
        ]).listing))
  }

  private func counts(_ counts: [String?: Int]) -> Value {
    var outcomes = Context()
    for case (let outcome?, let count) in counts { outcomes[outcome] = .number(count) }
    return [
      "running": .number(counts[nil] ?? 0), "ended": .context(outcomes),
      "total": .number(counts.values.reduce(0, +)),
    ]
  }

  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let order = try await finder.order(context.name("order"))
    let history = try await ports.records.history(order.instance.id)
    return .json(OrderView.full(order, history: history))
  }

  @Sendable private func history(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let order = try await finder.order(context.name("order"))
    let history = try await ports.records.history(order.instance.id)
    return .json([
      "orderId": .string(order.instance.id.description),
      "items": .list(history.map(OrderView.step)),
    ])
  }

  /// The steps after `after`, waiting up to `wait` seconds for one.
  @Sendable private func events(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["after", "wait"])
    let after = reader.integer("after", within: 0...Int(Int32.max), default: 0)
    let wait = reader.integer("wait", within: 0...30, default: 0)
    try reader.finish()
    let id = try await finder.id(of: context.name("order"))
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
    let actor = try request.actor()
    var reader = FieldReader(try await request.object(), known: ["reason"])
    let reason = reader.text("reason", isRequired: true, upTo: 500)
    guard let reason, reader.errors.isEmpty else {
      throw Problem(.invalidBody, "The order was not cancelled.", errors: reader.errors)
    }
    let id = try await finder.id(of: context.name("order"))
    do {
      let order = try await ports.desk.command(
        "CancelRequested", payload: ["reason": .string(reason), "by": .string(actor.user)], to: id)
      return .json(.context(OrderView.brief(order)))
    } catch {
      throw Problem(error, about: Subject(order: id))
    }
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
