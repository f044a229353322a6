import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/audit`: who did what, for auditors and operators.
struct AuditPages {
  let ports: PagePorts
  let trail: any AuditTrail

  private static let actions = [
    "task", "order", "session", "user", "catalog", "incident", "message", "audit",
  ]

  func show(_ visit: Visit) async throws -> Response {
    let texts = visit.texts
    let (query, complaint) = try await query(visit)
    let page = try await trail.records(query)
    let known = try await knownOrders(of: page.items)
    let typed = ["actor", "action", "order", "from", "to"]
    let links = { (path: String, cursor: String?) in
      Link.to(path, typed.map { ($0, visit.query[$0]) } + [("cursor", cursor)])
    }
    var model: [String: Any] = [
      "filter": Dictionary(uniqueKeysWithValues: typed.map { ($0, visit.query[$0] ?? "") }),
      "isFiltered": typed.contains { visit.query[$0] != nil },
      "actions": Self.actions.map { action in
        [
          "value": action, "text": texts["audit.of.\(action)"],
          "selected": visit.query["action"] == action,
        ] as [String: Any]
      },
      "rows": page.items.map { Self.row($0, known, visit) },
      "csvHref": links("/ui/audit.csv", visit.query["cursor"]),
      "jsonlHref": links("/ui/audit.jsonl", visit.query["cursor"]),
      "filterError": complaint.map { texts[$0] } ?? false as Any,
    ]
    model["pager"] = Pager.model(
      first: visit.query["cursor"] == nil ? nil : links("/ui/audit", nil),
      next: page.next.map { links("/ui/audit", $0) })
    return visit.page("audit", title: texts["audit.title"], model)
  }

  /// - Returns: what can be read of the filter, and the text about what cannot.
  private func query(_ visit: Visit) async throws -> (AuditQuery, complaint: String?) {
    var query = AuditQuery()
    query.actor = visit.query["actor"]
    query.action = visit.query["action"]
    query.cursor = visit.query["cursor"]
    var complaint: String?
    if let name = visit.query["order"] {
      do throws(Problem) { query.order = try await ports.orders.find(name) } catch {
        complaint = error.type == .ambiguousName ? "audit.ambiguous" : "audit.unreadable"
      }
    }
    if let text = visit.query["from"] {
      query.from = CalendarDate(parsing: text)?.start
      if query.from == nil { complaint = "audit.unreadable" }
    }
    if let text = visit.query["to"] {
      query.to = CalendarDate(parsing: text)?.adding(days: 1)?.start
      if query.to == nil { complaint = "audit.unreadable" }
    }
    return (query, complaint)
  }

  /// Those orders of the records that exist here: a message can be about an order that never began. Whatever has a
  /// reference exists.
  private func knownOrders(of records: [AuditRecord]) async throws -> Set<InstanceID> {
    var known = Set(records.filter { $0.reference != nil }.compactMap(\.order))
    let others = Set(records.compactMap(\.order)).subtracting(known)
    guard !others.isEmpty else { return known }
    known.formUnion(try await ports.api.records.orders(Array(others)).map(\.instance.id))
    return known
  }

  static func title(_ action: String, _ texts: Catalogue) -> String {
    texts.text("audit.action.\(action)") ?? action
  }

  private static func row(
    _ record: AuditRecord, _ known: Set<InstanceID>, _ visit: Visit
  ) -> [String: Any] {
    let order = record.order.flatMap { known.contains($0) ? $0 : nil }
    var model: [String: Any] = [
      "at": visit.formats.ago(record.at, now: visit.now), "actor": record.actor,
      "action": title(record.action, visit.texts), "subject": record.subject,
      "name": name(record) ?? false as Any,
      "orderHref": order.map { Link.order($0, back: visit.here) } ?? false as Any,
    ]
    model.merge(circumstances(of: record, visit.texts)) { $1 }
    return model
  }

  /// What a record changed, and from where, in a table and in an order's own page.
  private static func circumstances(
    of record: AuditRecord, _ texts: Catalogue
  ) -> [String: Any] {
    let channel = record.origin.channel.rawValue
    let origin = [texts.text("audit.channel.\(channel)") ?? channel, record.origin.address]
    return [
      "hasChange": record.before != .null || record.after != .null,
      "before": record.before == .null ? "–" : record.before.jsonString,
      "after": record.after == .null ? "–" : record.after.jsonString,
      "origin": origin.compactMap(\.self).joined(separator: " · "),
    ]
  }

  /// The subject as people name it: `PO-1.7` for a task, whose id begins with that of the order; nil where the id is all.
  private static func name(_ record: AuditRecord) -> String? {
    guard let reference = record.reference, let order = record.order?.description,
      record.subject.hasPrefix(order)
    else { return record.reference }
    return reference + record.subject.dropFirst(order.count)
  }

  /// As a part of an order's own page.
  static func item(_ record: AuditRecord, _ visit: Visit) -> [String: Any] {
    var model: [String: Any] = [
      "sign": Initials.of(record.actor), "title": title(record.action, visit.texts),
      "by": record.actor, "at": visit.formats.ago(record.at, now: visit.now),
    ]
    model.merge(circumstances(of: record, visit.texts)) { $1 }
    return model
  }

  // MARK: Files

  /// Everything under the filter, from what is on the screen on.
  func csv(_ visit: Visit) async throws -> Response { try await file(visit, as: .csv) }
  func jsonl(_ visit: Visit) async throws -> Response { try await file(visit, as: .jsonl) }

  private func file(_ visit: Visit, as format: ListFormat) async throws -> Response {
    let (query, complaint) = try await query(visit)
    if let complaint { throw Problem(unreadableFilter: visit.texts[complaint]) }
    try await ports.api.record(.auditTrail, as: format, visit.request, visit.context)
    return try await AuditExport(trail: trail, query: query).response(as: format)
  }
}
