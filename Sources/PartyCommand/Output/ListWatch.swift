import ArgumentParser
import FEEL
import Terminal

/// Follows a list: asks for it again and again, and prints how it differs from what was seen last.
///
/// The list itself is compared, not the service's events, so that what is printed obeys every filter: a task leaves the
/// list of overdue ones when it is rescheduled, without having changed in any other way.
struct ListWatch: Sendable {
  let client: ServiceClient
  let call: ServiceClient.Call
  /// How the list is shown at first.
  let listing: Listing
  /// What a change calls the item: `task`.
  let kind: String
  /// The item on one line, for people.
  let line: @Sendable (Value) -> String
  let format: OutputFormat
  let console: Console

  private static let interval = Duration.seconds(1)

  /// Until it is cancelled, or `rounds` are over.
  ///
  /// - Throws: `CommandError`; a service that goes away after it has answered once is waited for.
  func follow(rounds: Int = .max) async throws {
    var seen = ListSnapshot(try await client.send(call))
    start(with: seen)
    for _ in 0..<rounds {
      try await Task.sleep(for: Self.interval)
      do {
        let next = ListSnapshot(try await client.send(call))
        for change in next.changes(since: seen) { print(change) }
        seen = next
      } catch let error as CommandError where error.status == .temporary {
        console.tell("\(error.message) Trying again.")
      }
    }
  }

  private func start(with snapshot: ListSnapshot) {
    if format == .table {
      var table = Table(listing.columns)
      for item in snapshot.items { table.add(listing.row(item)) }
      console.print(table)
    } else {
      for item in snapshot.items { print(ListSnapshot.Change(kind: .listed, item: item)) }
    }
  }

  private func print(_ change: ListSnapshot.Change) {
    switch format {
    case .json, .jsonl:
      console.print(json: .context(["event": .string(change.kind.rawValue), kind: change.item]))
    case .table: console.print("\(change.kind.sign) \(line(change.item))".harmless)
    }
  }

  /// - Throws: `ValidationError` for a format that has no lines.
  static func check(_ format: OutputFormat) throws {
    if format == .json {
      throw ValidationError("--watch prints a line for each change: use it with -o jsonl")
    }
  }
}

/// What a list was at one time.
struct ListSnapshot: Sendable {
  let items: [Value]

  init(_ answer: Value) { items = answer["items"].list ?? [] }

  struct Change: Hashable, Sendable {
    enum Kind: String, Sendable {
      case listed, appeared, changed, left

      fileprivate var sign: String {
        switch self {
        case .listed, .appeared: "+"
        case .changed: "~"
        case .left: "-"
        }
      }
    }

    let kind: Kind
    /// As it was last seen in the list.
    let item: Value
  }

  /// What left first, then what is new or different, in the order of the list.
  func changes(since earlier: ListSnapshot) -> [Change] {
    func index(_ items: [Value]) -> [String: Value] {
      Dictionary(items.map { ($0["id"].text, $0) }) { first, _ in first }
    }
    let (old, new) = (index(earlier.items), index(items))
    let left = earlier.items.filter { new[$0["id"].text] == nil }
    return left.map { Change(kind: .left, item: $0) }
      + items.compactMap { item in
        switch old[item["id"].text] {
        case nil: Change(kind: .appeared, item: item)
        case item: nil
        case .some: Change(kind: .changed, item: item)
        }
      }
  }
}
