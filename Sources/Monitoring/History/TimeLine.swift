package import Exchange
package import FEEL
import FoundationEssentials
package import ProcessEngine

/// Both parties' history of one order as one sequence of steps: by time, then by party, lane and number.
package struct TimeLine: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    package let at: Timestamp
    package let party: String
    package let lane: Int
    package let number: Int
    package let step: Int
    package let happenings: [Happening]
  }

  /// One thing that happened in a step; a message with its whole way.
  package struct Happening: Hashable, Sendable {
    package let text: String
    package let message: Transfer?
    /// The activation of a flow node that it is, by key.
    package let visit: Key?
  }

  /// The way of one message from its sender to its receiver.
  package struct Transfer: Hashable, Sendable {
    package let id: String
    package let sequence: Int?
    package let sentAt: Timestamp?
    package let receivedAt: Timestamp?
  }

  package let order: InstanceID
  package let items: [Item]

  /// - Parameter entries: all that was heard of the order, from all parties, in any order.
  package init(of order: InstanceID, entries: [JournalEntry], map: ProcessMap) {
    self.order = order
    let transfers = Self.transfers(in: entries)
    let narrator = Narrator(map)
    let sorted = entries.sorted {
      ($0.at, $0.party, $0.lane, $0.number) < ($1.at, $1.party, $1.lane, $1.number)
    }
    items = sorted.map { entry in
      Item(
        at: entry.at, party: entry.party, lane: entry.lane, number: entry.number, step: entry.step,
        happenings: narrator.happenings(of: entry).map {
          Happening(
            text: $0.text, message: $0.message.flatMap { transfers[$0] }, visit: $0.visit)
        })
    }
  }

  private static func transfers(in entries: [JournalEntry]) -> [String: Transfer] {
    var tracks: [String: Transfer] = [:]
    for entry in entries {
      for message in entry.messages {
        let id = message.id.text
        tracks[id] = Transfer(
          id: id, sequence: message.sequence, sentAt: entry.at, receivedAt: tracks[id]?.receivedAt)
      }
      for case .messageReceived(let message) in entry.events {
        let known = tracks[message.id]
        tracks[message.id] = Transfer(
          id: message.id, sequence: known?.sequence, sentAt: known?.sentAt, receivedAt: entry.at)
      }
    }
    return tracks
  }
}
