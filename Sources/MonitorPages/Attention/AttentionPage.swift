import FEEL
import Hummingbird
import Monitoring
import ProcessEngine
import WebPages

/// `/ui/attention`: everything of both parties that somebody should look at, and where that is done.
struct AttentionPage {
  private static let limit = 100

  func show(_ page: PageRequest) async throws -> Response {
    let reading = page.ports.reading
    let all = try await reading.attention(
      at: page.now, lines: Self.limit, map: page.process.map, speed: page.ports.speed
    ).all
    let quarantine = try await reading.quarantine(limit: Self.limit)
    let gaps = try await reading.reception().gaps
    let reasons = Attention.Reason.allCases
    let sections =
      reasons.map { reason -> [String: Any] in
        let rows = all.filter { $0.reason == reason }.prefix(Self.limit)
        return section(
          reason.rawValue, rows: rows.map { AttentionRow($0, page).model }, page)
      } + [
        section(
          "quarantine", rows: quarantine.items.map { row($0, page) }, count: quarantine.count, page),
        section(
          "gaps", rows: gaps.prefix(Self.limit).map { row($0, page) }, count: gaps.count, page),
      ]
    let model: [String: Any] = [
      "sections": sections.filter { !($0["isEmpty"] as? Bool ?? true) },
      "clear": sections.filter { $0["isEmpty"] as? Bool ?? true }.map {
        ["text": $0["title"] ?? ""]
      },
      "isCalm": all.isEmpty && quarantine.count == 0 && gaps.isEmpty,
      "events": "/ui/events?lists=1", "pause": true, "patience": 10,
    ]
    return page.page("attention", title: page.texts["nav.attention"], model)
  }

  private func section(
    _ key: String, rows: [[String: Any]], count: Int? = nil, _ page: PageRequest
  ) -> [String: Any] {
    let count = count ?? rows.count
    return [
      "key": key, "title": page.texts["attention.\(key)"],
      "about": page.limited("attention.\(key).about"), "rows": rows, "isEmpty": rows.isEmpty,
      "tally": count < Self.limit
        ? "\(count)" : page.texts("count.atLeast", ["number": page.formats.number(count)]),
    ]
  }

  private func row(_ gap: Reception.Gap, _ page: PageRequest) -> [String: Any] {
    [
      "reference": "–", "party": page.texts.model(gap.lane.party),
      "what": page.texts(
        "attention.entries",
        [
          "first": page.formats.number(gap.range.first),
          "last": page.formats.number(gap.range.last),
          "lane": "\(gap.lane.lane)",
        ]),
      "since": page.formats.ago(gap.range.since, now: page.now),
      "command": "monitor rebuild --from stream",
    ]
  }

  private func row(_ item: QuarantineList.Item, _ page: PageRequest) -> [String: Any] {
    let texts = page.texts
    let reason = texts.text("quarantine.\(item.reason)") ?? item.reason
    let order = item.reference == nil ? nil : item.order
    let reference = item.reference.flatMap { $0.isEmpty ? nil : $0 }
    return [
      "href": order.map { "/ui/orders/\($0)" } ?? false as Any,
      "reference": item.order.map { OrderRow.name($0, reference) } ?? "–",
      "party": texts.model(item.party),
      "what": item.name.isEmpty
        ? texts["attention.unknownMessage"] : MessageName.text(item.name, page),
      "why": [reason, item.detail].compactMap { $0 }.joined(separator: ": "),
      "since": page.formats.ago(item.at, now: page.now),
      "command": Command.text(
        item.party, item.id.map { "quarantine replay \($0.text)" } ?? "quarantine list"),
      "own": order.flatMap { page.ports.link(to: $0.description, at: item.party) } ?? false as Any,
      "ownText": texts("order.own", ["party": texts.model(item.party)]),
    ]
  }
}

/// What an operator types to put something right.
enum Command {
  static func text(_ party: String, _ rest: String) -> String { "\(party.lowercased()) \(rest)" }
}

/// One thing that somebody should look at.
struct AttentionRow {
  private let item: Attention
  private let page: PageRequest
  private var texts: Catalogue { page.texts }

  init(_ item: Attention, _ page: PageRequest) {
    self.item = item
    self.page = page
  }

  var model: [String: Any] {
    [
      "href": "/ui/orders/\(item.order)", "reference": OrderRow.name(item.order, item.reference),
      "party": texts.model(item.party), "what": what, "why": why, "hasWhy": !why.isEmpty,
      "reason": texts["reason.\(item.reason.rawValue)"],
      "isBad": item.reason == .incident || item.reason == .missingStep,
      "since": page.formats.ago(item.since, now: page.now),
      "command": command ?? false as Any,
      "own": page.ports.link(to: item.order.description, at: item.party) ?? false as Any,
      "ownText": texts("order.own", ["party": texts.model(item.party)]),
    ]
  }

  private var what: String {
    switch item.reason {
    case .message: MessageName.text(item.subject, page)
    case .missingStep: texts("attention.step", ["number": item.subject])
    case .incident, .timer, .quiet, .task: page.label(item.subject)
    }
  }

  /// What the party itself says of it.
  private var why: String {
    guard item.reason == .incident else { return "" }
    return String(item.detail.drop { $0 != ":" }.dropFirst(2))
  }

  private var command: String? {
    switch item.reason {
    case .incident:
      item.key.map { Command.text(item.party, "incident retry \(item.order).\($0)") }
    case .task: item.key.map { Command.text(item.party, "task show \(item.order).\($0)") }
    case .message, .timer, .quiet: "monitor explain \(item.order)"
    case .missingStep: "monitor check"
    }
  }
}
