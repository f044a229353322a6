import FEEL
import Monitoring
import ProcessEngine
import Terminal

/// An overview as plain tables, for where there is no screen.
struct OverviewTable {
  let map: ProcessMap

  func print(_ overview: Overview, to console: Console) {
    console.print(pools(overview))
    console.print("")
    console.print(tokens(overview))
    console.print("")
    console.print(flows(overview))
    if !overview.transitions.isEmpty {
      console.print("")
      console.print(transitions(overview))
    }
    let attention = overview.attention.all
    if !attention.isEmpty {
      console.print("")
      console.print(table(of: attention, now: overview.at))
    }
    if let quarantine = overview.quarantine, !quarantine.items.isEmpty {
      console.print("")
      console.print(table(of: quarantine, now: overview.at))
    }
  }

  private func pools(_ overview: Overview) -> Table {
    var table = Table([
      .init("POOL"), .init("RUNNING", alignment: .right), .init("INCIDENTS", alignment: .right),
      .init("STEPS/S", alignment: .right), .init("IN/MIN", alignment: .right),
      .init("OUT/MIN", alignment: .right), .init("ENDED AS", minimum: 20),
    ])
    for party in overview.parties {
      table.add([
        .init(party.party, .strong), "\(party.running)", "\(party.incidents)",
        .init(LiveText.decimal(party.lastSecond.steps)),
        .init(LiveText.decimal(party.lastMinute.started)),
        .init(LiveText.decimal(party.lastMinute.ended)), .init(LiveText.outcomes(of: party)),
      ])
    }
    return table
  }

  private func tokens(_ overview: Overview) -> Table {
    var table = Table([.init("POOL"), .init("AT", minimum: 20), .init("TOKENS", alignment: .right)])
    for party in overview.parties {
      let drawn = map.pools.first { $0.name == party.party }?.elements ?? []
      let others = party.tokens.keys.filter { !drawn.contains($0) && drawn.isEmpty }.sorted()
      for element in drawn + others {
        guard let count = party.tokens[element] else { continue }
        table.add([.init(party.party), .init(map.label(of: element)), "\(count)"])
      }
    }
    return table
  }

  private func flows(_ overview: Overview) -> Table {
    var table = Table([
      .init("MESSAGE"), .init("FROM"), .init("SENT", alignment: .right),
      .init("RECEIVED", alignment: .right), .init("ON THE WAY", alignment: .right),
      .init("QUARANTINED", alignment: .right),
    ])
    for flow in overview.flows {
      table.add([
        .init(flow.name), .init(flow.sender), "\(flow.sent)", "\(flow.received)",
        "\(flow.inFlight)", "\(flow.quarantined)",
      ])
    }
    return table
  }

  private func transitions(_ overview: Overview) -> Table {
    var table = Table([
      .init("AT"), .init("POOL"), .init("ORDER"), .init("WHAT", minimum: 20),
    ])
    for transition in overview.transitions {
      table.add([
        .init(LiveText.time(transition.at), .quiet), .init(transition.party),
        .init(transition.reference ?? transition.order.description, .active),
        .init(transition.text),
      ])
    }
    return table
  }

  private func table(of items: [Attention], now: Timestamp) -> Table {
    var table = Table([
      .init("ATTENTION"), .init("FOR"), .init("ORDER"), .init("POOL"), .init("WHAT", minimum: 20),
    ])
    for item in items {
      table.add([
        .init(LiveText.word(for: item.reason), item.reason == .task ? .warning : .bad),
        .init(RelativeTime.length(max(.zero, now - item.since)), .quiet),
        .init(item.reference ?? item.order.description, .active), .init(item.party),
        .init(item.detail),
      ])
    }
    return table
  }

  private func table(of quarantine: QuarantineList, now: Timestamp) -> Table {
    var table = Table([
      .init("QUARANTINE OF"), .init("FOR"), .init("ORDER"), .init("MESSAGE"),
      .init("WHY", minimum: 20), .init("ID"),
    ])
    for item in quarantine.items {
      let reference = item.reference.flatMap { $0.isEmpty ? nil : $0 }
      table.add([
        .init(item.party), .init(RelativeTime.length(max(.zero, now - item.at)), .quiet),
        .init(reference ?? item.order?.description ?? "", .active), .init(item.name),
        .init([item.reason, item.detail].compactMap { $0 }.joined(separator: ": ")),
        .init(item.id?.text ?? "", .quiet),
      ])
    }
    return table
  }
}
