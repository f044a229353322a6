import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// Puts the messages of an order together from both journals.
struct MessageReader {
  private var stories: [String: MessageStory] = [:]

  /// - Parameter lanes: tell which parties have ended.
  static func read(
    _ entries: [JournalEntry], notices: [MessageNotice], lanes: [Swimlane], map: ProcessMap
  ) -> [MessageStory] {
    var reader = MessageReader()
    for entry in entries.sorted(by: { ($0.party, $0.step) < ($1.party, $1.step) }) {
      reader.take(entry)
    }
    for notice in notices { reader.take(notice) }
    let all = reader.stories.values.map { $0.named(by: map) }
    return all.map { story in
      var story = story
      story.state = state(of: story, among: all, lanes: lanes)
      return story
    }
    .sorted { $0.order < $1.order }
  }

  // MARK: Reading

  private mutating func change(_ id: String, _ change: (inout MessageStory) -> Void) {
    var story = stories[id] ?? MessageStory(id: "message-\(id)", message: id, name: "")
    change(&story)
    stories[id] = story
  }

  private mutating func take(_ entry: JournalEntry) {
    for message in entry.outgoing {
      change(message.id.text) { story in
        story.name = message.name
        story.sender = entry.party
        story.receiver = message.receiver
        story.sequence = message.sequence
        story.sentAt = entry.at
      }
    }
    let commands = entry.commands
    for event in entry.events {
      switch event {
      case .messageReceived(let message) where !commands.contains(message.id):
        change(message.id) { story in
          if story.name.isEmpty { story.name = message.name }
          story.receiver = story.receiver ?? entry.party
          story.receipts.append(entry.at)
          story.sequence = story.sequence ?? entry.sequence(ofReceived: message.id)
        }
      case .messageCorrelated(let id, _, let target) where stories[id] != nil:
        change(id) { $0.use = $0.use ?? .init(at: entry.at, element: target) }
      case .messageDiscarded(let id, _) where stories[id] != nil:
        change(id) { $0.discardedAt = entry.at }
      default: break
      }
    }
    guard let refused = entry.quarantined else { return }
    change(refused.id) { story in
      if story.name.isEmpty { story.name = refused.name }
      story.receiver = story.receiver ?? entry.party
      story.quarantine = .init(at: entry.at, reason: refused.reason, detail: nil)
    }
  }

  private mutating func take(_ notice: MessageNotice) {
    if stories[notice.message] == nil {
      // In no journal, because its receiver could make no step of it.
      guard let header = notice.header else { return }
      change(notice.message) { story in
        story.name = header.name
        story.sender = header.sender
        story.receiver = header.receiver
        story.sequence = header.sequence
      }
    }
    change(notice.message) { story in
      switch notice.kind {
      case .published: story.publishedAt = notice.at
      case .duplicate: story.duplicates.append(notice.at)
      case .parked: story.parkedAt = notice.at
      case .quarantined(let reason, let detail):
        story.quarantine = .init(
          at: story.quarantine?.at ?? notice.at, reason: reason, detail: detail)
      }
    }
  }

  // MARK: How far it has come

  private static func state(
    of story: MessageStory, among all: [MessageStory], lanes: [Swimlane]
  ) -> MessageStory.State {
    if story.use != nil { return .used }
    if story.discardedAt != nil { return .unread }
    let receiver = lanes.first { $0.party == story.receiver }
    if !story.receipts.isEmpty { return receiver?.outcome == nil ? .early : .unread }
    if story.quarantine != nil { return .quarantined }
    let siblings = all.filter {
      $0.sender == story.sender && $0.receiver == story.receiver && $0.sequence != nil
    }
    guard let sequence = story.sequence else { return .inFlight }
    let later = siblings.first { ($0.sequence ?? 0) > sequence && !$0.receipts.isEmpty }
    if let later { return .overtaken(by: later.sequence ?? sequence) }
    if receiver?.outcome != nil { return .tooLate }
    let earlier = siblings.filter {
      ($0.sequence ?? 0) < sequence && $0.receipts.isEmpty && $0.quarantine == nil
    }
    return earlier.compactMap(\.sequence).min().map { .behind($0) } ?? .inFlight
  }
}

extension MessageStory {
  fileprivate func named(by map: ProcessMap) -> MessageStory {
    var story = self
    let kind = map.messages[name]
    story.sender = sender ?? kind?.sender
    story.receiver = receiver ?? kind?.receiver
    return story
  }

  /// By time, as far as it is known, then by number.
  fileprivate var order: (Int64, Int, String) {
    ((sentAt ?? receivedAt ?? quarantine?.at)?.microseconds ?? .max, sequence ?? 0, message)
  }
}
