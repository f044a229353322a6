import Access
import FEEL
import Participant
import PostgreSQL

/// The tables `session` and `sign_in_failure`.
enum SessionTable {
  static func insert(_ session: Session) -> Query {
    Query(
      """
      insert into session (digest, login, kind, created_at, used_at, expires_at)
      values ($1, $2, $3, $4, $5, $6)
      """, session.digest, session.user.storable, session.kind.rawValue,
      PostgresTimestamp(session.createdAt), PostgresTimestamp(session.usedAt),
      PostgresTimestamp(session.expiresAt))
  }

  static func one(_ digest: [UInt8], at now: Timestamp) -> Query {
    let person = PersonTable.columns.split(separator: ", ").map { "person.\($0)" }
    return Query(
      """
      select \(person.joined(separator: ", ")), kind, session.created_at as began_at,
        used_at, expires_at
      from session join person using (login)
      where digest = $1 and expires_at > $2 and not is_disabled
      """, digest, PostgresTimestamp(now))
  }

  static func read(_ row: Row, digest: [UInt8]) throws -> (session: Session, person: Person) {
    let person = try PersonTable.read(row)
    let kind = try row.value("kind", as: String.self)
    guard let kind = Session.Kind(rawValue: kind) else {
      throw StoreError.broken("a session is of the unknown kind \(kind)")
    }
    let session = Session(
      digest: digest, user: person.user, kind: kind,
      createdAt: Timestamp(try row.value("began_at", as: PostgresTimestamp.self)),
      usedAt: Timestamp(try row.value("used_at", as: PostgresTimestamp.self)),
      expiresAt: Timestamp(try row.value("expires_at", as: PostgresTimestamp.self)))
    return (session, person)
  }

  static func use(_ digest: [UInt8], at now: Timestamp) -> Query {
    Query(
      "update session set used_at = greatest(used_at, $2) where digest = $1", digest,
      PostgresTimestamp(now))
  }

  static func delete(_ digest: [UInt8]) -> Query {
    Query("delete from session where digest = $1", digest)
  }

  static func deleteAll(of user: String) -> Query {
    Query("delete from session where login = $1", user.storable)
  }

  static func deleteExpired(at now: Timestamp) -> Query {
    Query("delete from session where expires_at <= $1", PostgresTimestamp(now))
  }
}

/// The table `sign_in_failure`.
enum FailureTable {
  enum Kind: String { case user, address }

  /// Counts one more, unless it is locked; gives how many there are then.
  static func count(_ kind: Kind, _ name: String, at now: Timestamp) -> Query {
    Query(
      """
      insert into sign_in_failure as known (kind, name, failures, last_at, locked_until)
      values ($1, sha256(convert_to($2, 'UTF8')), 1, $3, $3)
      on conflict on constraint sign_in_failure_pkey do update
        set failures = case when known.last_at < $4 then 1 else known.failures + 1 end,
          last_at = $3
        where known.locked_until <= $3
      returning failures
      """, kind.rawValue, name.storable, PostgresTimestamp(now),
      PostgresTimestamp(now.adding(.zero - LockOut.memory)))
  }

  static func lock(_ kind: Kind, _ name: String, until time: Timestamp) -> Query {
    Query(
      """
      update sign_in_failure set locked_until = $3
      where kind = $1 and name = sha256(convert_to($2, 'UTF8'))
      """, kind.rawValue, name.storable, PostgresTimestamp(time))
  }

  static func lockedUntil(_ kind: Kind, _ name: String) -> Query {
    Query(
      """
      select locked_until from sign_in_failure
      where kind = $1 and name = sha256(convert_to($2, 'UTF8'))
      """, kind.rawValue, name.storable)
  }

  static func forget(_ kind: Kind, _ name: String) -> Query {
    Query(
      "delete from sign_in_failure where kind = $1 and name = sha256(convert_to($2, 'UTF8'))",
      kind.rawValue, name.storable)
  }

  /// Takes the attempt back that was counted in advance; other failures of the address stay.
  static func discount(_ kind: Kind, _ name: String, at now: Timestamp) -> Query {
    Query(
      """
      update sign_in_failure set failures = greatest(failures - 1, 0), locked_until = $3
      where kind = $1 and name = sha256(convert_to($2, 'UTF8'))
      """, kind.rawValue, name.storable, PostgresTimestamp(now))
  }

  static func deleteForgotten(at now: Timestamp) -> Query {
    Query(
      "delete from sign_in_failure where last_at < $1 and locked_until < $2",
      PostgresTimestamp(now.adding(.zero - LockOut.memory)), PostgresTimestamp(now))
  }
}
