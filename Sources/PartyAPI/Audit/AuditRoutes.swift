import Access
import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
package import Participant
import ProcessEngine

/// `/audit`: who did what.
package struct AuditRoutes: Sendable {
  private let trail: any AuditTrail
  private let records: any Records

  /// - Parameter records: find the order that a name means.
  package init(trail: any AuditTrail, records: any Records) {
    self.trail = trail
    self.records = records
  }

  package var routes: [Route] { [Route(.get, "/audit", .auditing, list)] }

  private enum Format: String, CaseIterable, Sendable { case json, csv, jsonl }

  /// A page of it, or with `format` all of it as a file.
  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(
      request,
      known: ["order", "actor", "action", "from", "to", "cursor", "limit", "format"])
    var query = AuditQuery()
    query.actor = reader.text("actor")
    query.action = reader.text("action")
    query.from = reader.time("from")
    query.to = reader.time("to")
    query.cursor = reader.text("cursor")
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
    let format: Format? = reader.choice("format")
    try reader.finish()
    if let order = reader.text("order") {
      query.order = try await OrderFinder(records: records).id(of: order)
    }
    if let format, format != .json { return try await export(query, as: format) }
    let page = try await trail.records(query)
    var answer: Context = ["items": .list(page.items.map(AuditDesk.view))]
    if let next = page.next { answer["next"] = .string(next) }
    return .json(.context(answer))
  }

  private static let columns = [
    "at", "actor", "action", "orderId", "subject", "before", "after", "address", "channel",
    "traceId",
  ]

  /// The first page is read before the answer begins, so that what is wrong is still told as a problem.
  private func export(_ query: AuditQuery, as format: Format) async throws -> Response {
    var query = query
    query.limit = 500
    let first = try await trail.records(query)
    let (trail, start) = (trail, query)
    let type = format == .csv ? "text/csv; charset=utf-8; header=present" : "application/jsonl"
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"audit.\(format.rawValue)\"",
      ],
      body: ResponseBody { writer in
        var (page, query) = (first, start)
        if format == .csv { try await writer.write(ByteBuffer(string: CSV.line(Self.columns))) }
        while true {
          let text = page.items.map { Self.line($0, format) }.joined()
          if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
          guard let next = page.next else { break }
          query.cursor = next
          page = try await trail.records(query)
        }
        try await writer.finish(nil)
      })
  }

  private static func line(_ record: AuditRecord, _ format: Format) -> String {
    let view = AuditDesk.view(record)
    guard format == .csv else { return view.jsonString + "\n" }
    return CSV.line(
      columns.map { column in
        switch view[column] {
        case .null: ""
        case .string(let text): text
        case let other: other.jsonString
        }
      })
  }
}
