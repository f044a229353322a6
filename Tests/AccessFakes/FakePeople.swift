package import Access
package import FEEL
package import Participant
import Synchronization

/// Users, sessions and the audit trail in memory.
package final class FakePeople: People, AuditTrail {
  private struct State {
    var persons: [String: Person] = [:]
    var passwords: [String: PasswordHash] = [:]
    var sessions: [[UInt8]: Session] = [:]
    var failures: [String: Int] = [:]
    var locks: [String: Timestamp] = [:]
    var audit: [AuditRecord] = []
  }

  private let state = Mutex(State())

  package init() {}

  package var audit: [AuditRecord] { state.withLock { $0.audit } }
  package var sessionCount: Int { state.withLock { $0.sessions.count } }

  package func person(_ user: String) async throws(StoreError) -> Principal? {
    state.withLock { $0.persons[user].flatMap { $0.isDisabled ? nil : $0.principal } }
  }

  package func people(prefix: String, limit: Int) async throws(StoreError) -> [Principal] {
    state.withLock { $0.persons.values.map(\.principal).filter { $0.user.hasPrefix(prefix) } }
  }

  package func persons() async throws(StoreError) -> [Person] {
    state.withLock { $0.persons.values.sorted { $0.user < $1.user } }
  }

  package func person(named user: String) async throws(StoreError) -> Person? {
    state.withLock { $0.persons[user] }
  }

  package func password(of user: String) async throws(StoreError) -> PasswordHash? {
    state.withLock { $0.persons[user]?.isDisabled == false ? $0.passwords[user] : nil }
  }

  package func add(
    _ person: Person, password: PasswordHash, audit: AuditRecord
  ) async throws(StoreError) -> Bool {
    state.withLock { state in
      guard state.persons[person.user] == nil else { return false }
      state.persons[person.user] = person
      state.passwords[person.user] = password
      state.audit.append(audit)
      return true
    }
  }

  package func change(
    _ user: String, _ change: PersonChange, audit: @Sendable (Person, Person) -> AuditRecord
  ) async throws(StoreError) -> PersonChange.Outcome {
    state.withLock { state in
      guard let before = state.persons[user] else { return .unknown }
      let after = change.applied(to: before)
      state.persons[user] = after
      if let password = change.password { state.passwords[user] = password }
      if change.endsSessions { state.sessions = state.sessions.filter { $0.value.user != user } }
      state.audit.append(audit(before, after))
      return .changed(after)
    }
  }

  package func remember(_ person: Person) async throws(StoreError) -> Person? {
    state.withLock { state in
      if let known = state.persons.values.first(where: { $0.identity == person.identity }) {
        var fresh = known
        fresh.roles = person.roles
        state.persons[known.user] = fresh
        return fresh
      }
      guard state.persons[person.user] == nil else { return nil }
      state.persons[person.user] = person
      return person
    }
  }

  package func attempt(
    user: String, address: String, at now: Timestamp
  ) async throws(StoreError) -> Timestamp? {
    state.withLock { state in
      if let until = state.locks[user], now < until { return until }
      let failures = (state.failures[user] ?? 0) + 1
      state.failures[user] = failures
      state.locks[user] = now.adding(LockOut.user.delay(after: failures))
      return nil
    }
  }

  package func succeed(user: String, address: String, at now: Timestamp) async throws(StoreError) {
    state.withLock { state in
      state.failures[user] = nil
      state.locks[user] = nil
    }
  }

  package func begin(_ session: Session, audit: AuditRecord) async throws(StoreError) {
    state.withLock { state in
      state.sessions[session.digest] = session
      state.audit.append(audit)
    }
  }

  package func session(
    _ digest: [UInt8], at now: Timestamp
  ) async throws(StoreError) -> (session: Session, person: Person)? {
    state.withLock { state in
      guard let session = state.sessions[digest], now < session.expiresAt,
        let person = state.persons[session.user], !person.isDisabled
      else { return nil }
      return (session, person)
    }
  }

  package func use(_ digest: [UInt8], at now: Timestamp) async throws(StoreError) {}

  package func end(_ digest: [UInt8], audit: AuditRecord) async throws(StoreError) {
    state.withLock { state in
      state.sessions[digest] = nil
      state.audit.append(audit)
    }
  }

  package func endAll(of user: String, audit: AuditRecord) async throws(StoreError) -> Int {
    state.withLock { state in
      let before = state.sessions.count
      state.sessions = state.sessions.filter { $0.value.user != user }
      state.audit.append(audit)
      return before - state.sessions.count
    }
  }

  package func add(_ records: [AuditRecord]) async throws(StoreError) {
    state.withLock { $0.audit += records }
  }

  package func records(_ query: AuditQuery) async throws(StoreError) -> Page<AuditRecord> {
    state.withLock { state in
      let found = state.audit.reversed().filter { record in
        (query.actor == nil || record.actor == query.actor)
          && query.action.map { record.action == $0 || record.action.hasPrefix($0 + ".") } ?? true
          && (query.order == nil || record.order == query.order)
      }
      let start = query.cursor.flatMap { Int($0) } ?? 0
      let end = min(found.count, start + query.limit)
      return Page(
        items: Array(found[min(start, end)..<end]), next: end < found.count ? "\(end)" : nil)
    }
  }
}
