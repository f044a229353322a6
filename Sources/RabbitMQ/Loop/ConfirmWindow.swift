/// The messages of one channel that were published and not yet answered, in the order of their
/// tags.
///
/// The broker numbers published messages from one and answers a number, or all numbers up to one
/// (`multiple`), in any order. A returned message is announced before it is acknowledged, and
/// without its number: see ``markReturned(code:text:where:)``. A pure value, so that every order
/// of answers can be tested without a broker.
struct ConfirmWindow<Ticket> {
  private struct Entry {
    let ticket: Ticket
    var returned: PublishOutcome?
  }

  /// The entries from `firstTag` on; nil once answered. Those before `head` are free.
  private var entries: [Entry?] = []
  private var head = 0
  private var firstTag: UInt64 = 1

  /// How many messages wait for an answer.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// The tag that the broker gives to the message that is published next.
  private var nextTag: UInt64 { firstTag + UInt64(entries.count - head) }

  mutating func append(_ ticket: Ticket) {
    entries.append(Entry(ticket: ticket))
    count += 1
  }

  /// Takes an ack or nack and reports each message it settles, in the order of publication.
  ///
  /// - Parameter tag: with `multiple`, zero means everything.
  /// - Throws: `protocolViolation` for a tag that was never given.
  mutating func settle(
    tag: UInt64, multiple: Bool, outcome: PublishOutcome,
    report: (Ticket, PublishOutcome) -> Void
  ) throws(RabbitMQError) {
    let last = multiple && tag == 0 ? nextTag - 1 : tag
    guard last < nextTag, last > 0 || multiple else {
      throw .protocolViolation("the broker confirmed message \(tag), which was not sent")
    }
    // An old tag: the broker may repeat `multiple` over what it has answered before.
    guard last >= firstTag else { return }
    let end = head + Int(last - firstTag)
    for index in (multiple ? head : end)...end {
      guard let entry = entries[index] else { continue }
      entries[index] = nil
      count -= 1
      report(entry.ticket, entry.returned ?? outcome)
    }
    removeAnswered()
  }

  /// Notes that a message came back; its outcome is reported when the broker acknowledges it.
  ///
  /// A return does not carry the tag. The broker handles a channel's messages in order, so it is
  /// the first one in flight that looks the same and has not come back yet. Two messages that
  /// look the same in every respect are interchangeable, so nothing is lost if a binding changes
  /// between them.
  ///
  /// - Returns: whether there was such a message.
  mutating func markReturned(
    code: UInt16, text: String, where matches: (Ticket) -> Bool
  ) -> Bool {
    let index = entries[head...].firstIndex { entry in
      entry.map { $0.returned == nil && matches($0.ticket) } ?? false
    }
    guard let index else { return false }
    entries[index]?.returned = .returned(code: code, text: text)
    return true
  }

  /// Gives everything up, in the order of publication.
  mutating func removeAll(report: (Ticket) -> Void) {
    for case let entry? in entries[head...] { report(entry.ticket) }
    firstTag = nextTag
    entries.removeAll()
    head = 0
    count = 0
  }

  /// Moves `head` past what is answered; frees the space once half of the array is unused.
  private mutating func removeAnswered() {
    while head < entries.count, entries[head] == nil {
      head += 1
      firstTag += 1
    }
    if head == entries.count {
      entries.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 1_024, head * 2 >= entries.count {
      entries.removeFirst(head)
      head = 0
    }
  }
}
