import Access
import FEEL
import Locks

/// Who has come with a token in the last minute, so that not every request writes who it is from.
final class KnownBearers: Sendable {
  /// How long it may take until what a token says of somebody counts as said again.
  private static let memory = Duration.seconds(60)
  private static let limit = 10_000

  private struct Entry {
    let claimed: Person
    let user: String
    let until: Timestamp
  }

  private let entries = Locked<[TokenIdentity: Entry]>([:])

  /// What somebody is called here; nil for somebody new, and for a token that says something else than the one before.
  func user(of claimed: Person, at now: Timestamp) -> String? {
    guard let identity = claimed.identity else { return nil }
    return entries.withLock { entries in
      guard let entry = entries[identity], now < entry.until,
        entry.claimed.user == claimed.user, entry.claimed.name == claimed.name,
        entry.claimed.roles == claimed.roles, entry.claimed.groups == claimed.groups
      else { return nil }
      return entry.user
    }
  }

  func keep(_ user: String, for claimed: Person, at now: Timestamp) {
    guard let identity = claimed.identity else { return }
    entries.withLock { entries in
      if entries.count >= Self.limit { entries = entries.filter { now < $0.value.until } }
      if entries.count >= Self.limit { entries = [:] }
      entries[identity] = Entry(claimed: claimed, user: user, until: now.adding(Self.memory))
    }
  }
}
