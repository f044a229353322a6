import Participant
import PostgreSQL
package import Settings

/// Where the services of a demonstration are and the clock that they go by, as `./dev` leaves it in the environment.
package struct Stage: Sendable {
  private(set) var client: PartyClient
  private(set) var supplier: PartyClient
  /// Of the operators; nil where everybody is believed.
  private let password: String?
  let books: Bookkeeper
  let clock: any WallClock

  /// - Throws: a sentence about the first variable that is missing or wrong.
  package init(_ settings: SettingSource) throws(SettingFailure) {
    client = PartyClient(address: try settings.required("CLIENT_URL", "the client's address"))
    supplier = PartyClient(address: try settings.required("SUPPLIER_URL", "the supplier's address"))
    books = Bookkeeper(
      client: try settings.database("CLIENT_DATABASE_URL"),
      supplier: try settings.database("SUPPLIER_DATABASE_URL"),
      monitor: try settings.database("MONITOR_DATABASE_URL"))
    password = try settings.text("DUET_DEMO_PASSWORD")
    let setting = try settings.clock()
    guard setting.speed > 1 else {
      throw SettingFailure(
        "DUET_CLOCK",
        "is not set: on the machine's clock the day would take a week; `./dev demo` starts a fast one"
      )
    }
    clock = setting.clock
  }

  /// The same, with the people of both companies signed in.
  package func withPeople() async throws -> Stage {
    guard let password else { return self }
    var stage = self
    stage.client = try await client.signingIn(Person.client, password: password)
    stage.supplier = try await supplier.signingIn(Person.supplier, password: password)
    return stage
  }
}

extension SettingSource {
  fileprivate func database(_ name: String) throws(SettingFailure) -> Connection.Configuration {
    let url = try required(name, "the URL of a database")
    do { return try Connection.Configuration(url: url) } catch {
      throw SettingFailure(name, "\(error)")
    }
  }
}
