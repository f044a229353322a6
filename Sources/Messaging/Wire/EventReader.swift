package import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine
package import RabbitMQ

/// Opens what the parties send to the monitor.
package struct EventReader: Sendable {
  /// What could be read of a message, and why the rest could not.
  package struct Content: Sendable {
    package var entries: [JournalEntry] = []
    package var report: TransportReport?
    package var problem: String?
  }

  private let journalType: String
  private let transportType: String
  /// The party of each login.
  private let parties: [String: String]

  /// - Parameter logins: the broker's user of each party, where it is not the party's name in lower case.
  package init(_ contract: Contract, logins: [String: String] = [:]) {
    journalType = Envelope.journalType(contract)
    transportType = Envelope.transportType(contract)
    parties = Dictionary(
      contract.parties.map { (logins[$0.name] ?? Contract.slug($0.name), $0.name) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Reads whatever came.
  package func read(_ properties: MessageProperties, body: [UInt8]) -> Content {
    guard let user = properties.userID, let party = parties[user] else {
      return Content(problem: "the broker does not vouch that a party sent it")
    }
    switch properties.headers[Header.type]?.string {
    case journalType: return entries(in: body, of: party)
    case transportType: return report(in: body, properties, of: party)
    default: return Content(problem: "its type is neither \(journalType) nor \(transportType)")
    }
  }

  // MARK: The journal

  private func entries(in body: [UInt8], of party: String) -> Content {
    do throws(JSONError) {
      guard let records = try Value.elements(of: "entries", inJSON: body) else {
        return Content(problem: "its body has no list of entries")
      }
      return read(records, of: party)
    } catch {
      return Content(problem: "\(error)")
    }
  }

  private func read(_ records: [(value: Value, text: [UInt8])], of party: String) -> Content {
    var content = Content()
    content.entries.reserveCapacity(records.count)
    for record in records {
      do throws(RecordError) {
        let entry = try JournalEntry(record: record.value, text: record.text)
        guard entry.party == party else {
          throw RecordError("\(party) has sent an entry in the name of \(entry.party)")
        }
        content.entries.append(entry)
      } catch {
        content.problem = content.problem ?? "\(error)"
      }
    }
    return content
  }

  // MARK: Beside the journal

  private func report(
    in body: [UInt8], _ properties: MessageProperties, of party: String
  ) -> Content {
    do {
      guard let id = properties.headers[Header.id]?.string.flatMap({ UUID(text: $0) }),
        let time = properties.headers[Header.time]?.string
      else { throw RecordError("`\(Header.id)` must be a UUID, and `\(Header.time)` a time") }
      let report = try TransportReport(
        id: id, at: Timestamp(time), record: Value(json: body))
      guard report.party == party else {
        throw RecordError("\(party) has sent a report in the name of \(report.party)")
      }
      return Content(report: report)
    } catch {
      return Content(problem: "\(error)")
    }
  }
}
