package import Access
import FEEL
package import Participant
import ProcessEngine

/// Where operators keep the list of users, for the HTTP interface, the pages and the command line.
package struct UserDesk: Sendable {
  private let people: any People
  private let passwords: PasswordWork
  private let clock: any WallClock

  /// - Parameters:
  ///   - cost: what guessing a password costs.
  ///   - clock: the process's, for the audit trail.
  package init(
    people: any People, cost: PasswordHash.Cost = .standard, clock: any WallClock
  ) {
    self.people = people
    passwords = PasswordWork(cost: cost)
    self.clock = clock
  }

  /// Somebody to be added.
  package struct Draft: Sendable {
    package let user: String
    package let name: String
    package let roles: Set<Role>
    package let groups: [String]
    /// Nil to have one made.
    package let password: String?

    package init(
      user: String, name: String, roles: Set<Role>, groups: [String] = [], password: String?
    ) {
      self.user = user
      self.name = name
      self.roles = roles
      self.groups = groups
      self.password = password
    }
  }

  /// Everybody, by user.
  package func list() async throws -> [Person] { try await people.persons() }

  /// - Throws: `user-not-found`.
  package func person(_ user: String) async throws -> Person {
    guard let person = try await people.person(named: user) else { throw Self.unknown(user) }
    return person
  }

  private static func unknown(_ user: String) -> Problem {
    Problem(.userNotFound, "There is no user \(user).")
  }

  /// - Returns: the person, and the password if it was made here: it is told once and kept nowhere.
  /// - Throws: `invalid-body`, `user-exists`.
  package func add(
    _ draft: Draft, by actor: String, origin: Origin
  ) async throws -> (person: Person, password: String?) {
    var errors: [FormError] = []
    if !UserName.isValid(draft.user) {
      errors.append(
        FormError(
          field: "user",
          message: "must have 1 to \(UserName.limit) letters and digits, with ._@+- between them"))
    }
    if draft.roles.isEmpty { errors.append(FormError(field: "roles", message: "is required")) }
    if let password = draft.password,
      let complaint = PasswordRule.complaint(about: password, user: draft.user)
    {
      errors.append(FormError(field: "password", message: complaint))
    }
    guard errors.isEmpty else {
      throw Problem(.invalidBody, "The user was not added.", errors: errors)
    }
    var generator = SystemRandomNumberGenerator()
    let password = draft.password ?? PasswordRule.generate(using: &generator)
    let person = Person(
      user: draft.user, name: draft.name, roles: draft.roles, groups: draft.groups,
      createdAt: clock.now)
    let record = AuditRecord(
      at: clock.now, actor: actor, action: "user.add", subject: draft.user,
      after: .context(person.json), origin: origin)
    let hash = try await passwords.hash(password)
    guard try await people.add(person, password: hash, audit: record) else {
      throw Problem(.userExists, "There is a user \(draft.user) already.")
    }
    return (person, draft.password == nil ? password : nil)
  }

  /// Operators keep their own access, so that none is lost unnoticed: others may take it.
  private func checkAccessStays(of user: String, _ change: Change) async throws {
    let losesRole = change.roles.map { !$0.contains(.operator) } ?? false
    guard losesRole || change.isDisabled == true,
      try await people.person(named: user)?.roles.contains(.operator) == true
    else { return }
    throw Problem(
      .ownAccess, "\(user) is you: let another operator disable you, or take the role from you.")
  }

  /// What is to be different; nil leaves it as it is.
  package struct Change: Sendable {
    package var name: String?
    package var roles: Set<Role>?
    package var groups: [String]?
    package var isDisabled: Bool?
    package var password: String?

    package init() {}
  }

  /// - Throws: `invalid-body`, `user-not-found`, `own-access`, `last-operator`, `not-local`.
  package func change(
    _ user: String, _ change: Change, by actor: String, origin: Origin
  ) async throws -> Person {
    if let password = change.password,
      let complaint = PasswordRule.complaint(about: password, user: user)
    {
      throw Problem(
        .invalidBody, "The user was not changed.",
        errors: [FormError(field: "password", message: complaint)])
    }
    if user == actor { try await checkAccessStays(of: user, change) }
    var stored = PersonChange(
      name: change.name, roles: change.roles, groups: change.groups, isDisabled: change.isDisabled)
    if let password = change.password { stored.password = try await passwords.hash(password) }
    let at = clock.now
    let hasPassword = change.password != nil
    let outcome = try await people.change(user, stored) { before, after in
      var new = after.json
      if hasPassword { new["password"] = "changed" }
      return AuditRecord(
        at: at, actor: actor, action: "user.change", subject: user,
        before: .context(before.json), after: .context(new), origin: origin)
    }
    switch outcome {
    case .changed(let person): return person
    case .unknown: throw Self.unknown(user)
    case .lastOperator:
      throw Problem(
        .lastOperator, "\(user) is the last operator: nobody could change users any more.")
    case .notLocal:
      throw Problem(
        .notLocal,
        "\(user) comes with a token, which says their roles; there is no password here.")
    }
  }
}
