package import Access
import FEEL
import HTTPTypes
package import Participant
import ProcessEngine

/// Where people sign in and out, for the HTTP interface and for the pages.
package struct SessionDesk: Sendable {
  private let people: any People
  private let auditTrail: any AuditTrail
  /// How long the sessions live.
  package let limits: SessionLimits
  private let passwords: PasswordWork
  private let clock: any WallClock
  private let machineClock: any WallClock

  /// - Parameters:
  ///   - cost: what guessing a password costs.
  ///   - clock: the process's, for the audit trail.
  ///   - machineClock: for sessions, which do not live shorter when the process's clock runs faster.
  package init(
    people: any People, auditTrail: any AuditTrail, limits: SessionLimits,
    cost: PasswordHash.Cost = .standard,
    clock: any WallClock, machineClock: any WallClock
  ) {
    self.people = people
    self.auditTrail = auditTrail
    self.limits = limits
    passwords = PasswordWork(cost: cost)
    self.clock = clock
    self.machineClock = machineClock
  }

  /// A session that has just begun.
  package struct Started: Sendable {
    package let token: SessionToken
    package let session: Session
    package let person: Person
  }

  /// - Parameters:
  ///   - old: the session that the browser had until now; it ends.
  /// - Throws: `sign-in-failed`, the same for everything that can be wrong, or `too-many-attempts`.
  package func signIn(
    user: String, password: String, kind: Session.Kind, replacing old: SessionToken? = nil,
    origin: Origin
  ) async throws -> Started {
    try await check(password, of: user, origin: origin)
    guard let person = try await people.person(named: user), !person.isDisabled else {
      throw Self.failed  // disabled in this very moment
    }
    return try await begin(person, kind: kind, replacing: old, origin: origin)
  }

  /// Why somebody is not let in for whom a provider vouches.
  package enum Refusal: String, CaseIterable, Error {
    /// Somebody else has the name here.
    case nameTaken
    case disabled
    /// The provider gives them no role that is known here.
    case noRole
  }

  /// Signs somebody in for whom an OpenID provider vouches.
  ///
  /// - Parameters:
  ///   - claimed: what the provider says of them, with its identity.
  ///   - old: the session that the browser had until now; it ends.
  /// - Throws: `Refusal`.
  package func signIn(
    vouchedFor claimed: Person, replacing old: SessionToken? = nil, origin: Origin
  ) async throws -> Started {
    let person = try await people.remember(claimed)
    let refusal: Refusal? =
      switch person {
      case nil: .nameTaken
      case let person? where person.isDisabled: .disabled
      case let person? where person.roles.isEmpty: .noRole
      case _?: nil
      }
    guard let person, refusal == nil else {
      let reason = refusal ?? .nameTaken
      try await auditTrail.add([
        record(
          "session.refuse", person?.user ?? claimed.user, origin,
          after: .context(Self.voucher(claimed, ["reason": .string(reason.rawValue)])))
      ])
      throw reason
    }
    return try await begin(
      person, kind: .web, replacing: old, origin: origin, by: Self.voucher(claimed))
  }

  /// Records that the provider's answer could not be believed: nobody is known by it.
  package func refuse(because reason: String, origin: Origin) async throws {
    try await auditTrail.add([
      record("session.refuse", "unknown", origin, after: ["reason": .string(reason)])
    ])
  }

  private static func voucher(_ person: Person, _ more: Context = [:]) -> Context {
    var voucher = more
    if let identity = person.identity {
      voucher["issuer"] = .string(identity.issuer)
      voucher["subject"] = .string(identity.subject)
    }
    return voucher
  }

  /// Makes a token with which somebody who has signed in acts in a program, too. It is a session of its own that ends when
  /// `session` would, at the latest: however many tokens are made with one another, none outlives the sign-in.
  ///
  /// - Throws: `not-signed-in` when `session` has ended.
  package func makeToken(within session: SessionToken, origin: Origin) async throws -> Started {
    let now = machineClock.now
    guard let current = try await people.session(session.digest, at: now),
      !limits.isOver(current.session, at: now)
    else { throw Problem.notSignedIn }
    return try await begin(
      current.person, kind: .token, until: current.session.expiresAt, origin: origin,
      by: Self.voucher(current.person))
  }

  /// - Parameter end: when the session ends at the latest; nil for as long as any may live.
  private func begin(
    _ person: Person, kind: Session.Kind, replacing old: SessionToken? = nil,
    until end: Timestamp? = nil, origin: Origin, by voucher: Context = [:]
  ) async throws -> Started {
    if let old { try await signOut(old, user: person.user, origin: origin) }
    var generator = SystemRandomNumberGenerator()
    let token = SessionToken(using: &generator)
    let now = machineClock.now
    let latest = now.adding(limits.absolute)
    let session = Session(
      digest: token.digest, user: person.user, kind: kind, createdAt: now, usedAt: now,
      expiresAt: min(end ?? latest, latest))
    var how = voucher
    how["kind"] = .string(kind.rawValue)
    try await people.begin(
      session, audit: record("session.begin", person.user, origin, after: .context(how)))
    return Started(token: token, session: session, person: person)
  }

  package func signOut(_ token: SessionToken, user: String, origin: Origin) async throws {
    try await people.end(token.digest, audit: record("session.end", user, origin))
  }

  /// Signs somebody out everywhere.
  ///
  /// - Returns: how many sessions ended.
  @discardableResult
  package func signOutEverywhere(
    _ user: String, by actor: String, origin: Origin
  ) async throws -> Int {
    let record = AuditRecord(
      at: clock.now, actor: actor, action: "session.endAll", subject: user, origin: origin)
    return try await people.endAll(of: user, audit: record)
  }

  /// Lets somebody choose another password; that ends all of their sessions.
  ///
  /// - Throws: `sign-in-failed` or `too-many-attempts` for the old one, `invalid-body` for the new one; `not-local` for
  ///   somebody who has none here.
  package func changePassword(
    of user: String, from old: String, to new: String, origin: Origin
  ) async throws {
    if let identity = try await people.person(named: user)?.identity {
      throw Problem(
        .notLocal, "\(user) signs in at \(identity.issuer): the password can be changed only there."
      )
    }
    if let complaint = PasswordRule.complaint(about: new, user: user) {
      throw Problem(
        .invalidBody, "The password was not changed.",
        errors: [.init(field: "newPassword", message: complaint)])
    }
    try await check(old, of: user, origin: origin)
    var change = PersonChange()
    change.password = try await passwords.hash(new)
    let at = clock.now
    _ = try await people.change(user, change) { before, after in
      AuditRecord(
        at: at, actor: user, action: "user.password", subject: user, origin: origin)
    }
  }

  /// Counted as a failure before it is known to be none, so that many attempts at once gain nothing.
  private func check(_ password: String, of user: String, origin: Origin) async throws {
    let address = origin.address ?? "unknown"
    let now = machineClock.now
    if let until = try await people.attempt(user: user, address: address, at: now) {
      let seconds = max(1, (until.microseconds - now.microseconds + 999_999) / 1_000_000)
      throw Problem(
        .tooManyAttempts, "There were too many attempts. Try again in \(seconds) s.",
        headers: [.retryAfter: "\(seconds)"])
    }
    let hash = try await people.password(of: user)
    guard try await passwords.matches(password, hash), hash != nil else {
      // What was typed may be a password in the wrong field: only names that are known are kept.
      let name = try await people.person(named: user)?.user ?? "unknown"
      try await auditTrail.add([record("session.refuse", name, origin)])
      throw Self.failed
    }
    try await people.succeed(user: user, address: address, at: machineClock.now)
  }

  private static var failed: Problem {
    Problem(
      .signInFailed, "The user or the password is wrong.",
      headers: [.wwwAuthenticate: #"Bearer realm="duet""#])
  }

  private func record(
    _ action: String, _ user: String, _ origin: Origin, after: Value = .null
  ) -> AuditRecord {
    AuditRecord(
      at: clock.now, actor: user, action: action, subject: user, after: after, origin: origin)
  }
}
