import FEEL

/// How a day went, computed from what the three databases say.
package struct Summary: Hashable, Sendable {
  /// How many orders ended with an outcome, by whose account. The empty name counts those that still run.
  package struct Tally: Hashable, Sendable {
    package var client = 0
    package var supplier = 0
    /// Orders of which the monitor has heard this outcome from both.
    package var monitor = 0
  }

  /// An order of which two accounts differ.
  package struct Disagreement: Hashable, Sendable {
    package let order: String
    package let reference: String?
    package let detail: String
  }

  /// An order that ended otherwise than its storyline foresaw. No mistake: people may have been slow, or the machine.
  package struct Surprise: Hashable, Sendable {
    package let order: String
    package let storyline: String
    package let outcome: String
  }

  /// Process time from the placing of an order to the buyer's end of it.
  package struct LeadTime: Hashable, Sendable {
    package let count: Int
    package let median: Duration
    package let p95: Duration

    package init(count: Int, median: Duration, p95: Duration) {
      self.count = count
      self.median = median
      self.p95 = p95
    }
  }

  package let placed: Int
  package let outcomes: [String: Tally]
  package let disagreements: [Disagreement]
  package let surprises: [Surprise]
  /// By outcome; over all under the empty name.
  package let leadTimes: [String: LeadTime]
  package let accounts: Accounts
  /// Whether `monitor check` found nothing; nil when it was not asked.
  package var passedCheck: Bool?

  /// - Parameters:
  ///   - accounts: read at one time, after everything has settled.
  ///   - storylines: of the orders that were placed, by order id.
  package init(_ accounts: Accounts, storylines: [String: Storyline]) {
    self.accounts = accounts
    placed = storylines.count
    outcomes = Self.outcomes(accounts)
    disagreements = Self.disagreements(accounts, placed: Set(storylines.keys))
    surprises = storylines.compactMap { id, storyline in
      guard let outcome = accounts.client.orders[id]?.outcome,
        !storyline.outcomes.contains(outcome)
      else { return nil }
      return Surprise(order: id, storyline: storyline.name, outcome: outcome)
    }.sorted { $0.order < $1.order }
    leadTimes = Self.leadTimes(accounts.client)
  }

  /// Orders that run at either side.
  package var running: Int { max(outcomes[""]?.client ?? 0, outcomes[""]?.supplier ?? 0) }

  /// Whether every order has ended, and all three agree on every one.
  package var isGood: Bool {
    running == 0 && disagreements.isEmpty && accounts.monitor.missing == 0
      && accounts.monitor.unreadable == 0 && accounts.monitor.takenInAgain == 0
      && passedCheck != false
  }

  private static func outcomes(_ accounts: Accounts) -> [String: Tally] {
    var outcomes: [String: Tally] = [:]
    for order in accounts.client.orders.values {
      outcomes[order.outcome ?? "", default: Tally()].client += 1
    }
    for order in accounts.supplier.orders.values {
      outcomes[order.outcome ?? "", default: Tally()].supplier += 1
    }
    let heard = accounts.monitor.sides
    for (id, side) in heard[Party.client] ?? [:]
    where heard[Party.supplier]?[id]?.outcome == side.outcome {
      outcomes[side.outcome ?? "", default: Tally()].monitor += 1
    }
    return outcomes
  }

  // MARK: Agreement

  private static func disagreements(_ accounts: Accounts, placed: Set<String>) -> [Disagreement] {
    let (client, supplier) = (accounts.client.orders, accounts.supplier.orders)
    return placed.union(client.keys).union(supplier.keys).sorted().flatMap { id in
      differences(
        between: client[id], and: supplier[id], heard: accounts.monitor.sides.mapValues { $0[id] }
      ).map { Disagreement(order: id, reference: client[id]?.reference, detail: $0) }
    }
  }

  private static func differences(
    between client: PartyAccount.Order?, and supplier: PartyAccount.Order?,
    heard: [String: MonitorAccount.Side?]
  ) -> [String] {
    guard let client else { return ["the client does not have it"] }
    guard let supplier else { return ["the supplier does not have it"] }
    var differences: [String] = []
    if client.outcome != supplier.outcome {
      differences.append(
        "\(text(client.outcome)) at the client, \(text(supplier.outcome)) at the supplier")
    }
    if client.outcome != nil, supplier.outcome != nil {
      if client.sent != supplier.received {
        differences.append(
          "the client sent \(client.sent) messages, the supplier took in \(supplier.received)")
      }
      if supplier.sent != client.received {
        differences.append(
          "the supplier sent \(supplier.sent) messages, the client took in \(client.received)")
      }
    }
    for (party, own) in [(Party.client, client), (Party.supplier, supplier)] {
      let name = party.lowercased()
      guard let side = heard[party] ?? nil else {
        differences.append("the monitor has not heard of it from the \(name)")
        continue
      }
      if side.outcome != own.outcome || side.step != own.step {
        differences.append(
          "the monitor knows \(side.step) steps of the \(name) and \(text(side.outcome)), the \(name) has \(own.step) and \(text(own.outcome))"
        )
      }
    }
    return differences
  }

  private static func text(_ outcome: String?) -> String { outcome ?? "still running" }

  // MARK: Times

  private static func leadTimes(_ client: PartyAccount) -> [String: LeadTime] {
    var times: [String: [Duration]] = [:]
    for order in client.orders.values {
      guard let outcome = order.outcome else { continue }
      for name in ["", outcome] {
        times[name, default: []].append(order.updatedAt - order.startedAt)
      }
    }
    return times.mapValues { LeadTime(of: $0) }
  }
}

extension Summary.LeadTime {
  /// - Parameter times: at least one.
  init(of times: [Duration]) {
    let ordered = times.sorted()
    self.init(
      count: ordered.count, median: ordered[Self.rank(0.5, of: ordered.count)],
      p95: ordered[Self.rank(0.95, of: ordered.count)])
  }

  /// The nearest rank: the smallest value that at least this part of all does not exceed.
  private static func rank(_ part: Double, of count: Int) -> Int {
    min(count - 1, max(0, Int((part * Double(count)).rounded(.up)) - 1))
  }
}
