package import FEEL

extension Summary {
  /// The summary as one JSON object. Times are ISO 8601 durations of process time.
  package var json: Value {
    let monitor = accounts.monitor
    return [
      "placed": .number(placed), "running": .number(running), "agreed": .boolean(isGood),
      "outcomes": .context(outcomeCounts), "leadTimes": .context(leadTimeValues),
      "disagreements": .list(
        disagreements.map { ["order": .string($0.order), "detail": .string($0.detail)] }),
      "surprises": .list(
        surprises.map {
          [
            "order": .string($0.order), "storyline": .string($0.storyline),
            "outcome": .string($0.outcome),
          ]
        }),
      "messages": [
        "sent": .number(sentMessages), "received": .number(receivedMessages),
        "takenInAgain": .number(monitor.takenInAgain),
        "parked": .number(accounts.client.parked + accounts.supplier.parked),
        "quarantined": .number(accounts.client.quarantined + accounts.supplier.quarantined),
      ],
      "events": [
        "unpublished": .number(accounts.client.unpublished + accounts.supplier.unpublished),
        "duplicates": .number(monitor.duplicates), "missing": .number(monitor.missing),
        "unreadable": .number(monitor.unreadable),
      ],
      "tasksDecided": .context(Self.numbers(decisions)),
      "reminders": .number(jobs("reminder")), "escalations": .number(jobs("escalation")),
      "monitorCheck": passedCheck.map { .boolean($0) } ?? .null,
    ]
  }

  private var outcomeCounts: Context {
    var counts = Context()
    for (outcome, tally) in outcomes where !outcome.isEmpty {
      counts[outcome] = [
        "client": .number(tally.client), "supplier": .number(tally.supplier),
        "monitor": .number(tally.monitor),
      ]
    }
    return counts
  }

  private var leadTimeValues: Context {
    var values = Context()
    for (outcome, time) in leadTimes {
      values[outcome.isEmpty ? "all" : outcome] = [
        "count": .number(time.count), "median": Self.duration(time.median),
        "p95": Self.duration(time.p95),
      ]
    }
    return values
  }

  private static func numbers(_ counts: [String: Int]) -> Context {
    var numbers = Context()
    for (name, count) in counts { numbers[name] = .number(count) }
    return numbers
  }

  private static func duration(_ duration: Duration) -> Value {
    DayTimeDuration(duration).map { .string($0.description) } ?? .null
  }
}

extension Summary {
  var sentMessages: Int { allOrders.map(\.sent).reduce(0, +) }
  var receivedMessages: Int { allOrders.map(\.received).reduce(0, +) }

  /// Of both parties.
  private var allOrders: [PartyAccount.Order] {
    Array(accounts.client.orders.values) + Array(accounts.supplier.orders.values)
  }

  /// Of both parties, by user task.
  var decisions: [String: Int] {
    accounts.client.decisions.merging(accounts.supplier.decisions, uniquingKeysWith: +)
  }

  /// Of both parties.
  func jobs(_ type: String) -> Int {
    (accounts.client.jobs[type] ?? 0) + (accounts.supplier.jobs[type] ?? 0)
  }
}
