import Access
import BPMN
import Diagram
import Exchange
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import UBL
import WebPages

/// `/ui/orders/{order}`: where an order is, what has happened to it, and its papers.
struct OrderPages {
  let ports: PagePorts

  /// How many records of the audit trail an order's page has.
  private static let auditLimit = 50

  func show(_ visit: Visit) async throws -> Response {
    let page = try await ports.orders.show(visit.name("order"), to: visit.context.principal)
    let instance = page.order.instance
    let texts = visit.texts
    let data = OrderData(instance, events: page.history.flatMap(\.events))
    let reference = data.reference ?? String(instance.id.description.prefix(8))
    let state = Chip.state(outcome: instance.outcome, texts)
    var model: [String: Any] = [
      "back": visit.back(visit.query["back"], orElse: "/ui/orders"), "reference": reference,
      "state": state.text, "stateKind": state.kind.rawValue, "buyer": data.buyer ?? false as Any,
      "where": location(instance, texts) ?? false as Any,
      "total": data.quote?["total"].string.map { visit.formats.money($0, data.currency) } ?? false
        as Any,
      "placed": visit.formats.ago(instance.startedAt, now: visit.now),
      "placedNow": visit.query["placed"] != nil, "notice": notice(visit) ?? false as Any,
      "tables": papers(data, visit),
      "trade": tradeDocuments(page, visit) ?? false as Any,
      "feed": [
        "items": Timeline(
          visit: visit, process: try await ports.model.executable(instance.definition)
        )
        .items(of: page.history)
      ],
      "steps": texts.count("order.steps", page.order.step),
      "canCancel": canCancel(instance, visit), "cancelHref": "/ui/orders/\(instance.id)/cancel",
      "events": PageEvents.link(order: instance.id),
    ]
    try await tasks(instance, visit, into: &model)
    try await draw(page, visit, reference: reference, into: &model)
    if let audit = page.audit, !audit.isEmpty {
      let shown = audit.prefix(Self.auditLimit)
      model["audit"] = [
        "records": shown.map { AuditPages.item($0, visit) },
        "isCut": shown.count < audit.count, "cut": texts.count("order.auditCut", shown.count),
        "allHref": Link.to("/ui/audit", [("order", instance.id.description)]),
      ]
    }
    return visit.page("order", title: "\(texts["order.title"]) \(reference)", model)
  }

  private func notice(_ visit: Visit) -> [String: Any]? {
    if visit.query["placed"] != nil { return ["kind": "good", "text": visit.texts["place.done"]] }
    if visit.query["cancelled"] != nil {
      return ["kind": "good", "text": visit.texts["cancel.done"]]
    }
    return nil
  }

  private func location(_ instance: Instance, _ texts: Catalogue) -> String? {
    let places = ports.model.places(of: instance.elements.map(\.element)).map(texts.model)
    return places.isEmpty ? nil : places.joined(separator: ", ")
  }

  private func tasks(
    _ instance: Instance, _ visit: Visit, into model: inout [String: Any]
  ) async throws {
    guard let person = visit.context.principal, !instance.tasks.isEmpty else { return }
    var query = TaskQuery()
    query.order = instance.id
    let rows = try await ports.api.records.tasks(query).items
    model["hasTasks"] = !rows.isEmpty
    model["tasks"] = rows.map { TaskRowModel(visit, person, back: visit.here).model($0) }
  }

  private func draw(
    _ page: OrderPage, _ visit: Visit, reference: String, into model: inout [String: Any]
  ) async throws {
    let definitions = try await ports.model.version(page.order.instance.definition)
    let drawing = Drawing(definitions, pool: ports.model.party, translate: visit.texts.model)
    guard let drawing else { return }
    let marks = Marks(path: page.history.flatMap(\.events))
    model["hasDiagram"] = true
    model["diagram"] = SVGDrawing(drawing, marks).svg(
      title: visit.texts("diagram.title", ["order": reference]))
  }

  // MARK: Papers

