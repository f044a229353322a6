package import Access
package import FEEL

/// Who is known, how they prove who they are, and where they are signed in. What changes somebody is recorded in the audit
/// trail in the same transaction.
package protocol People: Directory {
  // MARK: Users

  /// Everybody, by user.
  func persons() async throws(StoreError) -> [Person]
  func person(named user: String) async throws(StoreError) -> Person?
  /// The password of a local user; nil for everybody else.
  func password(of user: String) async throws(StoreError) -> PasswordHash?
  /// Adds a local user.
  ///
  /// - Returns: false when somebody has that name already, upper and lower case being the same.
  func add(
    _ person: Person, password: PasswordHash, audit: AuditRecord
  ) async throws(StoreError) -> Bool
  /// Changes somebody; a new password, and being disabled, end their sessions.
  ///
  /// - Parameter audit: makes the record of who they were and are.
  func change(
    _ user: String, _ change: PersonChange, audit: @Sendable (Person, Person) -> AuditRecord
  ) async throws(StoreError) -> PersonChange.Outcome
  /// Keeps what a token says of its bearer. Who has been seen before keeps the user that they were first seen with.
  ///
  /// - Returns: nil when somebody else has that name.
  func remember(_ person: Person) async throws(StoreError) -> Person?

  // MARK: Signing in

  /// Counts an attempt to sign in as a failure, before it is known to be one, so that many at once gain nothing.
  ///
  /// - Returns: nil, or until when nobody may try.
  func attempt(
    user: String, address: String, at now: Timestamp
  ) async throws(StoreError) -> Timestamp?
  /// The attempt was none of a guesser.
  func succeed(user: String, address: String, at now: Timestamp) async throws(StoreError)
  func begin(_ session: Session, audit: AuditRecord) async throws(StoreError)
  /// A session that has not expired, of somebody who is not disabled.
  func session(
    _ digest: [UInt8], at now: Timestamp
  ) async throws(StoreError) -> (session: Session, person: Person)?
  /// Notes that a session was used.
  func use(_ digest: [UInt8], at now: Timestamp) async throws(StoreError)
  func end(_ digest: [UInt8], audit: AuditRecord) async throws(StoreError)
  /// Signs somebody out everywhere.
  ///
  /// - Returns: how many sessions ended.
  func endAll(of user: String, audit: AuditRecord) async throws(StoreError) -> Int
}

/// What is to be different about somebody; nil leaves it as it is.
package struct PersonChange: Sendable {
  package var name: String?
  package var roles: Set<Role>?
  package var groups: [String]?
  package var isDisabled: Bool?
  /// For local users only.
  package var password: PasswordHash?

  package init(
    name: String? = nil, roles: Set<Role>? = nil, groups: [String]? = nil, isDisabled: Bool? = nil
  ) {
    self.name = name
    self.roles = roles
    self.groups = groups
    self.isDisabled = isDisabled
  }

  package func applied(to person: Person) -> Person {
    var person = person
    person.name = name ?? person.name
    person.roles = roles ?? person.roles
    person.groups = groups ?? person.groups
    person.isDisabled = isDisabled ?? person.isDisabled
    return person
  }

  package var endsSessions: Bool { password != nil || isDisabled == true }

  package enum Outcome: Sendable {
    case changed(Person)
    case unknown
    /// Nobody would be left who can change users.
    case lastOperator
    /// Somebody known by tokens has no password here, and the roles that the token says.
    case notLocal
  }
}
