import Access
import FEEL
import Participant
import PostgreSQL
import Storage
import Testing

@Suite(.needsPostgres)
struct PeopleTests {
  private static let now = Timestamp(microseconds: 1_795_253_400_000_000)
  private static let connections = 8
  private static let salt = (0..<16).map { UInt8($0) }

  private static func hash(_ password: String) -> PasswordHash {
    PasswordHash(password, salt: salt, cost: .least)
  }

  private static func person(_ user: String, _ roles: Set<Role> = [.buyer]) -> Person {
    Person(
      user: user, name: user.uppercased(), roles: roles, groups: ["night-shift"], createdAt: now)
  }

  private static func record(_ action: String, _ subject: String = "anna") -> AuditRecord {
    AuditRecord(at: now, actor: "olga", action: action, subject: subject, origin: .system)
  }

  private func with(
    _ body: (PostgresPeople, PostgresAuditTrail, TestDatabase) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      // Fifty databases are made beside this one: what waits for a row may wait long.
      var patient = database.configuration
      patient.statementTimeout = .seconds(60)
      let people = PostgresPeople(patient, connections: Self.connections)
      let trail = PostgresAuditTrail(database.configuration)
      let failure: (any Error)?
      do {
        try await body(people, trail, database)
        failure = nil
      } catch {
        failure = error
      }
      await people.close()
      await trail.close()
      if let failure { throw failure }
    }
  }

  @Test func `a user is read back, found by the beginning of a name, and unmistakable`()
    async throws
  {
    try await with { people, trail, _ in
      let anna = Self.person("anna", [.buyer, .approver])
      let isAdded = try await people.add(
        anna, password: Self.hash("a"), audit: Self.record("user.add"))
      #expect(isAdded)
      #expect(try await people.person(named: "anna") == anna)
      #expect(try await people.person("anna") == anna.principal)
      #expect(try await people.password(of: "anna") == Self.hash("a"))
      #expect(try await people.password(of: "nobody") == nil)
      let second = Self.person("ANNA")
      #expect(
        try await !people.add(second, password: Self.hash("b"), audit: Self.record("user.add")))
      #expect(try await people.people(prefix: "an", limit: 5).map(\.user) == ["anna"])
      #expect(try await people.people(prefix: "x", limit: 5).isEmpty)
      #expect(try await trail.records(AuditQuery()).items.count == 1)
    }
  }

  @Test func `a change ends sessions where it must, and never takes the last operator`()
    async throws
  {
    try await with { people, _, _ in
      _ = try await people.add(
        Self.person("olga", [.operator]), password: Self.hash("a"), audit: Self.record("user.add"))
      _ = try await people.add(
        Self.person("anna"), password: Self.hash("a"), audit: Self.record("user.add"))
      try await people.begin(Self.session("anna", 1), audit: Self.record("session.begin"))
      var change = PersonChange()
      change.roles = [.sales]
      let audit: @Sendable (Person, Person) -> AuditRecord = { _, _ in Self.record("user.change") }
      _ = try await people.change("anna", change, audit: audit)
      let digest = Self.session("anna", 1).digest
      #expect(try await people.session(digest, at: Self.now)?.person.roles == [.sales])
      change.password = Self.hash("b")
      _ = try await people.change("anna", change, audit: audit)
      #expect(try await people.session(digest, at: Self.now) == nil)
      #expect(try await people.password(of: "anna") == Self.hash("b"))

      var disabling = PersonChange()
      disabling.isDisabled = true
      guard case .lastOperator = try await people.change("olga", disabling, audit: audit) else {
        Issue.record("the last operator was disabled")
        return
      }
      #expect(try await people.person(named: "olga")?.isDisabled == false)
      guard case .unknown = try await people.change("nobody", change, audit: audit) else {
        Issue.record("nobody was changed")
        return
      }
      guard case .changed = try await people.change("anna", disabling, audit: audit) else {
        Issue.record("anna was not disabled")
        return
      }
      #expect(try await people.person("anna") == nil)
      #expect(try await people.password(of: "anna") == nil)
    }
  }

  @Test func `who comes with a token keeps the name, and takes nobody else's`() async throws {
    try await with { people, _, _ in
      func claimed(_ user: String, subject: String, _ roles: Set<Role> = [.buyer]) -> Person {
        Person(
          user: user, name: user, roles: roles,
          identity: TokenIdentity(issuer: "https://i", subject: subject), createdAt: Self.now,
          seenAt: Self.now)
      }
      _ = try await people.add(
        Self.person("olga", [.operator]), password: Self.hash("a"), audit: Self.record("user.add"))
      #expect(try await people.remember(claimed("olga", subject: "1")) == nil)
      #expect(try await people.remember(claimed("anna", subject: "1"))?.user == "anna")
      #expect(try await people.remember(claimed("anna", subject: "2")) == nil)
      let renamed = try await people.remember(claimed("anna.k", subject: "1", [.sales]))
      #expect(renamed?.user == "anna")
      #expect(renamed?.roles == [.sales])
      #expect(try await people.person("anna")?.roles == [.sales])
      #expect(try await people.password(of: "anna") == nil)
      var change = PersonChange()
      change.roles = [.operator]
      guard
        case .notLocal = try await people.change(
          "anna", change, audit: { _, _ in Self.record("user.change") })
      else {
        Issue.record("a role of a token was changed here")
        return
      }
    }
  }

  private static func session(_ user: String, _ number: UInt8) -> Session {
    Session(
      digest: [UInt8](repeating: number, count: 32), user: user, kind: .token, createdAt: now,
      usedAt: now, expiresAt: now.adding(.seconds(3600)))
  }

  @Test func `sessions expire, are used, and end`() async throws {
    try await with { people, trail, database in
      _ = try await people.add(
        Self.person("anna"), password: Self.hash("a"), audit: Self.record("user.add"))
      for number: UInt8 in 1...3 {
        try await people.begin(
          Self.session("anna", number), audit: Self.record("session.begin"))
      }
      let digest = Self.session("anna", 1).digest
      let later = Self.now.adding(.seconds(600))
      try await people.use(digest, at: later)
      #expect(try await people.session(digest, at: later)?.session.usedAt == later)
      let end = Self.now.adding(.seconds(3600))
      #expect(try await people.session(digest, at: end) == nil)
      try await people.end(digest, audit: Self.record("session.end"))
      #expect(try await people.session(digest, at: later) == nil)
      #expect(
        try await people.endAll(of: "anna", audit: Self.record("session.endAll")) == 2)
      let count = try await database.execute("select count(*) from session").soleRow()
      #expect(try count.value(at: 0, as: Int.self) == 0)
      var query = AuditQuery()
      query.action = "session.begin"
      #expect(try await trail.records(query).items.count == 3)
    }
  }

  @Test func `failures are counted before they are known, by user and by address`() async throws {
    try await with { people, _, database in
      // All at once gain no more than one after the other. As many as there are connections: each waits for the others' row,
      // and more of them would wait for a connection longer than the pool lets anybody wait on a crowded machine.
      let passed = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<Self.connections {
          group.addTask {
            try await people.attempt(user: "anna", address: "10.0.0.\(number)", at: Self.now) == nil
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(passed == 6)
      let until = try await people.attempt(user: "anna", address: "10.1.0.1", at: Self.now)
      #expect(until == Self.now.adding(.seconds(2)))
      let later = Self.now.adding(.seconds(2))
      #expect(try await people.attempt(user: "anna", address: "10.1.0.1", at: later) == nil)
      try await people.succeed(user: "anna", address: "10.1.0.1", at: later)
      for _ in 0..<5 {
        #expect(try await people.attempt(user: "anna", address: "10.1.0.2", at: later) == nil)
      }
      let names = try await database.execute("select name::text from sign_in_failure")
      #expect(try names.allSatisfy { try $0.value(at: 0, as: String.self).hasPrefix("\\x") })

      for number in 0..<31 {
        #expect(
          try await people.attempt(user: "u\(number)", address: "10.9.9.9", at: later) == nil)
      }
      #expect(
        try await people.attempt(user: "ben", address: "10.9.9.9", at: later)
          == later.adding(.seconds(1)))
      // A day later all is forgotten.
      let tomorrow = later.adding(.seconds(25 * 3600))
      #expect(try await people.attempt(user: "carl", address: "10.9.9.9", at: tomorrow) == nil)
      let rows = try await database.execute("select count(*) from sign_in_failure").soleRow()
      #expect(try rows.value(at: 0, as: Int.self) == 2)
    }
  }
}
