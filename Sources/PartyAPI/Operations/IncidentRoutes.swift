import Access
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/incidents`: work that failed and waits for an operator.
struct IncidentRoutes: Sendable {
  let ports: PartyPorts

  var routes: [Route] {
    [
      Route(.get, "/incidents", .signedIn, list),
      Route(.post, "/incidents/{incident}/retry", .operating, retry),
      Route(.post, "/incidents/{incident}/cancel", .operating, cancel),
    ]
  }

  private var finder: OrderFinder { OrderFinder(records: ports.records) }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["limit"])
    let limit = reader.integer("limit", within: 1...500, default: 50)
    try reader.finish()
    let rows = try await ports.records.incidents(limit: limit)
    return .json([
      "items": .list(
        rows.map { IncidentView.incident($0.incident, order: $0.order, reference: $0.reference) })
    ])
  }

  @Sendable private func retry(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = FieldReader(try await request.object(isOptional: true), known: ["variables"])
    let variables = reader.object("variables", isRequired: false) ?? Context()
    try check(reader, "The work was not done again.")
    let name = try await finder.work(context.name("incident"), orElse: .incidentNotFound)
    return try await submit(
      .retryIncident(key: name.key, by: actor.user, variables: variables), about: name, context)
  }

  /// Ends the whole order here and now; the partner is not told.
  @Sendable private func cancel(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = FieldReader(try await request.object(), known: ["reason"])
    let reason = reader.text("reason", isRequired: true, upTo: 200) ?? ""
    try check(reader, "The order was not ended.")
    let name = try await finder.work(context.name("incident"), orElse: .incidentNotFound)
    guard let order = try await ports.records.order(name.order),
      order.instance.incidents.contains(where: { $0.key == name.key })
    else {
      throw Problem(
        .incidentNotFound, "There is no open incident \(name).",
        members: Subject(order: name.order).members)
    }
    return try await submit(.terminate(by: actor.user, reason: reason), about: name, context)
  }

  private func check(_ reader: FieldReader, _ detail: String) throws(Problem) {
    guard reader.errors.isEmpty else { throw Problem(.invalidBody, detail, errors: reader.errors) }
  }

  private func submit(
    _ stimulus: Stimulus, about name: WorkName, _ context: PartyRequestContext
  ) async throws -> Response {
    do {
      let order = try await ports.desk.submit(stimulus, to: name.order, origin: context.origin)
      return .json(.context(OrderView.brief(order)))
    } catch {
      throw Problem(error, about: Subject(order: name.order))
    }
  }
}

/// How incidents look to those who ask.
enum IncidentView {
  static func incident(_ incident: Incident, order: InstanceID, reference: String? = nil) -> Value {
    .context(
      Context(compact: [
        ("id", .string(WorkName(order: order, key: incident.key).description)),
        ("orderId", .string(order.description)), ("reference", reference.map { .string($0) }),
        ("element", .string(incident.element)), ("reason", .string(incident.reason)),
        ("raisedAt", .time(incident.raisedAt)),
      ]))
  }
}
