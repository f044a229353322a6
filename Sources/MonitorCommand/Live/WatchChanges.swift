import FEEL
import Monitoring
import ProcessEngine

/// What a program that watches is told: a picture first, then what is not as it was.
///
/// `order.placed`, `order.moved`, `order.ended`: each order that has changed, once for each look, as it is now.
/// `alert.raised`, `alert.cleared`. `tokens`: how many are at a flow node. `messages`: how many of a kind are on their way.
struct WatchChanges {
  /// Of which look the last news were.
  struct Seen: Hashable, Sendable {
    let generation: Int
    let at: Timestamp
  }

  /// nil before the first picture.
  private(set) var seen: Seen?
  private var overview: Overview?
  private var alerts: [Alert.Identity: Alert] = [:]
  /// Orders that began while we watched, and run.
  private var known: Set<InstanceID> = []
  private var begun: Timestamp?

  /// What was read for one look.
  struct News: Sendable {
    let generation: Int
    let overview: Overview
    let alerts: [Alert]
    /// The orders that have changed since the look before, by id.
    let orders: [Case]
  }

  mutating func take(_ news: News) -> [Value] {
    defer {
      seen = Seen(generation: news.generation, at: news.overview.at)
      overview = news.overview
      alerts = Dictionary(news.alerts.map { ($0.identity, $0) }, uniquingKeysWith: { a, _ in a })
      begun = begun ?? news.overview.at
    }
    guard let overview, let begun else {
      return [
        Self.event("picture", at: news.overview.at, [("picture", news.overview.json)])
      ] + news.alerts.map { Self.event("alert.raised", at: news.overview.at, Self.alert($0)) }
    }
    let at = news.overview.at
    return news.orders.map { order($0, since: begun) } + alertChanges(news.alerts, at)
      + Self.tokenChanges(overview, news.overview) + Self.messageChanges(overview, news.overview)
  }

  static func interrupted() -> Value { .context(["type": "interrupted"]) }

  static func resumed(at time: Timestamp) -> Value { event("resumed", at: time, []) }

  // MARK: Orders

  private mutating func order(_ order: Case, since begun: Timestamp) -> Value {
    let isNew = (order.placedAt.map { $0 >= begun } ?? false) && !known.contains(order.order)
    let type =
      order.endedAt != nil ? "order.ended" : isNew ? "order.placed" : "order.moved"
    if order.endedAt != nil { known.remove(order.order) } else { known.insert(order.order) }
    let at = order.sides.map(\.updatedAt).max()
    return Self.event(
      type, at: at,
      [
        ("order", .string(order.order.description)),
        ("reference", OrderJSON.text(order.facts.reference)),
        ("buyer", OrderJSON.text(order.facts.buyer)), ("total", OrderJSON.text(order.facts.total)),
        ("currency", OrderJSON.text(order.facts.currency)),
        ("placedAt", OrderJSON.time(order.placedAt)), ("endedAt", OrderJSON.time(order.endedAt)),
        ("sides", .list(order.sides.map(Self.side))),
      ])
  }

  private static func side(_ side: Case.Side) -> Value {
    .context([
      "pool": .string(side.party), "outcome": OrderJSON.text(side.outcome),
      "elements": .list(side.visits.filter { $0.leftAt == nil }.map { .string($0.element) }),
      "updatedAt": OrderJSON.time(side.updatedAt),
    ])
  }

  // MARK: Alerts

  private func alertChanges(_ now: [Alert], _ at: Timestamp) -> [Value] {
    let identities = Set(now.map(\.identity))
    let cleared = alerts.values.filter { !identities.contains($0.identity) }
      .sorted { ($0.kind.rawValue, $0.detail) < ($1.kind.rawValue, $1.detail) }
    let raised = now.filter { alerts[$0.identity] == nil }
    return raised.map { Self.event("alert.raised", at: at, Self.alert($0)) }
      + cleared.map { Self.event("alert.cleared", at: at, Self.alert($0)) }
  }

  private static func alert(_ alert: Alert) -> [(String, Value)] {
    [
      ("alert", .string(alert.kind.rawValue)),
      ("order", OrderJSON.text(alert.order?.description)),
      ("reference", OrderJSON.text(alert.reference)), ("pool", .string(alert.party)),
      ("since", OrderJSON.time(alert.since)), ("detail", .string(alert.detail)),
    ]
  }

  // MARK: Counts

  private static func tokenChanges(_ old: Overview, _ new: Overview) -> [Value] {
    let before = Dictionary(uniqueKeysWithValues: old.parties.map { ($0.party, $0.tokens) })
    return new.parties.flatMap { party -> [Value] in
      let was = before[party.party] ?? [:]
      return Set(was.keys).union(party.tokens.keys).sorted().compactMap { element in
        let (old, now) = (was[element] ?? 0, party.tokens[element] ?? 0)
        guard old != now else { return nil }
        return event(
          "tokens", at: new.at,
          [
            ("pool", .string(party.party)), ("element", .string(element)),
            ("tokens", .number(now)), ("before", .number(old)),
          ])
      }
    }
  }

  private static func messageChanges(_ old: Overview, _ new: Overview) -> [Value] {
    new.flows.compactMap { flow in
      let was = old.flows.first { $0.name == flow.name && $0.sender == flow.sender }?.inFlight ?? 0
      guard was != flow.inFlight else { return nil }
      return event(
        "messages", at: new.at,
        [
          ("name", .string(flow.name)), ("sender", .string(flow.sender)),
          ("inFlight", .number(flow.inFlight)), ("before", .number(was)),
        ])
    }
  }

  private static func event(
    _ type: String, at time: Timestamp?, _ members: [(String, Value)]
  ) -> Value {
    var event = Context()
    for (name, value) in members { event[name] = value }
    event["type"] = .string(type)
    event["at"] = OrderJSON.time(time)
    return .context(event)
  }
}
