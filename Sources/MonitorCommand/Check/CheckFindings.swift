import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
import Terminal

/// What a check has found, for people and for programs.
struct CheckFindings {
  let report: Check.Report
  let now: Timestamp

  func print(to console: Console) {
    let summary = report.summary
    for difference in summary.differences {
      console.print([TextLine(.init(difference.description, .bad))])
    }
    let hidden = summary.differenceCount - summary.differences.count
    if hidden > 0 { console.print("… and \(hidden) more differences") }
    if summary.differenceCount > 0 { console.print("") }
    var table = Table([.init("WHAT"), .init("COUNT", alignment: .right)])
    for (name, count) in counts { table.add([.init(name), "\(count)"]) }
    for (outcome, count) in summary.outcomes.sorted(by: { $0.key < $1.key }) {
      table.add([.init("agreed outcome \(outcome)"), "\(count)"])
    }
    console.print(table)
    for gap in report.gaps {
      console.print([TextLine(.init("\(gap.lane.party): \(gap.text)", .bad))])
    }
    if let oldest = summary.oldestInFlight {
      console.print(
        "The oldest message on its way was sent \(RelativeTime.text(of: oldest, now: now)).")
    }
    let verdict = TextLine(
      summary.differenceCount == 0
        ? .init("0 differences", .good)
        : .init(
          "\(summary.differenceCount) difference\(summary.differenceCount == 1 ? "" : "s")", .bad))
    console.print([verdict])
  }

  private var counts: [(String, Int)] {
    let summary = report.summary
    var counts = [
      ("orders", summary.orders), ("ended", summary.ended), ("under way", summary.running),
      ("messages sent", summary.sent), ("messages received", summary.received),
      ("messages on their way", summary.inFlight),
      ("messages in quarantine", summary.quarantined),
    ]
    for (party, count) in report.databaseOrders.sorted(by: { $0.key < $1.key }) {
      counts.append(("orders in the database of \(party)", count))
    }
    for (party, count) in report.databaseQuarantine.sorted(by: { $0.key < $1.key }) where count > 0
    {
      counts.append(("messages that \(party) has put aside", count))
    }
    if !report.databaseOrders.isEmpty {
      counts.append(("steps not heard yet", report.unreported))
    }
    if !report.gaps.isEmpty { counts.append(("gaps in what was heard", report.gaps.count)) }
    return counts
  }

  var differences: [Value] {
    report.summary.differences.map { difference in
      .context([
        "order": .string(difference.order.description),
        "pool": difference.party.map { .string($0) } ?? .null,
        "kind": .string(difference.kind.rawValue), "detail": .string(difference.detail),
      ])
    }
  }

  var json: Value {
    let summary = report.summary
    var outcomes = Context()
    for (outcome, count) in summary.outcomes { outcomes[outcome] = .number(count) }
    var databases = Context()
    for (party, count) in report.databaseOrders { databases[party] = .number(count) }
    var quarantine = Context()
    for (party, count) in report.databaseQuarantine { quarantine[party] = .number(count) }
    return .context([
      "orders": .number(summary.orders), "ended": .number(summary.ended),
      "running": .number(summary.running), "sent": .number(summary.sent),
      "received": .number(summary.received), "inFlight": .number(summary.inFlight),
      "oldestInFlightAt": OrderJSON.time(summary.oldestInFlight),
      "quarantined": .number(summary.quarantined), "outcomes": .context(outcomes),
      "databaseOrders": .context(databases), "unreported": .number(report.unreported),
      "databaseQuarantine": .context(quarantine),
      "gaps": .list(report.gaps.map(\.json)),
      "differenceCount": .number(summary.differenceCount),
      "differences": .list(differences),
    ])
  }
}

extension Reception.Gap {
  /// What has not been heard, in words.
  var text: String {
    let entries = range.first == range.last ? "\(range.first)" : "\(range.first)–\(range.last)"
    return "entries \(entries) of lane \(lane.lane) not heard"
  }

  fileprivate var json: Value {
    .context([
      "pool": .string(lane.party), "lane": .number(lane.lane), "first": .number(range.first),
      "last": .number(range.last), "since": .string(range.since.description),
    ])
  }
}
