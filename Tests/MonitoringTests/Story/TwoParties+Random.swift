import Exchange
import FEEL
import ProcessEngine
import SplitMix
import SyntheticJournal

extension TwoParties {
  /// An order in which anything that can happen happens at random: decisions, messages in any order that the numbers
  /// allow, timers, a cancellation, jobs that fail, clocks that differ.
  static func playedAtRandom(seed: UInt64) throws -> TwoParties {
    var generator = SplitMix64(seed: seed)
    var parties = TwoParties()
    parties.total = seed % 2 == 0 ? "100.00" : "5000.00"
    parties.failing = seed % 7 == 0 ? ["quote.generate"] : []
    parties.clocks = ["Supplier": Double(generator.next() % 21) - 10]
    try parties.place()
    var time = 0.0
    for _ in 0..<40 {
      // Timers are far away; most of the time something else comes first.
      let moves = parties.moves
      let others = moves.filter { if case .timer = $0 { false } else { true } }
      let likely = others.isEmpty || generator.next() % 8 == 0 ? moves : others
      guard let move = likely.randomElement(using: &generator) else { break }
      time += Double(generator.next() % 100_000) / 10
      do { try parties.make(move, at: &time) } catch is Rejection { continue }
    }
    return parties
  }

  private enum Move {
    case message(String)
    case decision(String, String, Context)
    case timer(String, due: Timestamp)
    case job(String)
    case cancel
  }

  /// What can happen next. Of the messages of one sender only the first.
  private var moves: [Move] {
    var moves: [Move] = []
    for sender in ["Client", "Supplier"] {
      if let next = mail.first(where: { $0.sender == sender }) {
        moves += [.message(next.name), .message(next.name)]
      }
    }
    for (party, instance) in instances.sorted(by: { $0.key < $1.key }) where instance.outcome == nil
    {
      for task in instance.tasks {
        moves += decisions(task.element).map { .decision(task.element, $0, $1) }
      }
      moves += instance.timers.map { .timer($0.target, due: $0.due) }
      if instance.jobs.contains(where: { $0.retries > 0 }) { moves.append(.job(party)) }
      if instance.subscriptions.contains(where: { $0.message == "CancelRequested" }) {
        moves.append(.cancel)
      }
    }
    return moves
  }

  private func decisions(_ element: String) -> [(String, Context)] {
    let lines: Value = [["sku": "A", "quantity": 2]]
    return switch element {
    case "Task_VerifyOrder": [("accept", [:]), ("accept", [:]), ("reject", ["reason": "no"])]
    case "Task_ConfirmQuote": [("confirm", [:]), ("withdraw", ["reason": "no"])]
    case "Task_ReviewQuote":
      [("accept", [:]), ("decline", ["comment": "no"]), ("revise", ["comment": "less"])]
    case "Task_ConfirmFulfilment":
      [("fulfilled", ["lines": lines, "tracking": "T"]), ("failed", ["reason": "no"])]
    default: [("received", ["lines": lines])]
    }
  }

  private mutating func make(_ move: Move, at time: inout Double) throws {
    switch move {
    case .message(let name): try deliver(name, at: time)
    case .decision(let element, let decision, let more):
      try decide(element, decision, by: "user-\(element)", at: time, more)
    case .timer(let element, let due):
      // Whatever its clock says, the party's timer must be due.
      let wait = Double((due - Self.start).components.seconds) + 11
      time = max(time, wait)
      try fire(element, at: time)
    case .job(let party):
      time += 60
      try runJob(party, at: time)
    case .cancel: try cancel(at: time)
    }
  }
}
