import FEEL
import PostgreSQL

/// Where the services of a demonstration are, as `./dev` leaves it in the environment.
package struct Settings: Sendable {
  package let client: PartyClient
  package let supplier: PartyClient
  package let books: Bookkeeper
  package let clock: ProcessClock

  /// - Throws: `RehearsalError.setting` for the first variable that is missing or wrong.
  package init(environment: [String: String]) throws(RehearsalError) {
    func value(_ name: String) throws(RehearsalError) -> String {
      guard let value = environment[name], !value.isEmpty else {
        throw .setting(name, "is not set; `./dev demo` sets it")
      }
      return value
    }
    func database(_ name: String) throws(RehearsalError) -> Connection.Configuration {
      let url = try value(name)
      do { return try Connection.Configuration(url: url) } catch {
        throw .setting(name, "\(error)")
      }
    }
    client = PartyClient(address: try value("CLIENT_URL"))
    supplier = PartyClient(address: try value("SUPPLIER_URL"))
    books = Bookkeeper(
      client: try database("CLIENT_DATABASE_URL"), supplier: try database("SUPPLIER_DATABASE_URL"),
      monitor: try database("MONITOR_DATABASE_URL"))
    clock = try ProcessClock(clock: value("DUET_CLOCK"), epoch: value("DUET_CLOCK_EPOCH"))
  }
}
