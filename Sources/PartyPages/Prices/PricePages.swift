import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Ordering
import Participant
import PartyAPI
import WebPages

/// `/ui/prices`: the supplier's price list.
struct PricePages {
  let ports: PagePorts
  let prices: any AuditedPriceBook
  private var desk: CatalogDesk { CatalogDesk(prices: prices, clock: ports.api.clock) }

  /// How many SKUs a page has.
  private static let pageSize = 100
  private static let fileLimit = 16 * 1024 * 1024
  private static let changesShown = 500

  func show(_ visit: Visit) async throws -> Response {
    let (texts, formats) = (visit.texts, visit.formats)
    let text = visit.query["text"]
    let page = try await prices.page(
      with: text, after: visit.query["after"], limit: Self.pageSize)
    var model: [String: Any] = [
      "filter": ["text": text ?? ""], "isFiltered": text != nil,
      "canChange": visit.context.principal.map { Rule.pricing.allows($0.roles) } == true,
      "rows": page.items.map { row($0, formats, texts) },
      "emptyTitle": texts[text == nil ? "prices.empty" : "empty.filtered"],
      "emptyText": texts[text == nil ? "prices.emptyText" : "empty.filteredText"],
      "notice": visit.query["imported"].map { count -> [String: Any] in
        ["kind": "good", "text": texts("prices.done", ["count": count])]
      } ?? false as Any,
    ]
    if let version = try await prices.current() {
      model["versionLine"] = texts(
        "prices.version",
        [
          "number": "\(version.number)", "count": formats.number(version.itemCount),
          "user": version.importedBy,
        ])
      model["importedAt"] = formats.ago(version.importedAt, now: visit.now)
    }
    model["pager"] = Pager.model(
      first: visit.query["after"] == nil ? nil : Link.to("/ui/prices", [("text", text)]),
      next: page.next.map { Link.to("/ui/prices", [("text", text), ("after", $0)]) })
    return visit.page("prices", title: texts["prices.title"], model)
  }

  private func row(_ item: PriceListItem, _ formats: Formats, _ texts: Catalogue) -> [String: Any] {
    let breaks = item.breaks.map { quantityBreak in
      let terms =
        switch quantityBreak.terms {
        case .unitPrice(let price): formats.money(price.decimal, price.currency.code)
        case .discount(let fraction): "−" + formats.percent(fraction.decimal)
        }
      return texts(
        "prices.break", ["count": formats.number(quantityBreak.minimum), "terms": terms])
    }
    let validity = [
      item.validFrom.map { texts("prices.from", ["day": formats.date($0)]) },
      item.validTo.map { texts("prices.to", ["day": formats.date($0)]) },
    ].compactMap(\.self)
    return [
      "sku": item.sku, "description": item.description,
      "price": formats.money(item.unitPrice.decimal, item.unitPrice.currency.code),
      "tax": formats.percent(item.taxRate.decimal), "breaks": breaks.joined(separator: ", "),
      "validity": validity.joined(separator: " "),
    ]
  }

  // MARK: Importing

  func ask(_ visit: Visit) async throws -> Response {
    visit.page("import", title: visit.texts["prices.import"], ["preview": false, "errors": false])
  }

  /// Reads the file and shows what it would change; nothing has changed yet.
  func preview(_ visit: Visit) async throws -> Response {
    let body = try await visit.form(limit: Self.fileLimit)
    let texts = visit.texts
    guard let bytes = body.files["file"], let text = String(validating: bytes, as: UTF8.self),
      !bytes.isEmpty
    else {
      return refused(visit, [texts["prices.noFile"]])
    }
    let file: PriceListFile
    do { file = try PriceListFile(csv: text) } catch {
      return refused(
        visit,
        error.problems.map {
          texts("prices.line", ["number": "\($0.line)", "reason": texts.reason($0.fault)])
        })
    }
    let changes = try await desk.changes(to: file)
    let rows = changes.rows(visit.formats, texts)
    return visit.page(
      "import", title: texts["prices.import"],
      [
        "errors": false,
        "preview": [
          "addedText": texts.count("prices.added", changes.count(.added)),
          "changedText": texts.count("prices.changed", changes.count(.changed)),
          "removedText": texts.count("prices.removed", changes.count(.removed)),
          "sameText": texts.count("prices.same", changes.same), "csv": text,
          "changes": Array(rows.prefix(Self.changesShown)),
          "cut": rows.count > Self.changesShown
            ? texts("prices.more", ["count": "\(rows.count - Self.changesShown)"]) : false as Any,
        ],
      ])
  }

  private func refused(_ visit: Visit, _ messages: [String]) -> Response {
    visit.page(
      "import", title: visit.texts["prices.import"],
      [
        "preview": false,
        "errors": [
          "errorTitle": visit.texts["prices.refused"],
          "list": messages.map { ["message": $0] as [String: Any] },
        ],
      ], status: .unprocessableContent)
  }

  func apply(_ visit: Visit) async throws -> Response {
    let body = try await visit.form(limit: Self.fileLimit * 3)
    let file: PriceListFile
    do { file = try PriceListFile(csv: body["csv"] ?? "") } catch {
      throw Problem(.invalidCatalog, "The price list was not taken.")
    }
    let version = try await desk.replace(
      with: file, by: visit.person.user, origin: visit.context.origin)
    return visit.redirect(
      to: Link.to("/ui/prices", [("imported", visit.formats.number(version.itemCount))]))
  }
}

extension PriceListChanges {
  fileprivate func rows(_ formats: Formats, _ texts: Catalogue) -> [[String: Any]] {
    func prices(_ items: [PriceListItem]) -> String {
      items.map { item in
        let price = formats.money(item.unitPrice.decimal, item.unitPrice.currency.code)
        return item.breaks.isEmpty
          ? price : "\(price) (\(texts.count("prices.breakCount", item.breaks.count)))"
      }.joined(separator: ", ")
    }
    return changes.map { change in
      let chip =
        switch change.kind {
        case .added: "good"
        case .changed: "warn"
        case .removed: "bad"
        }
      return [
        "sku": change.sku, "description": change.description, "change": change.kind.rawValue,
        "changeText": texts["diff.\(change.kind.rawValue)"], "changeKind": chip,
        "before": prices(change.before), "after": prices(change.after),
      ]
    }
  }
}
