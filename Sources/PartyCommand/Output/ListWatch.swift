import ArgumentParser
package import FEEL
import Terminal

/// Follows a list: asks for it again and again, and prints how it differs from what was seen last.
///
/// The list itself is compared, not the service's events, so that what is printed obeys every filter: a task leaves the
/// list of overdue ones when it is rescheduled, without having changed in any other way.
struct ListWatch: Sendable {
  let client: ServiceClient
  /// Without the parameters that say which page.
  let call: ServiceClient.Call
  /// Where an earlier list ended.
  let cursor: String?
  /// How many of the first items are followed; nil for `usualLimit`.
  let limit: Int?
  /// How the list is shown at first.
  let listing: Listing
  /// What a change calls the item: `task`.
  let kind: String
  /// The item on one line, for people, among others with these names.
  let line: @Sendable (Value, WorkNames) -> String
  let format: OutputFormat
  let console: Console

  private static let interval = Duration.seconds(1)
  /// How many are followed, if nobody says otherwise: they are asked for every second.
  static let usualLimit = 2_000

  /// Until it is cancelled, or `rounds` are over.
  ///
  /// - Throws: `CommandError`; a service that goes away after it has answered once is waited for.
  func follow(rounds: Int = .max) async throws {
    var seen = try await snapshot()
    start(with: seen)
    for _ in 0..<rounds {
      try await Task.sleep(for: Self.interval)
      do {
        let next = try await snapshot()
        let names = WorkNames(of: next.items + seen.items)
        for change in next.changes(since: seen) { print(change, names) }
        seen = next
      } catch let error as CommandError where error.status == .temporary {
        console.tell("\(error.message) Trying again.")
      }
    }
  }

  private func snapshot() async throws -> ListSnapshot {
    var items: [Value] = []
    let last = try await Listing.pages(
      call, of: client, from: cursor, upTo: limit ?? Self.usualLimit
    ) { items += $0["items"].list ?? [] }
    return ListSnapshot(items: items, isWhole: last["next"].string == nil)
  }

  private func start(with snapshot: ListSnapshot) {
    if format == .table {
      console.print(listing.table(of: snapshot.items))
    } else {
      let names = WorkNames(of: snapshot.items)
      for item in snapshot.items { print(ListSnapshot.Change(kind: .listed, item: item), names) }
    }
    if !snapshot.isWhole {
      console.tell("There are more: only the first \(snapshot.items.count) are followed.")
    }
  }

  private func print(_ change: ListSnapshot.Change, _ names: WorkNames) {
    switch format {
    case .json, .jsonl:
      console.print(json: .context(["event": .string(change.kind.rawValue), kind: change.item]))
    case .table: console.print("\(change.kind.sign) \(line(change.item, names))".harmless)
    }
  }

  /// - Throws: `ValidationError` for a format that has no lines.
  static func check(_ format: OutputFormat) throws {
    if format == .json {
      throw ValidationError("--watch prints a line for each change: use it with -o jsonl")
    }
  }
}

/// What a list, or its first part, was at one time.
package struct ListSnapshot: Sendable {
  package let items: [Value]
  /// Whether nothing comes behind the items.
  let isWhole: Bool

  package init(items: [Value], isWhole: Bool) {
    self.items = items
    self.isWhole = isWhole
  }

  package struct Change: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case listed, appeared, changed, left

      fileprivate var sign: String {
        switch self {
        case .listed, .appeared: "+"
        case .changed: "~"
        case .left: "-"
        }
      }
    }

    package let kind: Kind
    /// As it was last seen in the list.
    package let item: Value
  }

  /// What left first, then what is new or different, in the order of the list.
  ///
  /// Of the first part of a list, what was last may only have been pushed out of it, and what is last now may have been
  /// behind it before: neither is a change.
  package func changes(since earlier: ListSnapshot) -> [Change] {
    let (old, new) = (earlier.byID, byID)
    let left = earlier.items.prefix(isWhole ? .max : earlier.count(upToLastOf: new))
      .filter { new[$0["id"].text] == nil }
    // Where nothing is as it was, everything is new.
    let known = count(upToLastOf: old)
    let candidates = items.prefix(earlier.isWhole || known == 0 ? .max : known)
    return left.map { Change(kind: .left, item: $0) }
      + candidates.compactMap { item in
        switch old[item["id"].text] {
        case nil: Change(kind: .appeared, item: item)
        case item: nil
        case .some: Change(kind: .changed, item: item)
        }
      }
  }

  private var byID: [String: Value] {
    Dictionary(items.map { ($0["id"].text, $0) }) { first, _ in first }
  }

  /// How many items there are up to the last one that is among the others.
  private func count(upToLastOf others: [String: Value]) -> Int {
    items.lastIndex { others[$0["id"].text] != nil }.map { $0 + 1 } ?? 0
  }
}
