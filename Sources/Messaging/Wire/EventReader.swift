package import Exchange
import FEEL
import ProcessEngine
package import RabbitMQ

/// Opens what the parties send to the monitor.
package struct EventReader: Sendable {
  private let type: String
  /// The party of each login.
  private let parties: [String: String]

  /// - Parameter logins: the broker's user of each party, where it is not the party's name in lower case.
  package init(_ contract: Contract, logins: [String: String] = [:]) {
    type = Envelope.journalType(contract)
    parties = Dictionary(
      contract.parties.map { (logins[$0.name] ?? Contract.slug($0.name), $0.name) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Reads whatever came: the entries that could be read, and why others could not.
  package func read(
    _ properties: MessageProperties, body: [UInt8]
  ) -> (entries: [JournalEntry], problem: String?) {
    guard let user = properties.userID, let party = parties[user] else {
      return ([], "the broker does not vouch that a party sent it")
    }
    guard properties.headers[Header.type]?.string == type else {
      return ([], "its type is not \(type)")
    }
    do throws(JSONError) {
      guard let records = try Value.elements(of: "entries", inJSON: body) else {
        return ([], "its body has no list of entries")
      }
      return read(records, of: party)
    } catch {
      return ([], "\(error)")
    }
  }

  private func read(
    _ records: [(value: Value, text: [UInt8])], of party: String
  ) -> (entries: [JournalEntry], problem: String?) {
    var entries: [JournalEntry] = []
    entries.reserveCapacity(records.count)
    var problem: String?
    for record in records {
      do throws(RecordError) {
        let entry = try JournalEntry(record: record.value, text: record.text)
        guard entry.party == party else {
          throw RecordError("\(party) has sent an entry in the name of \(entry.party)")
        }
        entries.append(entry)
      } catch {
        problem = problem ?? "\(error)"
      }
    }
    return (entries, problem)
  }
}
