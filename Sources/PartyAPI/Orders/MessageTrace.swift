package import Exchange
package import FEEL
import FoundationEssentials
import ProcessEngine

/// One message of an order and what became of it, read from the order's history.
package struct MessageTrace: Hashable, Sendable {
  package enum Direction: String, Sendable { case sent, received }
  package enum State: String, Sendable {
    /// It is in the outbox or with the partner.
    case sent
    /// Nothing has asked for it yet.
    case waiting
    /// The process has taken it in.
    case correlated
    /// The order ended before anything asked for it.
    case discarded
  }

  package let id: String
  package let name: String
  package let direction: Direction
  package private(set) var state: State
  /// The flow node that took it in.
  package private(set) var element: String?
  package let partner: String?
  package let sequence: Int?
  package let at: Timestamp
  package let step: Int

  init(sent message: OrderMessage, step: Int) {
    id = message.id.uuidString.lowercased()
    name = message.name
    direction = .sent
    state = .sent
    partner = message.receiver
    sequence = message.sequence
    at = message.sentAt
    self.step = step
  }

  private init(received message: ReceivedMessage, in entry: JournalEntry) {
    id = message.id
    name = message.name
    direction = .received
    state = .waiting
    let isStimulus = entry.stimulus["id"]?.string == message.id
    partner = isStimulus ? entry.stimulus["sender"]?.string : nil
    sequence = isStimulus ? entry.stimulus["sequence"]?.integer : nil
    at = message.receivedAt
    step = entry.step
  }

  /// The messages of both directions, and the commands of the party's own people that the process took as messages, in
  /// the order of the steps.
  package static func all(in history: [JournalEntry]) -> [MessageTrace] {
    var traces: [MessageTrace] = []
    func settle(_ id: String, _ state: State, element: String?) {
      guard let index = traces.lastIndex(where: { $0.direction == .received && $0.id == id }) else {
        return
      }
      traces[index].state = state
      traces[index].element = element
    }
    for entry in history {
      for event in entry.events {
        switch event {
        case .messageReceived(let message):
          traces.append(MessageTrace(received: message, in: entry))
        case .messageCorrelated(let id, _, let target): settle(id, .correlated, element: target)
        case .messageDiscarded(let id, _): settle(id, .discarded, element: nil)
        default: break
        }
      }
      traces += entry.outgoing.map { MessageTrace(sent: $0, step: entry.step) }
    }
    return traces
  }

  var json: Value {
    .context(
      Context(compact: [
        ("id", .string(id)), ("name", .string(name)), ("direction", .string(direction.rawValue)),
        ("state", .string(state.rawValue)), ("element", element.map { .string($0) }),
        ("partner", partner.map { .string($0) }), ("sequence", sequence.map { .number($0) }),
        ("at", .time(at)), ("step", .number(step)),
      ]))
  }
}
