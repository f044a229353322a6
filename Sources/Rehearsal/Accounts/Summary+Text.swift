package import Terminal

extension Summary {
  /// The summary for people.
  package func text(for stream: OutputStream) -> String {
    text(width: stream.columns, inColor: stream.usesColor)
  }

  package func text(width: Int?, inColor: Bool) -> String {
    let parts = [
      outcomeTable.rendered(width: width, inColor: inColor),
      factTable.rendered(width: width, inColor: inColor),
      findings(inColor: inColor),
      verdict(inColor: inColor),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var outcomeTable: Table {
    var table = Table([
      .init("OUTCOME"), .init("CLIENT", alignment: .right), .init("SUPPLIER", alignment: .right),
      .init("MONITOR", alignment: .right), .init("MEDIAN", alignment: .right),
      .init("95 %", alignment: .right),
    ])
    for (outcome, tally) in outcomes.sorted(by: {
      ($1.value.client, $0.key) < ($0.value.client, $1.key)
    }) {
      let agree = tally.client == tally.supplier && tally.client == tally.monitor
      let style: Style = outcome.isEmpty ? .warning : agree ? .good : .bad
      let time = leadTimes[outcome]
      table.add([
        .init(outcome.isEmpty ? "still running" : outcome, style), "\(tally.client)",
        "\(tally.supplier)", "\(tally.monitor)",
        .init(outcome.isEmpty ? "" : time.map { Self.length($0.median) } ?? ""),
        .init(outcome.isEmpty ? "" : time.map { Self.length($0.p95) } ?? ""),
      ])
    }
    let all = leadTimes[""]
    table.add([
      .init("all", .strong), "\(accounts.client.orders.count)", "\(accounts.supplier.orders.count)",
      "\(outcomes.values.map(\.monitor).reduce(0, +))",
      .init(all.map { Self.length($0.median) } ?? ""), .init(all.map { Self.length($0.p95) } ?? ""),
    ])
    return table
  }

  private var factTable: Table {
    let (client, supplier, monitor) = (accounts.client, accounts.supplier, accounts.monitor)
    var table = Table([.init("WHAT"), .init("HOW MANY", alignment: .right), .init("OF WHICH")])
    table.add([
      "messages sent", "\(sentMessages)",
      "\(receivedMessages) received, \(monitor.takenInAgain) taken in twice, \(client.parked + supplier.parked) parked, \(client.quarantined + supplier.quarantined) in quarantine",
    ])
    table.add([
      "events heard by the monitor",
      "\(monitor.sides.values.flatMap(\.values).map(\.step).reduce(0, +))",
      "\(monitor.duplicates) came twice, \(monitor.missing) missing, \(monitor.unreadable) unreadable",
    ])
    table.add([
      "decisions by people", "\(decisions.values.reduce(0, +))",
      .init(
        TaskElement.allCases.compactMap { task in
          decisions[task.rawValue].map { "\($0) \(task.title)" }
        }.joined(separator: ", ")),
    ])
    table.add(["reminders", "\(jobs("reminder"))"])
    table.add(["escalations", "\(jobs("escalation"))"])
    return table
  }

  private func findings(inColor: Bool) -> String {
    var lines = disagreements.map { disagreement in
      Style.bad.apply(to: "differs", inColor: inColor)
        + "  order \((disagreement.reference ?? disagreement.order).harmless): \(disagreement.detail)"
    }
    lines += surprises.map { surprise in
      Style.warning.apply(to: "note", inColor: inColor)
        + "  order \(surprise.order) (\(surprise.storyline)) ended as \(surprise.outcome)"
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func verdict(inColor: Bool) -> String {
    if isGood {
      let check = passedCheck == true ? ", and `monitor check` found no difference" : ""
      return Style.good.apply(to: "All agree", inColor: inColor)
        + ": both sides and the monitor say the same of all \(placed) orders\(check).\n"
    }
    var problems: [String] = []
    if running > 0 { problems.append("\(running) orders have not ended") }
    if !disagreements.isEmpty {
      problems.append("\(disagreements.count) differences between the databases")
    }
    if accounts.monitor.takenInAgain > 0 { problems.append("messages were taken in twice") }
    if accounts.monitor.missing + accounts.monitor.unreadable > 0 {
      problems.append("the monitor has not heard everything")
    }
    if passedCheck == false { problems.append("`monitor check` found differences") }
    return Style.bad.apply(to: "Not well", inColor: inColor) + ": "
      + problems.joined(separator: "; ") + ".\n"
  }

  /// Of process time, in its two largest units: `2 d 5 h`, `3 h 10 min`.
  static func length(_ duration: Duration) -> String {
    let minutes = duration.components.seconds / 60
    return switch minutes {
    case ..<60: "\(minutes) min"
    case ..<1_440: "\(minutes / 60) h \(minutes % 60) min"
    default: "\(minutes / 1_440) d \(minutes % 1_440 / 60) h"
    }
  }
}

extension TaskElement {
  fileprivate var title: String {
    switch self {
    case .verifyOrder: "orders verified"
    case .confirmQuote: "quotes confirmed"
    case .reviewQuote: "quotes reviewed"
    case .confirmFulfilment: "fulfilments"
    case .confirmReceipt: "receipts"
    }
  }
}