  private func papers(_ data: OrderData, _ visit: Visit) -> [[String: Any]] {
    let (texts, documents) = (visit.texts, Documents(texts: visit.texts))
    var tables: [[String: Any]] = []
    func add(_ table: [String: Any]?, notes: [(String, String?)]) {
      guard var table else { return }
      for key in ["comparison", "delta", "totals"] where table[key] == nil { table[key] = false }
      let shown = notes.compactMap { key, value in
        value.map { ["label": texts[key], "value": $0, "when": false] as [String: Any] }
      }
      table["hasNotes"] = !shown.isEmpty
      table["notes"] = shown
      tables.append(table)
    }
    let receipt = data.variables["receipt"] ?? .null
    add(
      documents.lines(receipt["lines"], caption: texts["doc.receipt"]),
      notes: [
        ("doc.condition", receipt["condition"].string.map(texts.model)),
        ("order.note", receipt["note"].string), ("doc.by", receipt["by"].string),
      ])
    let fulfilment = data.variables["fulfilment"] ?? .null
    add(
      documents.lines(fulfilment["lines"], caption: texts["doc.fulfilment"]),
      notes: [("order.tracking", fulfilment["tracking"].string)])
    if let quote = data.quote {
      add(
        documents.quote(quote, before: data.earlierQuote),
        notes: [("order.validUntil", time(quote["validUntil"].string, visit.formats))])
    }
    add(
      documents.lines(data.order["lines"], caption: texts["doc.order"]),
      notes: [
        ("order.note", data.order["note"].string),
        ("order.neededBy", data.order["neededBy"].string),
        ("order.rejection", data.variables["rejectionReason"]?.string),
        ("order.failure", data.variables["failureReason"]?.string),
      ])
    return tables
  }

  /// What the parties have said to each other, as UBL documents to take along; nil when there is none yet.
  private func tradeDocuments(_ page: OrderPage, _ visit: Visit) -> [String: Any]? {
    let (texts, order) = (visit.texts, page.order.instance.id)
    let documents = OrderDocuments(page.history, messages: ports.api.messages).documents
    guard !documents.isEmpty else { return nil }
    return [
      "documents": documents.map { document -> [String: Any] in
        let number = document.number == 1 ? "" : " \(document.number)"
        return [
          "href": "/orders/\(order)/documents/\(document.name)",
          "text": texts["trade.\(document.kind.rawValue)"] + number,
          "sender": texts("line.from", ["partner": texts.model(document.sender)]),
          "at": visit.formats.ago(document.issuedAt, now: visit.now),
        ]
      }
    ]
  }

  private func time(_ text: String?, _ formats: Formats) -> String? {
    guard let text else { return nil }
    return Timestamp(parsing: text).map(formats.time) ?? text
  }

  // MARK: Cancelling

  /// Whether the process waits for the command now, and the person may give it.
  private func canCancel(_ instance: Instance, _ visit: Visit) -> Bool {
    instance.subscriptions.contains { $0.message == "CancelRequested" }
      && visit.context.principal.map { Rule.ordering.allows($0.roles) } == true
  }

  func askToCancel(_ visit: Visit) async throws -> Response {
    try await cancelPage(visit, error: nil)
  }

  private func cancelPage(_ visit: Visit, error: String?) async throws -> Response {
    let id = try await ports.orders.find(visit.name("order"))
    guard let order = try await ports.api.records.order(id) else {
      throw Problem(.orderNotFound, "There is no order \(id).")
    }
    let reference = OrderSummary(order.instance.variables).reference ?? "\(id)"
    return visit.page(
      "cancel", title: "\(visit.texts["cancel.title"]) \(reference)",
      [
        "reference": reference, "orderHref": Link.order(id), "action": "/ui/orders/\(id)/cancel",
        "error": error ?? false as Any, "reason": "",
      ], status: error == nil ? .ok : .unprocessableContent)
  }

  func cancel(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    guard let reason = body["reason"] else {
      return try await cancelPage(visit, error: visit.texts["cancel.missing"])
    }
    let order = try await ports.orders.cancel(
      visit.name("order"), reason: String(reason.prefix(500)), by: visit.person.user,
      origin: visit.origin)
    return visit.redirect(
      to: Link.to("/ui/orders/\(order.instance.id)", [("cancelled", "1")]))
  }
}
