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
    let reasons = Attention.Reason.allCases
    let sections =
      reasons.map { reason -> [String: Any] in
        let rows = all.filter { $0.reason == reason }.prefix(Self.limit)
        return section(
          reason.rawValue, rows: rows.map { AttentionRow($0, page).model }, page)
      } + [section("quarantine", rows: quarantine.map { row($0, page) }, page)]
    let model: [String: Any] = [
      "sections": sections.filter { !($0["isEmpty"] as? Bool ?? true) },
      "clear": sections.filter { $0["isEmpty"] as? Bool ?? true }.map {
        ["text": $0["title"] ?? ""]
      },
      "isCalm": all.isEmpty && quarantine.isEmpty,
      "events": "/ui/events?lists=1", "pause": true, "patience": 10,
    ]
    return page.page("attention", title: page.texts["nav.attention"], model)
  }

  private func section(
    _ key: String, rows: [[String: Any]], _ page: PageRequest
  ) -> [String: Any] {
    [
      "key": key, "title": page.texts["attention.\(key)"],
      "about": page.texts["attention.\(key).about"], "rows": rows, "isEmpty": rows.isEmpty,
      "tally": rows.count < Self.limit
        ? "\(rows.count)"
        : page.texts("count.atLeast", ["number": "\(rows.count)"]),
    ]
  }

  private func row(_ item: QuarantinedTrack, _ page: PageRequest) -> [String: Any] {
    let track = item.track
    let party = track.sending?.receiver ?? track.receipt?.receiver ?? ""
    return [
      "href": "/ui/orders/\(item.key.order)",
      "reference": OrderRow.name(item.key.order, item.reference), "party": page.texts.model(party),
      "what": MessageName.text(track.name, page),
      "why": page.texts.text("quarantine.\(track.quarantineReason ?? "")")
        ?? track.quarantineReason ?? "",
      "since": track.quarantinedAt.map { page.formats.ago($0, now: page.now) } ?? false as Any,
      "command": Command.text(party, "quarantine replay \(item.key.id)"),
      "own": page.ports.link(to: item.key.order.description, at: party) ?? false as Any,
      "ownText": page.texts("order.own", ["party": page.texts.model(party)]),
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
      "party": texts.model(item.party), "what": what, "why": why,
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
