import Access
import FEEL
import Synchronization

/// Who has come with a token in the last minute, so that not every request writes who it is from.
final class KnownBearers: Sendable {
  /// How long a change to somebody here, such as disabling them, may take to be heeded.
  static let memory = Duration.seconds(60)
  private static let limit = 10_000

  private struct Entry {
    let claimed: Person
    let principal: Principal
    let until: Timestamp
  }

  private let entries = Mutex<[TokenIdentity: Entry]>([:])

  /// Nil for somebody new, and for a token that says something else than the one before.
  func principal(of claimed: Person, at now: Timestamp) -> Principal? {
    guard let identity = claimed.identity else { return nil }
    return entries.withLock { entries in
      guard let entry = entries[identity], now < entry.until,
        entry.claimed.user == claimed.user, entry.claimed.name == claimed.name,
        entry.claimed.roles == claimed.roles, entry.claimed.groups == claimed.groups
      else { return nil }
      return entry.principal
    }
  }

  func keep(_ principal: Principal, for claimed: Person, at now: Timestamp) {
    guard let identity = claimed.identity else { return }
    entries.withLock { entries in
      if entries.count >= Self.limit { entries = entries.filter { now < $0.value.until } }
      if entries.count >= Self.limit { entries = [:] }
      entries[identity] = Entry(
        claimed: claimed, principal: principal, until: now.adding(Self.memory))
    }
  }
}
