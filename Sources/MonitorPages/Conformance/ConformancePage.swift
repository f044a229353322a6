import Charts
import FEEL
import Hummingbird
import Hyperlinks
import Monitoring
import Statistics
import WebPages

/// `/ui/conformance`: how the parties keep to what they owe each other.
struct ConformancePage {
  /// Of how many of the orders that ended last the delays are shown.
  private static let sample = 2_000
  /// How many delays it takes for their quartiles to have intervals; fewer have no box.
  private static let boxed = QuantileRanks.needed(probability: 0.25)

  func show(_ page: PageRequest) async throws -> Response {
    let reading = page.ports.reading
    let accounts = try await reading.messageFlows(
      at: page.now, lateAfter: page.messageLimit,
      orders: Self.sample)
    var disputed = OrderFilter()
    disputed.finding = .disputed
    let disputes = try await reading.count(disputed)
    let aside = try await reading.quarantine(limit: 1).count
    let check = try await reading.lastCheck()
    let texts = page.texts
    let model: [String: Any] = [
      "check": check.map { CheckCard($0, page).model } ?? false as Any,
      "messages": messages(accounts, page), "findings": findings(accounts, page),
      "findingsAbout": page.limited("conformance.findingsAbout"),
      "delays": delays(accounts, page) ?? false as Any,
      "clock": clock(accounts, page) ?? texts["clock.unknown"],
      "quarantine": texts.count("live.quarantine", aside),
      "negativeHref": MessageName.link(.negativeHop, nil),
      "disputed": page.formats.count(disputes),
      "disputedHref": MessageName.link(.disputed, nil),
      "sample": texts(
        "conformance.sample",
        ["count": page.formats.number(Self.sample), "needed": page.formats.number(Self.boxed)]),
      "events": "/ui/events?lists=1", "pause": true, "patience": 10,
    ]
    return page.page("conformance", title: texts["nav.conformance"], model)
  }

  // MARK: Tables

  private func messages(_ accounts: [MessageFlowAccount], _ page: PageRequest) -> [String: Any] {
    let (texts, formats) = (page.texts, page.formats)
    let keys = ["sent", "received", "onTheWay", "oldest", "refused", "unread", "disordered"]
    let rows = accounts.map { account -> [TableModel.Cell] in
      let way = max(0, account.sent - account.received - account.refused)
      return [
        .init(MessageName.text(account.name, page)), .init(texts.model(account.sender)),
        .init(formats.number(account.sent)), .init(formats.number(account.received)),
        .init(
          formats.number(way), link: MessageName.link(.unreceived, account.name), count: way),
        .init(account.oldestInFlight.map { formats.brief(max(.zero, page.now - $0)) } ?? "–"),
        .init(formats.number(account.refused), link: MessageName.link(.quarantined, account.name)),
        .init(formats.number(account.unread), link: MessageName.link(.quarantined, account.name)),
        .init(
          formats.number(account.disordered), link: MessageName.link(.disordered, account.name)),
      ]
    }
    return TableModel(
      caption: texts["conformance.messages"],
      columns: [.init(texts["message.name"]), .init(texts["message.from"])]
        + keys.map { .init(texts["message.\($0)"], isRight: true) }, rows: rows
    ).model
  }

  private static let findings: [OrderFilter.Finding] = [
    .unreceived, .duplicate, .receivedTwice, .disordered, .late, .negativeHop, .quarantined,
    .altered,
  ]

  /// Orders by what was wrong with one of their messages.
  private func findings(_ accounts: [MessageFlowAccount], _ page: PageRequest) -> [String: Any] {
    let (texts, formats) = (page.texts, page.formats)
    let rows = accounts.map { account -> [TableModel.Cell] in
      [.init(MessageName.text(account.name, page))]
        + Self.findings.map { finding in
          guard let count = account.findings[finding], count.value > 0 else { return .init("0") }
          let link = MessageName.link(finding, account.name)
          return .init(
            formats.count(count),
            link: finding == .unreceived ? Link.with(link, "overlong", "1") : link,
            count: count.isMore ? nil : count.value)
        }
    }
    return TableModel(
      caption: texts["conformance.findings"],
      columns: [.init(texts["message.name"])]
        + Self.findings.map { .init(page.limited("finding.\($0.rawValue)"), isRight: true) },
      rows: rows
    ).model
  }

  // MARK: Time

  /// No list has just the orders of a box, so that none is linked.
  private func delays(_ accounts: [MessageFlowAccount], _ page: PageRequest) -> [String: Any]? {
    let groups = accounts.compactMap { account -> BoxChart.Group? in
      let sorted = account.delays.map { $0 / .seconds(1) }.sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let hasQuartiles = sorted.count >= Self.boxed
      func rank(_ part: Double) -> Double {
        sorted[max(0, Int((Double(sorted.count) * part).rounded(.up)) - 1)]
      }
      return BoxChart.Group(
        MessageName.text(account.name, page), count: sorted.count, minimum: first,
        hasQuartiles ? BoxChart.Quartiles(rank(0.25), rank(0.5), rank(0.75)) : nil, maximum: last,
        values: hasQuartiles ? [] : sorted.map { ChartPoint(0, $0) })
    }
    guard !groups.isEmpty else { return nil }
    let texts = page.texts
    return ChartModel(
      "delays",
      BoxChart(
        texts["conformance.delays"], texts["message.name"],
        y: Axis(texts["conformance.delay"], .number), groups), ChartSize(width: 900, height: 280),
      ChartText(page.formats)
    ).model
  }

  /// What the shortest hops there and back say of the clocks.
  private func clock(_ accounts: [MessageFlowAccount], _ page: PageRequest) -> String? {
    let parties = page.process.map.pools.map(\.name)
    guard parties.count == 2, let reference = page.process.initiator,
      let party = parties.first(where: { $0 != reference })
    else { return nil }
    func delays(_ sender: String) -> [Duration] {
      accounts.filter { $0.sender == sender }.flatMap(\.delays)
    }
    return ClockComparison(
      of: party, against: reference, there: delays(reference), back: delays(party)
    ).map(page.clocks)
  }
}

extension PageRequest {
  /// What is known of how the parties' clocks differ.
  func clocks(_ clocks: ClockComparison) -> String {
    let names = [
      "party": texts.model(clocks.party), "reference": texts.model(clocks.reference),
    ]
    guard let bounds = clocks.bounds else { return texts("clock.set", names) }
    let times = [
      "least": formats.brief(bounds.atLeast), "most": formats.brief(bounds.atMost),
      "estimate": formats.brief(bounds.estimate),
    ]
    return texts(
      clocks.isCertain ? "clock.differ" : "clock.fit", names.merging(times) { first, _ in first })
  }
}
