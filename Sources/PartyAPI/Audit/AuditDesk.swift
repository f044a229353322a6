package import FEEL
package import Participant
package import ProcessEngine

/// Where the audit trail is read, for the HTTP interface and for the pages.
package struct AuditDesk: Sendable {
  private let trail: any AuditTrail

  package init(_ trail: any AuditTrail) { self.trail = trail }

  package func records(_ query: AuditQuery) async throws -> Page<AuditRecord> {
    try await trail.records(query)
  }

  /// What people did about one order, the newest first; the last `limit` of it.
  package func records(of order: InstanceID, limit: Int = 200) async throws -> [AuditRecord] {
    var query = AuditQuery()
    query.order = order
    query.limit = limit
    return try await trail.records(query).items
  }

  /// How a record looks to those who ask.
  package static func view(_ record: AuditRecord) -> Value {
    var view: Context = [
      "at": .time(record.at), "actor": .string(record.actor), "action": .string(record.action),
      "subject": .string(record.subject), "channel": .string(record.origin.channel.rawValue),
    ]
    if let order = record.order { view["orderId"] = .string(order.description) }
    if let reference = record.reference { view["reference"] = .string(reference) }
    if record.before != .null { view["before"] = record.before }
    if record.after != .null { view["after"] = record.after }
    if let address = record.origin.address { view["address"] = .string(address) }
    if let trace = record.origin.traceID { view["traceId"] = .string(trace) }
    return .context(view)
  }
}
