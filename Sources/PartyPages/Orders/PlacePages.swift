import Access
import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/orders/new`: a new order, for the party whose process begins by hand.
struct PlacePages {
  let ports: PagePorts

  private static let linesAtFirst = 4
  private static let moreLines = 5

  func show(_ visit: Visit) async throws -> Response {
    try await page(visit, FormBody(urlEncoded: ""), lines: Self.linesAtFirst)
  }

  func place(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    let count = Self.lineCount(body)
    if body["more"] != nil {
      return try await page(visit, body, lines: count + Self.moreLines)
    }
    let placement: Placement
    switch Self.read(body) {
    case .success(let read): placement = read
    case .failure(let problem):
      return try await page(visit, body, lines: max(count, 1), problem: problem)
    }
    let order = try await ports.orders.place(
      placement, key: body["key"].map { IdempotencyKey($0) }, by: visit.person.user,
      origin: visit.origin)
    return visit.redirect(to: Link.to("/ui/orders/\(order.instance.id)", [("placed", "1")]))
  }

  /// The failure is always `invalid-order`.
  private static func read(_ body: FormBody) -> Result<Placement, Problem> {
    Result { () throws(Problem) in try Placement(context(body)) }
  }

  // MARK: Reading

  private static func lineCount(_ body: FormBody) -> Int {
    var count = 0
    while body.has("lines.\(count).sku"), count < Placement.lineLimit { count += 1 }
    return count
  }

  private static func isFilled(_ index: Int, _ body: FormBody) -> Bool {
    ["sku", "quantity", "description"].contains { body["lines.\(index).\($0)"] != nil }
  }

  /// The form as the interface takes it; lines without anything in them are left out.
  static func context(_ body: FormBody) -> Context {
    let lines = (0..<lineCount(body)).filter { isFilled($0, body) }.map { index -> Value in
      let quantity = body["lines.\(index).quantity"]
      return .context(
        Context(compact: [
          ("sku", body["lines.\(index).sku"].map { .string($0) }),
          ("quantity", quantity.map { text in Int(text).map { .number($0) } ?? .string(text) }),
          ("description", body["lines.\(index).description"].map { .string($0) }),
        ]))
    }
    return Context(compact: [
      ("reference", body["reference"].map { .string($0) }),
      (
        "buyer",
        .context(
          Context(compact: [
            ("id", body["buyer.id"].map { .string($0) }),
            ("name", body["buyer.name"].map { .string($0) }),
          ]))
      ),
      ("currency", body["currency"].map { .string($0.uppercased()) }),
      ("neededBy", body["neededBy"].map { .string($0) }),
      ("note", body["note"].map { .string($0) }),
      ("lines", .list(lines)),
    ])
  }

  // MARK: Showing

  private func page(
    _ visit: Visit, _ body: FormBody, lines count: Int, problem: Problem? = nil
  ) async throws -> Response {
    let texts = visit.texts
    let errors = errors(of: problem, body, texts)
    let known = try await KnownItems(of: ports.api.records, and: ports.catalogue)
    var values = ["currency": Placement.usualCurrency]
    if body.fields.isEmpty, let buyer = known.buyer {
      values["buyer.id"] = buyer.id
      values["buyer.name"] = buyer.name
    }
    for field in body.fields { values[field.name] = field.value }
    var model: [String: Any] = [
      "draft": visit.context.principal?.user ?? "order", "fresh": body.fields.isEmpty,
      "key": body["key"] ?? "page-\(ports.api.ids.next(at: visit.now).uuidString.lowercased())",
      "lines": (0..<max(1, count)).map { line($0, body, errors) },
      "skus": known.items.map { ["sku": $0.sku, "description": $0.description] },
      "hasMoreSKUs": known.hasMore,
      "fields": Self.fields.map { field($0, values, errors, texts) }, "errors": false,
    ]
    if !errors.isEmpty {
      model["errors"] = [
        "errorTitle": texts.count("form.errors", errors.count),
        "list": errors.map {
          ["message": $0.message, "target": target($0.field)] as [String: Any]
        },
      ]
    }
    return visit.page(
      "place", title: texts["place.title"], model,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private func target(_ field: String?) -> Any {
    guard let field else { return false }
    if field == "lines" { return "lines.0.sku" }
    return field.hasPrefix("lines.") ? field : "field-\(field)"
  }

  /// In the names of the page's fields: `lines[1].sku` is the second line that had something in it.
  private func errors(of problem: Problem?, _ body: FormBody, _ texts: Catalogue) -> [FormProblem] {
    let filled = (0..<Self.lineCount(body)).filter { Self.isFilled($0, body) }
    return (problem?.errors ?? []).map { FormProblem($0, texts) }.map { error in
      var field = error.field ?? ""
      if let open = field.firstIndex(of: "["), let close = field.firstIndex(of: "]"),
        let index = Int(field[field.index(after: open)..<close]), index < filled.count
      {
        field = "lines.\(filled[index])\(field[field.index(after: close)...])"
      }
      let key =
        "place.error.\(field.split(separator: ".").filter { Int($0) == nil }.joined(separator: "-"))"
      return FormProblem(field: field, message: texts.text(key) ?? error.message)
    }
  }

  private func line(_ index: Int, _ body: FormBody, _ errors: [FormProblem]) -> [String: Any] {
    func value(_ name: String) -> String { body["lines.\(index).\(name)"] ?? "" }
    func error(_ name: String) -> Any {
      errors.first { $0.field == "lines.\(index).\(name)" }?.message ?? false as Any
    }
    return [
      "index": index, "sku": value("sku"), "description": value("description"),
      "quantity": value("quantity"), "skuError": error("sku"), "quantityError": error("quantity"),
    ]
  }

  private static let fields: [(name: String, type: String, isRequired: Bool)] = [
    ("buyer.id", "text", true), ("buyer.name", "text", true), ("reference", "text", false),
    ("currency", "text", false), ("neededBy", "date", false), ("note", "area", false),
  ]

  private func field(
    _ field: (name: String, type: String, isRequired: Bool), _ values: [String: String],
    _ errors: [FormProblem], _ texts: Catalogue
  ) -> [String: Any] {
    let key = field.name.replacing(".", with: "-")
    let error = errors.first { $0.field == field.name }?.message
    let help = texts.text("place.help.\(key)")
    let described = [
      error.map { _ in "error-\(field.name)" }, help.map { _ in "help-\(field.name)" },
    ]
    .compactMap(\.self).joined(separator: " ")
    return [
      "name": field.name, "id": "field-\(field.name)", "label": texts["place.field.\(key)"],
      "required": field.isRequired, "error": error ?? false as Any, "help": help ?? false as Any,
      "describedBy": described.isEmpty ? false : described as Any, "disabled": false,
      "value": values[field.name] ?? "", "inputMode": false, "isDecision": false,
      "isChoice": false, "isBoolean": false, "isLines": false,
      "isInput": field.type != "area", "isArea": field.type == "area", "inputType": field.type,
    ]
  }
}
