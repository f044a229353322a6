package import Exchange
package import FEEL
package import ProcessEngine

/// One order at both parties and between them, on one time line: everything that happened, whose turn it was, and where it
/// stands. It works while the order runs.
///
///     let story = OrderStory(of: order, entries: entries, map: map, now: now)
///     story.ball.time(of: .broker)
///     story.explanation(ofMessage: id)
///
/// Every part has an `id` that is one in the whole story and may stand in a URL or an HTML page: `visit-client-12`,
/// `task-supplier-9`, `timer-…`, `job-…`, `incident-…`, `step-client-3`, `message-018f…`.
package struct OrderStory: Hashable, Sendable {
  package let order: InstanceID
  package let now: Timestamp
  /// The initiator's first, then in the order of the drawing; also those that nothing was heard of yet.
  package let lanes: [Swimlane]
  /// In the order in which they were sent.
  package let messages: [MessageStory]
  package let ball: BallInCourt
  /// How far the partner's clock is ahead of the initiator's; nil before messages have gone both ways.
  package let clocks: ClockComparison?
  /// The steps of both parties in words.
  package let line: TimeLine
  package let map: ProcessMap

  /// - Parameters:
  ///   - entries: all that was heard of the order, from all parties, in any order.
  ///   - notices: what is known of its messages from elsewhere.
  ///   - now: at which the order is looked at; what is not over lasts until then.
  package init(
    of order: InstanceID, entries: [JournalEntry], notices: [MessageNotice] = [], map: ProcessMap,
    now: Timestamp
  ) {
    let lanes = Self.lanes(entries, map)
    let messages = MessageReader.read(entries, notices: notices, lanes: lanes, map: map)
    let from = lanes.first?.startedAt ?? lanes.compactMap(\.startedAt).min() ?? now
    let end = Self.endedAt(lanes, messages)
    self.order = order
    self.now = now
    self.lanes = lanes
    self.messages = messages
    self.map = map
    ball = BallInCourt(lanes: lanes, messages: messages, from: from, to: end ?? now, map: map)
    line = TimeLine(of: order, entries: entries, map: map)
    clocks =
      lanes.count == 2
      ? ClockComparison(of: lanes[1].party, against: lanes[0].party, messages: messages) : nil
  }

  /// The initiator: the pool that begins by itself; without a drawing the party that was asked to start.
  private static func lanes(_ entries: [JournalEntry], _ map: ProcessMap) -> [Swimlane] {
    let histories = Dictionary(grouping: entries, by: \.party)
    let receivers = entries.flatMap { $0.messages.map(\.receiver) }
    let parties = map.parties(with: Array(histories.keys) + receivers)
    let starter = entries.first { $0.step == 1 && $0.stimulus["kind"]?.string == "start" }?.party
    let initiator = map.initiator ?? starter
    let ordered = parties.filter { $0 == initiator } + parties.filter { $0 != initiator }
    return ordered.map { SwimlaneReader(party: $0, entries: histories[$0] ?? []).lane }
  }

  /// When the last party ended; nil while one runs, or is about to begin.
  private static func endedAt(_ lanes: [Swimlane], _ messages: [MessageStory]) -> Timestamp? {
    let concerned = lanes.filter { lane in
      lane.startedAt != nil || messages.contains { $0.receiver == lane.party && $0.isOnItsWay }
    }
    let ends = concerned.compactMap(\.endedAt)
    return ends.count == concerned.count ? ends.max() : nil
  }

  /// Whether no party has anything left to do.
  package var isEnded: Bool { Self.endedAt(lanes, messages) != nil }

  package func lane(of party: String) -> Swimlane? { lanes.first { $0.party == party } }

  package func message(_ id: String) -> MessageStory? {
    let wanted = id.lowercased()
    return messages.first { $0.message == wanted || $0.id == wanted }
  }

  /// Every time at which something happened, and now while the order runs.
  package var times: [Timestamp] {
    lanes.flatMap { $0.steps.map(\.at) }
      + messages.flatMap { message in
        [message.publishedAt, message.parkedAt, message.quarantine?.at].compactMap { $0 }
          + message.duplicates
      } + (isEnded ? [] : [now])
  }

  /// Where the times lie on a drawing of some width; `TimeScale` says how gaps are folded.
  package func scale(width: Double, limit: Duration? = nil, least: Duration? = nil) -> TimeScale {
    TimeScale(of: times, width: width, limit: limit, least: least)
  }
}
