package import Exchange
import FEEL
import FoundationEssentials
package import ProcessEngine

extension SyntheticJournal {
  /// What the parties would have told beside these entries: each three entries of a lane are confirmed together, two seconds
  /// after the last of them; the supplier gets the first message of each order once more, and one before its turn; and both
  /// have something in quarantine.
  package static func reports(on entries: [JournalEntry]) -> [TransportReport] {
    let lanes = Dictionary(grouping: entries) { "\($0.party) \($0.lane)" }.sorted {
      $0.key < $1.key
    }
    let confirmations = lanes.flatMap { _, lane in
      stride(from: 0, to: lane.count, by: 3).map { start in
        confirmation(of: lane[start..<min(start + 3, lane.count)])
      }
    }
    let placed = entries.filter { $0.party == client && $0.step == 1 }
    let sightings = placed.compactMap { entry in
      entry.outgoing.first.map { message in
        TransportReport(
          id: message.id, party: supplier, at: entry.at,
          sightings: TransportReport.Sighting.Kind.allCases.map {
            .init($0, message, at: entry.at + .seconds(3))
          })
      }
    }
    return confirmations + sightings
      + [client, supplier].enumerated().map { index, party in
        quarantine(of: party, number: index, order: placed.first?.order)
      }
  }

  private static func confirmation(of window: ArraySlice<JournalEntry>) -> TransportReport {
    let (first, last) = (window[window.startIndex], window[window.endIndex - 1])
    let at = last.at + .seconds(2)
    return TransportReport(
      id: uuid(last.number, kind: 9), party: last.party, at: at,
      confirmations: [.init(lane: last.lane, first: first.number, last: last.number, at: at)])
  }

  /// One message that could be read, of an order where one is given, and one that could not.
  package static func quarantine(
    of party: String, number: Int, order: InstanceID?
  ) -> TransportReport {
    let at = start + .seconds(number)
    let partner = party == client ? supplier : client
    return TransportReport(
      id: uuid(number, kind: 8), party: party, at: at,
      quarantine: QuarantineSummary(
        count: 2,
        newest: [
          QuarantineRow(
            id: uuid(2 * number, kind: 7),
            message: QuarantinedMessage(
              reason: .absurdSequence, detail: "99 after 1", receivedAt: at + .seconds(1),
              messageID: uuid(number, kind: 6).text, name: "OrderCancelled", sender: partner,
              order: order, sequence: 99)),
          QuarantineRow(
            id: uuid(2 * number + 1, kind: 7),
            message: QuarantinedMessage(
              reason: .undecodable, detail: "the body is not JSON", receivedAt: at)),
        ]))
  }
}
