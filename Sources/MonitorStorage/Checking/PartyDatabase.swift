import Exchange
import FEEL
import FoundationEssentials
import Monitoring
package import PostgreSQL
import ProcessEngine

/// A party's own database, for whoever may read it: one consistent picture of it.
package struct PartyDatabase: Sendable {
  /// The pool's name.
  package let party: String
  package let configuration: Connection.Configuration

  package init(party: String, configuration: Connection.Configuration) {
    self.party = party
    self.configuration = configuration
  }

  static let watermarks: Query = "select id, confirmed from lane"
  static let count: Query = "select count(*) from instance"
  static let countQuarantine: Query = "select count(*) from quarantine"

  /// The next orders of a walk through all of them.
  static let page = "select order_id from instance where order_id > $1 order by order_id limit $2"

  static let instances =
    "select order_id, state, step, sent, received from instance where order_id = any($1)"
  static let journal = "select entry from journal where order_id = any($1) order by order_id, step"
  static let quarantine = """
    select order_id, message_id from quarantine where order_id = any($1) and message_id is not null
    """
  static let parked = "select order_id, id from parked where order_id = any($1)"

  /// The party's accounts of some orders; an order that it does not know is missing.
  func accounts(
    of orders: [UUID], in snapshot: Snapshot
  ) async throws -> [InstanceID: PartyAccount] {
    let found = try await snapshot.pipeline([
      Query(Self.instances, orders), Query(Self.journal, orders), Query(Self.quarantine, orders),
      Query(Self.parked, orders),
    ])
    var accounts: [InstanceID: PartyAccount] = [:]
    for row in found[0] {
      let (order, state, step, sent, received) = try row.decode(
        UUID.self, PostgresText.self, Int32.self, Int32.self, Int32.self)
      var account = PartyAccount(party: party)
      account.instance = try Instance(record: try Value(json: state.utf8))
      account.step = Int(step)
      account.sent = Int(sent)
      account.received = Int(received)
      accounts[InstanceID(order)] = account
    }
    for row in found[1] {
      let entry = try EntryRow.read(try row.value(at: 0, as: PostgresText.self))
      accounts[entry.order, default: PartyAccount(party: party)].entries.append(entry)
    }
    for row in found[2] {
      let (order, message) = try row.decode(UUID.self, String.self)
      accounts[InstanceID(order)]?.quarantined.insert(message)
    }
    for row in found[3] {
      let (order, message) = try row.decode(UUID.self, UUID.self)
      accounts[InstanceID(order)]?.parked.insert(message.text)
    }
    return accounts
  }

  func watermarks(in snapshot: Snapshot) async throws -> PartyAccount.Watermarks {
    var watermarks: PartyAccount.Watermarks = [:]
    for row in try await snapshot.execute(Self.watermarks) {
      let (lane, confirmed) = try row.decode(Int16.self, Int.self)
      watermarks[Int(lane)] = confirmed
    }
    return watermarks
  }
}
