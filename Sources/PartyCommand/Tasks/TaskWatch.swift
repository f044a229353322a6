import FEEL
import Terminal

/// Follows a list of tasks: asks for it again and again, and prints how it differs from what was seen last.
///
/// The list itself is compared, not the service's events, so that what is printed obeys every filter: a task leaves the
/// list of overdue ones when it is rescheduled, without having changed in any other way.
struct TaskWatch: Sendable {
  let client: ServiceClient
  let call: ServiceClient.Call
  let format: OutputFormat
  let console: Console

  private static let interval = Duration.seconds(1)

  /// Until the task is cancelled, or `rounds` are over.
  ///
  /// - Throws: `CommandError`; a service that goes away after it has answered once is waited for.
  func follow(rounds: Int = .max) async throws {
    var seen = TaskSnapshot(try await client.send(call))
    start(with: seen)
    for _ in 0..<rounds {
      try await Task.sleep(for: Self.interval)
      do {
        let next = TaskSnapshot(try await client.send(call))
        for change in next.changes(since: seen) { print(change) }
        seen = next
      } catch let error as CommandError where error.status == .temporary {
        console.tell("\(error.message) Trying again.")
      }
    }
  }

  private func start(with snapshot: TaskSnapshot) {
    if format == .table {
      var table = Table(TaskText.listing.columns)
      for task in snapshot.tasks { table.add(TaskText.listing.row(task)) }
      console.print(table)
    } else {
      for task in snapshot.tasks { print(TaskSnapshot.Change(kind: .listed, task: task)) }
    }
  }

  private func print(_ change: TaskSnapshot.Change) {
    switch format {
    case .json, .jsonl:
      console.print(json: ["event": .string(change.kind.rawValue), "task": change.task])
    case .table: console.print(TaskText.line(change))
    }
  }
}

/// What a list of tasks was at one time.
struct TaskSnapshot: Sendable {
  let tasks: [Value]

  init(_ answer: Value) { tasks = answer["items"].list ?? [] }

  struct Change: Hashable, Sendable {
    enum Kind: String, Sendable { case listed, appeared, changed, left }

    let kind: Kind
    /// As it was last seen in the list.
    let task: Value
  }

  /// What left first, then what is new or different, in the order of the list.
  func changes(since earlier: TaskSnapshot) -> [Change] {
    func index(_ tasks: [Value]) -> [String: Value] {
      Dictionary(tasks.map { ($0["id"].text, $0) }) { first, _ in first }
    }
    let (old, new) = (index(earlier.tasks), index(tasks))
    let left = earlier.tasks.filter { new[$0["id"].text] == nil }
    return left.map { Change(kind: .left, task: $0) }
      + tasks.compactMap { task in
        switch old[task["id"].text] {
        case nil: Change(kind: .appeared, task: task)
        case task: nil
        case .some: Change(kind: .changed, task: task)
        }
      }
  }
}
