import Access
import FEEL
import HTTPTypes
import Migrations
import Participant
import PartyAPI
import PostgreSQL
import Storage

/// Adds the first user of a party in its database: somebody has to be able to add the others.
struct FirstUser {
  private let database: PostgreSQL.Connection.Configuration
  private let migrations: String
  private let cost: PasswordHash.Cost

  init(_ program: any PartyProgram.Type, console: Console) async throws {
    do {
      (database, migrations, cost) = try await PartyConfiguration.database(
        program, environment: console.environment)
    } catch let error as ConfigurationError {
      throw CommandError(.usage, error.description)
    }
  }

  /// - Returns: the user, with the password if it was made here.
  func add(_ draft: UserDesk.Draft) async throws -> Context {
    do {
      try await Migrator(Migration.all(inFolder: migrations + "/participant")).migrate(database)
    } catch {
      throw CommandError(.temporary, "\(error)")
    }
    let people = PostgresPeople(database, connections: 1)
    let result: Result<Context, any Error>
    do { result = .success(try await add(draft, to: people)) } catch { result = .failure(error) }
    await people.close()
    return try result.get()
  }

  private func add(_ draft: UserDesk.Draft, to people: PostgresPeople) async throws -> Context {
    do {
      let known = try await people.persons()
      guard known.isEmpty else {
        throw CommandError(
          .conflict,
          "There are \(known.count) users already: let an operator among them add others.")
      }
      let added = try await UserDesk(people: people, cost: cost, clock: SystemClock())
        .add(draft, by: draft.user, origin: Origin(address: nil, channel: .commandLine))
      var answer = added.person.json
      if let made = added.password { answer["password"] = .string(made) }
      return answer
    } catch let problem as Problem {
      throw CommandError(
        problem: problem.json(instance: "/users", language: "en"),
        httpStatus: problem.type.status.code)
    } catch let error as StoreError {
      throw CommandError(.temporary, "The database cannot be used: \(error).")
    }
  }
}
