import FEEL
import Monitoring
import ProcessEngine
import WebPages

/// One order in a list.
struct OrderRow {
  private let order: OrderCase
  private let page: PageRequest

  init(_ order: OrderCase, _ page: PageRequest) {
    self.order = order
    self.page = page
  }

  var model: [String: Any] {
    let (texts, formats) = (page.texts, page.formats)
    let state = Chip.state(of: order, texts)
    return [
      "id": order.order.description,
      "revision": "\(order.updatedAt) \(order.incidents) \(isOverdue)",
      "href": "/ui/orders/\(order.order)",
      "reference": Self.name(order.order, order.facts.reference),
      "buyer": order.facts.buyer ?? "", "chips": ([state] + marks).map(\.model),
      "where": places,
      "total": order.facts.total.map { formats.money($0, order.facts.currency) } ?? "",
      "placed": formats.ago(order.placedAt, now: page.now),
      "updated": formats.ago(order.updatedAt, now: page.now),
      "lead": formats.brief(order.leadTime ?? max(.zero, page.now - order.placedAt)),
      "isRunning": order.endedAt == nil,
    ]
  }

  /// What people call an order.
  static func name(_ order: InstanceID, _ reference: String?) -> String {
    reference ?? String(order.description.prefix(8))
  }

  private var isOverdue: Bool { order.nextTaskDue.map { $0 < page.now } ?? false }

  private var marks: [Chip] {
    var chips: [Chip] = []
    if order.incidents > 0 { chips.append(Chip(page.texts["order.incident"], .bad)) }
    if order.waitingSteps > 0 { chips.append(Chip(page.texts["order.missing"], .bad)) }
    if isOverdue { chips.append(Chip(page.texts["order.overdue"], .warn)) }
    return chips
  }

  /// The places of both parties, without the subprocesses around them.
  private var places: String {
    let inner = Set(page.process.map.pools.flatMap(\.elements))
    let leaves = order.tokens.filter { inner.isEmpty || inner.contains($0.element) }
    return leaves.map { "\(page.texts.model($0.party)): \(page.label($0.element))" }
      .joined(separator: " · ")
  }
}

extension Chip {
  /// How an order stands.
  static func state(of order: OrderCase, _ texts: Catalogue) -> Chip {
    if order.endedAt == nil { return Chip(texts["state.running"], .info) }
    guard let outcome = order.outcome else { return Chip(texts["state.disputed"], .bad) }
    return self.outcome(outcome, texts)
  }

  static func outcome(_ outcome: String, _ texts: Catalogue) -> Chip {
    switch outcome {
    case "Completed": Chip(texts.model(outcome), .good)
    case "Cancelled", "Declined", "Expired": Chip(texts.model(outcome), .warn)
    case "Rejected", "Unfulfilled": Chip(texts.model(outcome), .bad)
    default: Chip(texts.model(outcome))
    }
  }
}
