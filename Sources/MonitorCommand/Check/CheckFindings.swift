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
      ("messages on their way", summary.inFlight), ("messages in quarantine", summary.quarantined),
    ]
    for (party, count) in report.databaseOrders.sorted(by: { $0.key < $1.key }) {
      counts.append(("orders in the database of \(party)", count))
    }
    if !report.databaseOrders.isEmpty {
      counts.append(("steps not heard yet", report.unreported))
    }
    if report.gaps > 0 { counts.append(("gaps in what was heard", report.gaps)) }
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
    return .context([
      "orders": .number(summary.orders), "ended": .number(summary.ended),
      "running": .number(summary.running), "sent": .number(summary.sent),
      "received": .number(summary.received), "inFlight": .number(summary.inFlight),
      "oldestInFlightAt": OrderJSON.time(summary.oldestInFlight),
      "quarantined": .number(summary.quarantined), "outcomes": .context(outcomes),
      "databaseOrders": .context(databases), "unreported": .number(report.unreported),
      "gaps": .number(report.gaps), "differenceCount": .number(summary.differenceCount),
      "differences": .list(differences),
    ])
  }
}
