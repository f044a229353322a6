import Monitoring
import ProcessEngine
import WebPages

/// What the newest `monitor check` has found: each disagreement with what both sides say.
struct CheckCard {
  private let check: KeptCheck
  private let page: PageRequest
  private var texts: Catalogue { page.texts }

  init(_ check: KeptCheck, _ page: PageRequest) {
    self.check = check
    self.page = page
  }

  var model: [String: Any] {
    let (shown, all) = (check.differences.count, check.differenceCount)
    return [
      "verdict": all == 0 ? texts["check.agreed"] : texts.count("check.differences", all),
      "at": page.formats.moment(check.at, text: page.formats.timeWithSeconds(check.at)),
      "orders": texts.count("check.orders", check.orders), "databases": databases,
      "table": check.differences.isEmpty ? false as Any : table,
      "cut": shown == all
        ? false as Any : texts("check.cut", ["count": page.formats.number(shown)]),
    ]
  }

  private var databases: String {
    let names = check.databases.map(texts.model)
    return names.isEmpty
      ? texts["check.noDatabases"]
      : texts("check.databases", ["parties": names.joined(separator: ", ")])
  }

  private var table: [String: Any] {
    let columns = ["order.title", "check.kind", "live.party", "check.statement"]
    let rows = check.differences.map { difference -> [TableModel.Cell] in
      [
        order(difference.order), .init(texts["difference.\(difference.kind.rawValue)"]),
        .init(difference.party.map(texts.model) ?? texts["check.both"]),
        .init(page.sentence(difference.statement)),
      ]
    }
    return TableModel(
      caption: texts["check.title"], columns: columns.map { .init(texts[$0]) }, rows: rows
    ).model
  }

  /// An order that only a party's database has is on no page.
  private func order(_ order: InstanceID) -> TableModel.Cell {
    guard let reference = check.references[order] else { return .init(order.description) }
    return .init(
      OrderRow.name(order, reference.isEmpty ? nil : reference), link: "/ui/orders/\(order)")
  }
}
