import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

extension OrderSide {
  /// Notes what an event says of messages between the parties.
  mutating func note(
    _ event: Event, of entry: JournalEntry, _ record: inout StepRecord,
    _ changes: inout ProjectionChanges
  ) {
    switch event {
    case .messageSent(let name, _, let payload, _):
      guard let message = record.unsent.popFirst() else { return }
      record.countSent(name)
      note(message, name: name, payload: payload, at: entry.at, &changes)
    case .messageReceived(let message) where !record.commands.contains(message.id):
      record.countReceived(message.name)
      note(message, of: entry, &record, &changes)
    case .messageCorrelated(let message, _, let target) where !record.commands.contains(message):
      var track = MessageTrack()
      track.correlatedAt = entry.at
      track.correlatedTo = target
      changes.add(track, to: MessageKey(order: id.order, id: message))
    case .messageDiscarded(let message, let name):
      record.count(.unread, name, by: 1)
      let reason = QuarantinedMessage.Reason.unread.rawValue
      quarantine(message, reason: reason, at: entry.at, &changes)
    default:
      break
    }
  }

  private func note(
    _ sent: JournalEntry.SentMessage, name: String, payload: Context, at time: Timestamp,
    _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.sending = MessageTrack.Sending(
      name: name, sender: id.party, receiver: sent.receiver, sequence: sent.sequence, at: time,
      digest: PayloadDigest(payload))
    changes.add(track, to: MessageKey(order: id.order, id: sent.id.text))
  }

  private mutating func note(
    _ message: ReceivedMessage, of entry: JournalEntry, _ record: inout StepRecord,
    _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.receipts = 1
    track.receipt = MessageTrack.Receipt(
      name: message.name, receiver: id.party, at: entry.at, digest: PayloadDigest(message.payload))
    if let sequence = entry.sequence(ofReceived: message.id) {
      if sequence < course.receivedSequence {
        track.isDisordered = true
        record.count(.disordered, message.name, by: 1)
      }
      course.receivedSequence = max(course.receivedSequence, sequence)
    }
    changes.add(track, to: MessageKey(order: id.order, id: message.id))
  }

  func quarantine(
    _ message: String, reason: String, at time: Timestamp, _ changes: inout ProjectionChanges
  ) {
    var track = MessageTrack()
    track.quarantinedAt = time
    track.quarantineReason = reason
    changes.add(track, to: MessageKey(order: id.order, id: message))
  }
}

extension ProjectionChanges {
  fileprivate mutating func add(_ track: MessageTrack, to key: MessageKey) {
    messages[key, default: MessageTrack()].merge(track)
  }
}
