import FEEL
import FoundationEssentials
import Participant

/// A day's orders, played through the three running services from the first catalogue to the last receipt.
package struct Rehearsal: Sendable {
  let stage: Stage
  let orders: [PlannedOrder]
  /// The price list that the supplier works with, as a file of comma-separated values.
  let catalogue: String
  let seed: UInt64
  /// In the machine's time.
  let patience: Duration

  /// How often it looks whether all is over.
  private static let interval = Duration.milliseconds(250)
  /// How long the monitor may take, in the machine's time, to hear the last events.
  private static let settling = Duration.seconds(15)

  package init(
    stage: Stage, orders: [PlannedOrder], catalogue: String, seed: UInt64, patience: Duration
  ) {
    self.stage = stage
    self.orders = orders
    self.catalogue = catalogue
    self.seed = seed
    self.patience = patience
  }

  /// Plays the day and sums it up. What does not end within the patience still runs in the summary.
  package func run(showing broadcast: Broadcast) async throws -> Summary {
    for party in [stage.supplier, stage.client] {
      try await party.importCatalogue(catalogue, by: .operator)
    }
    let playbook = Playbook()
    try await withThrowingTaskGroup { group in
      group.addTask { try await staff(of: stage.client, Person.client, playbook).work() }
      group.addTask { try await staff(of: stage.supplier, Person.supplier, playbook).work() }
      group.addTask { try await broadcast.run() }
      group.addTask {
        try await place(into: playbook)
        try await waitForEnd()
        throw EndOfDay()
      }
      // The first who fails, or the end of the day, ends it for all.
      do { while try await group.next() != nil {} } catch is EndOfDay { group.cancelAll() }
    }
    return try await settledSummary(playbook)
  }

  /// Ends the work of everybody.
  private struct EndOfDay: Error {}

  private func staff(of party: PartyClient, _ people: [Person], _ playbook: Playbook) -> Staff {
    Staff(
      party: party, people: people, playbook: playbook, clock: stage.clock, seed: seed,
      cancel: { try await cancel($0) })
  }

  // MARK: Buyers

  private func place(into playbook: Playbook) async throws {
    let morning = stage.clock.now
    let run = UUID().uuidString.lowercased()
    try await withThrowingTaskGroup { group in
      for order in orders {
        group.addTask {
          try await stage.clock.sleep(until: morning + order.placedAfter)
          let id = try await stage.client.place(
            order.body(today: stage.clock.today), key: "\(run)-\(order.reference)",
            by: Person.client[0])
          playbook.enter(order, as: id)
          if case .afterPlacing(let minutes) = order.storyline.cancellation {
            let rest = Duration.seconds(minutes.lowerBound * 60)
            try await stage.clock.sleep(until: stage.clock.now + rest)
            try await cancel(id)
          }
        }
      }
      while try await group.next() != nil {}
    }
  }

  /// A cancellation that comes too late is none.
  private func cancel(_ order: String) async throws {
    let buyer = Person.client[0]
    _ = try await stage.client.cancel(order, reason: "We no longer need it.", by: buyer)
  }

  // MARK: The end

  private func waitForEnd() async throws {
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
      let client = try await stage.client.standing()
      let supplier = try await stage.supplier.standing()
      if client.running == 0, supplier.running == 0, supplier.total >= client.total { return }
      try await Task.sleep(for: Self.interval)
    }
  }

  /// Reads the databases again and again until all agree or the monitor should have heard everything.
  private func settledSummary(_ playbook: Playbook) async throws -> Summary {
    let deadline = ContinuousClock.now + Self.settling
    while true {
      let summary = Summary(
        try await stage.books.accounts(), storylines: playbook.storylines)
      if summary.isGood || summary.running > 0 || ContinuousClock.now > deadline { return summary }
      try await Task.sleep(for: Self.interval)
    }
  }
}
