import Access
import FEEL
import HTTPTypes
import Hummingbird
package import Participant
import ProcessEngine

/// `/audit`: who did what.
package struct AuditRoutes: Sendable {
  private let trail: any AuditTrail
  private let ports: PartyPorts

  package init(trail: any AuditTrail, ports: PartyPorts) {
    self.trail = trail
    self.ports = ports
  }

  package var routes: [Route] { [Route(.get, "/audit", .auditing, list)] }

  /// A page of it, or with `format` all of it as a file.
  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(
      request,
      known: ["order", "actor", "action", "from", "to", "cursor", "limit", "format"])
    var query = AuditQuery()
    query.actor = reader.term("actor")
    query.action = reader.term("action")
    query.from = reader.time("from")
    query.to = reader.time("to")
    query.cursor = reader.term("cursor")
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
    let format: ListFormat = reader.choice("format") ?? .json
    let order = reader.term("order")
    try reader.finish()
    if let order {
      query.order = try await OrderFinder(records: ports.records).id(of: order)
    }
    guard format == .json else {
      try await ports.record(.auditTrail, as: format, request, context)
      return try await AuditExport(trail: trail, query: query).response(as: format)
    }
    let page = try await trail.records(query)
    var answer: Context = ["items": .list(page.items.map(\.json))]
    if let next = page.next { answer["next"] = .string(next) }
    return .json(.context(answer))
  }
}
