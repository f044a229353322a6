import Access
import FEEL
import Participant
import PostgreSQL

/// The table `person`.
enum PersonTable {
  static let columns =
    "login, name, roles, groups, issuer, subject, is_disabled, created_at, seen_at"

  static let all = Query("select \(columns) from person order by login")

  static func one(_ user: String) -> Query {
    Query("select \(columns) from person where login = $1", user.storable)
  }

  static func oneForUpdate(_ user: String) -> Query {
    Query("select \(columns) from person where login = $1 for update", user.storable)
  }

  static func starting(with prefix: String, limit: Int) -> Query {
    Query(
      """
      select \(columns) from person
      where not is_disabled
        and (starts_with(lower(login), lower($1)) or starts_with(lower(name), lower($1)))
      order by login limit $2
      """, prefix.storable, limit)
  }

  static func password(of user: String) -> Query {
    Query("select password from person where login = $1 and not is_disabled", user.storable)
  }

  static func insert(_ person: Person, password: PasswordHash) -> Query {
    Query(
      """
      insert into person (login, name, roles, groups, password, is_disabled, created_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      """, person.user.storable, person.name.storable, roleNames(person),
      person.groups.map(\.storable), password.description, person.isDisabled,
      PostgresTimestamp(person.createdAt))
  }

  static func update(_ person: Person, password: PasswordHash?) -> Query {
    Query(
      """
      update person set name = $2, roles = $3, groups = $4, is_disabled = $5,
        password = coalesce($6, password)
      where login = $1
      """, person.user.storable, person.name.storable, roleNames(person),
      person.groups.map(\.storable), person.isDisabled, password?.description)
  }

  /// Two operators must not disable each other at the same time.
  static let lock: Query = "lock table person in share row exclusive mode"

  static let operators: Query = """
    select count(*) from person
    where 'operator' = any (roles) and not is_disabled and password is not null
    """

  static func seen(_ user: String, at time: Timestamp) -> Query {
    Query(
      "update person set seen_at = $2 where login = $1", user.storable, PostgresTimestamp(time))
  }

  /// Whoever has been seen before, by issuer and subject.
  static func refresh(_ person: Person, _ identity: TokenIdentity) -> Query {
    Query(
      """
      update person set name = $3, roles = $4, groups = $5, seen_at = $6
      where issuer = $1 and subject = $2 returning \(columns)
      """, identity.issuer.storable, identity.subject.storable, person.name.storable,
      roleNames(person), person.groups.map(\.storable), PostgresTimestamp(person.createdAt))
  }

  static func insert(_ person: Person, _ identity: TokenIdentity) -> Query {
    Query(
      """
      insert into person (login, name, roles, groups, issuer, subject, created_at, seen_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict do nothing returning \(columns)
      """, person.user.storable, person.name.storable, roleNames(person),
      person.groups.map(\.storable), identity.issuer.storable, identity.subject.storable,
      PostgresTimestamp(person.createdAt))
  }

  static func read(_ row: Row) throws -> Person {
    let issuer = try row.value("issuer", as: String?.self)
    let subject = try row.value("subject", as: String?.self)
    let identity = issuer.flatMap { issuer in
      subject.map { TokenIdentity(issuer: issuer, subject: $0) }
    }
    let roles = try row.value("roles", as: [String].self)
    return Person(
      user: try row.value("login"), name: try row.value("name"),
      // A role of a newer version is none here.
      roles: Set(roles.compactMap(Role.init(rawValue:))), groups: try row.value("groups"),
      identity: identity, isDisabled: try row.value("is_disabled"),
      createdAt: Timestamp(try row.value("created_at", as: PostgresTimestamp.self)),
      seenAt: try row.value("seen_at", as: PostgresTimestamp?.self).map(Timestamp.init))
  }

  private static func roleNames(_ person: Person) -> [String] {
    person.roles.sorted().map(\.rawValue)
  }
}
