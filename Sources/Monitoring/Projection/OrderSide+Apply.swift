import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

extension OrderSide {
  /// Takes a step in, and with it the waiting ones that follow it directly.
  mutating func take(_ entry: JournalEntry, into changes: inout ProjectionChanges) {
    guard entry.step > step, waiting[entry.step] == nil else {
      conflicts += 1
      return
    }
    if step == 0 {
      // Nothing is part of the side yet: its times are those of what has been heard.
      startedAt = min(startedAt, entry.at)
      updatedAt = max(updatedAt, entry.at)
    }
    waiting[entry.step] = entry
    while let next = waiting.removeValue(forKey: step + 1) { apply(next, &changes) }
  }

  private mutating func apply(_ entry: JournalEntry, _ changes: inout ProjectionChanges) {
    if step == 0 { startedAt = entry.at }
    step = entry.step
    updatedAt = entry.at
    var activity = Activity()
    activity.steps = 1
    let openIncidents = incidents.count
    var sent = entry.messages[...]
    let commands = entry.commands
    for event in entry.events {
      advance(by: event, at: entry.at)
      count(event, &activity, &changes)
      switch event {
      case .variablesSet(_, let variables):
        facts.learn(from: variables)
      case .messageSent(let name, _, let payload, _):
        guard let message = sent.popFirst() else { continue }
        activity.sent += 1
        note(message, name: name, payload: payload, at: entry.at, &changes)
      case .messageReceived(let message) where !commands.contains(message.id):
        activity.received += 1
        note(message, at: entry.at, &changes)
      case .messageCorrelated(let message, _, let target) where !commands.contains(message):
        noteUse(of: message, at: target, entry.at, &changes)
      case .messageDiscarded(let message, let name):
        let reason = QuarantinedMessage.Reason.unread.rawValue
        changes.count(id.party, .unread, name, by: 1)
        quarantine(message, reason: reason, at: entry.at, &changes)
      default:
        break
      }
    }
    if let refused = entry.quarantined {
      changes.count(id.party, .refused, refused.name, by: 1)
      quarantine(refused.id, reason: refused.reason, at: entry.at, &changes)
    }
    if incidents.count != openIncidents {
      changes.count(id.party, .incident, by: incidents.count - openIncidents)
    }
    changes.activity[Activity.Second(party: id.party, at: entry.at), default: Activity()]
      .add(activity)
  }

  /// Lets an event change the state, but for what the projection leaves out of it.
  private mutating func advance(by event: Event, at time: Timestamp) {
    switch event {
    case .instanceStarted:
      instance = Instance(beginning: event, at: time)
    case .variablesSet, .jobCreated, .jobCompleted, .jobFailed:
      break
    case .messageReceived(let message):
      instance?.apply(.messageReceived(message.withoutPayload), at: time)
    default:
      instance?.apply(event, at: time)
    }
  }

  private func count(
    _ event: Event, _ activity: inout Activity, _ changes: inout ProjectionChanges
  ) {
    switch event {
    case .instanceStarted:
      activity.started += 1
      changes.count(id.party, .outcome, by: 1)
    case .instanceEnded(let outcome):
      activity.ended += 1
      changes.count(id.party, .outcome, by: -1)
      changes.count(id.party, .outcome, outcome, by: 1)
    case .elementActivated(_, let element, _):
      changes.count(id.party, .active, element, by: 1)
      changes.count(id.party, .entered, element, by: 1)
    case .elementCompleted(_, let element), .elementTerminated(_, let element):
      changes.count(id.party, .active, element, by: -1)
    default:
      break
    }
  }

  // MARK: Messages

  private func note(
    _ sent: JournalEntry.SentMessage, name: String, payload: Context, at time: Timestamp,
    _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.sending = MessageTrack.Sending(
      name: name, sender: id.party, receiver: sent.receiver, sequence: sent.sequence, at: time,
      digest: PayloadDigest(payload))
    changes.add(track, to: MessageKey(order: id.order, id: sent.id.uuidString.lowercased()))
    changes.count(id.party, .sent, name, by: 1)
  }

  private func note(
    _ message: ReceivedMessage, at time: Timestamp, _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.receipts = 1
    track.receipt = MessageTrack.Receipt(
      name: message.name, receiver: id.party, at: time, digest: PayloadDigest(message.payload))
    changes.add(track, to: MessageKey(order: id.order, id: message.id))
    changes.count(id.party, .received, message.name, by: 1)
  }

  private func noteUse(
    of message: String, at target: String, _ time: Timestamp, _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.correlatedAt = time
    track.correlatedTo = target
    changes.add(track, to: MessageKey(order: id.order, id: message))
  }

  private func quarantine(
    _ message: String, reason: String, at time: Timestamp, _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.quarantinedAt = time
    track.quarantineReason = reason
    changes.add(track, to: MessageKey(order: id.order, id: message))
  }
}

extension ReceivedMessage {
  fileprivate var withoutPayload: ReceivedMessage {
    ReceivedMessage(
      id: id, name: name, correlationKey: correlationKey, payload: Context(),
      receivedAt: receivedAt)
  }
}

extension ProjectionChanges {
  fileprivate mutating func add(_ track: MessageTrack, to key: MessageKey) {
    messages[key, default: MessageTrack()].merge(track)
  }

  fileprivate mutating func count(
    _ party: String, _ kind: Tally.Kind, _ name: String = "", by amount: Int
  ) {
    tallies[Tally(party, kind, name), default: 0] += amount
  }
}
