import Exchange
import FEEL
import ProcessEngine

/// What became of a message.
extension Explainer {
  mutating func explain(_ message: MessageStory, depth: Int) {
    let receiver = story.lane(of: message.receiver ?? "")
    switch message.state {
    case .inFlight: explainTransit(message, to: receiver, depth)
    case .behind(let gap): explainGap(gap, before: message, depth)
    case .early: explainEarly(message, at: receiver, depth)
    case .used:
      let element = message.use.map { label($0.element) }
      add(.messageUsed, message, depth, at: message.use?.at) { $0["element"] = element }
    case .unread:
      add(.messageUnread, message, depth, at: receiver?.endedAt) {
        $0["outcome"] = .text(receiver?.outcome ?? "")
      }
    case .quarantined: explainQuarantine(message, at: receiver, depth)
    case .tooLate:
      add(.messageTooLate, message, depth, at: receiver?.endedAt) {
        $0["outcome"] = .text(receiver?.outcome ?? "")
      }
    case .overtaken(let later):
      add(.messageOvertaken, message, depth, holder: message.receiver.map { .party($0) }) {
        $0["later"] = .number(later)
      }
    }
    explainOddities(message, depth)
  }

  /// Adds a sentence about a message, with what all of them may name.
  private mutating func add(
    _ key: StatementKey, _ message: MessageStory, _ depth: Int, at time: Timestamp? = nil,
    holder: BallInCourt.Holder? = nil,
    _ more: (inout [String: Statement.Parameter]) -> Void = { _ in }
  ) {
    var parameters: [String: Statement.Parameter] = [
      "message": .text(message.name), "number": message.sequence.map { .number($0) } ?? .text("?"),
      "sender": .text(message.sender ?? ""), "receiver": .text(message.receiver ?? ""),
    ]
    parameters["at"] = time.map { .time($0) }
    more(&parameters)
    explanation.add(key, parameters, depth: depth, holder: holder, part: message.id)
  }

  private mutating func explainTransit(
    _ message: MessageStory, to receiver: Swimlane?, _ depth: Int
  ) {
    add(.messageInFlight, message, depth, at: message.sentAt, holder: .broker)
    if let publishedAt = message.publishedAt {
      add(.messageConfirmed, message, depth + 1, at: publishedAt)
    }
    let begins = story.map.messages[message.name]?.begins ?? true
    if receiver?.startedAt == nil && !begins { add(.orderUnknown, message, depth + 1) }
  }

  /// The message before it is what has to be explained then.
  private mutating func explainGap(_ gap: Int, before message: MessageStory, _ depth: Int) {
    let key: StatementKey = message.parkedAt == nil ? .messageBehind : .messageParked
    add(key, message, depth, at: message.parkedAt ?? message.sentAt, holder: .broker) {
      $0["gap"] = .number(gap)
    }
    let missing = story.messages.first {
      $0.sender == message.sender && $0.receiver == message.receiver && $0.sequence == gap
    }
    if let missing { explain(missing, depth: depth + 1) }
  }

  private mutating func explainEarly(
    _ message: MessageStory, at receiver: Swimlane?, _ depth: Int
  ) {
    add(.messageEarly, message, depth, at: message.receivedAt)
    guard let receiver else { return }
    for visit in receiver.openVisits {
      explanation.add(
        .waits,
        [
          "party": .text(receiver.party), "element": label(visit.element),
          "since": .time(visit.enteredAt),
        ], depth: depth + 1, holder: .party(receiver.party), part: visit.id)
    }
  }

  private mutating func explainQuarantine(
    _ message: MessageStory, at receiver: Swimlane?, _ depth: Int
  ) {
    let holder = message.receiver.map { BallInCourt.Holder.party($0) }
    add(.messageQuarantined, message, depth, at: message.quarantine?.at, holder: holder)
    guard let reason = QuarantinedMessage.Reason(rawValue: message.quarantine?.reason ?? "") else {
      return
    }
    add(reason.key, message, depth, holder: holder) {
      $0["outcome"] = .text(receiver?.outcome ?? "")
    }
  }

  /// What is to be said of it besides where it is.
  private mutating func explainOddities(_ message: MessageStory, _ depth: Int) {
    if message.receipts.count > 1 {
      add(.messageTwice, message, depth, holder: message.receiver.map { .party($0) }) {
        $0["count"] = .number(message.receipts.count)
      }
    }
    for duplicate in message.duplicates { add(.messageDuplicate, message, depth, at: duplicate) }
    let twin = story.messages.first {
      $0.message != message.message && $0.sender == message.sender && $0.sequence != nil
        && $0.sequence == message.sequence
    }
    if let twin { add(.messageNumberTaken, message, depth) { $0["other"] = .text(twin.name) } }
    if message.sentAt == nil, let receivedAt = message.receivedAt {
      add(.messageReceivedUnsent, message, depth, at: receivedAt)
    }
    if message.isHopNegative { add(.negativeHop, message, depth) }
  }
}

extension QuarantinedMessage.Reason {
  fileprivate var key: StatementKey {
    switch self {
    case .undecodable: .undecodable
    case .tooLarge: .tooLarge
    case .wrongSender: .wrongSender
    case .unknownType: .unknownType
    case .unknownOrder: .unknownOrder
    case .absurdSequence: .absurdSequence
    case .gapNeverClosed: .gapNeverClosed
    case .ended: .orderEnded
    case .unread: .unread
    case .notAccepted: .notAccepted
    }
  }
}
