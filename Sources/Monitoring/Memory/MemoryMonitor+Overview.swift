import Exchange
package import FEEL
import ProcessEngine

extension MemoryMonitor {
  package func overview(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double
  ) async throws -> Overview {
    var overview = Overview(at: now)
    overview.reception = try await reception()
    overview.parties = map.parties(with: allTallies.keys.map(\.party)).map { party in
      var numbers = PartyOverview(party: party, tallies: allTallies)
      numbers.lastSecond = rate(of: party, seconds: 10, dividedBy: 10, now, speed)
      numbers.lastMinute = rate(of: party, seconds: 60, dividedBy: 1, now, speed)
      numbers.lastHour = rate(of: party, seconds: 3_600, dividedBy: 1, now, speed)
      return numbers
    }
    let told = toldQuarantine
    overview.quarantine = told.map {
      QuarantineList(items: Array($0.items.prefix(lines)), count: $0.count)
    }
    let lost = underWayByJournals.filter { key in
      told?.items.contains { $0.message == key.id } ?? false
    }
    overview.flows = MessageFlowOverview.all(in: allTallies).map { flow in
      var flow = flow
      flow.oldestInFlight = oldestInFlight(flow.name, from: flow.sender)
      flow.setAside(
        lost.count { key in
          track(key)?.sending.map { $0.name == flow.name && $0.sender == flow.sender } ?? false
        })
      return flow
    }
    let narrator = Narrator(map)
    overview.transitions = recent.sorted { $0.at > $1.at }.prefix(lines).map { entry in
      Transition(
        at: entry.at, party: entry.party, order: entry.order,
        reference: side(entry.order, entry.party)?.facts.reference,
        text: narrator.headline(of: entry))
    }
    overview.elements = elements(now)
    overview.workInProgress = running.count
    let open = running.compactMap { cases[$0] }
    overview.overdueOrders = open.count { $0.nextTaskDue.map { $0 < now } ?? false }
    overview.ordersWithIncidents = open.count { $0.incidents > 0 }
    overview.freshness = newestFreshness
    overview.checkedAt = check?.at
    overview.attention = try await attention(at: now, lines: lines, map: map, speed: speed)
    return overview
  }

  package func attention(
    at now: Timestamp, lines: Int, map: ProcessMap, speed: Double
  ) async throws -> AttentionList {
    AttentionList(
      stuck: stuck(now, Attention.Limits(speed: speed), map),
      overdue: runningSides.flatMap { Attention.tasks(of: $0, before: now) }
        .sorted { $0.since < $1.since })
  }

  private var runningSides: [OrderSide] { running.flatMap { sides(of: $0) } }

  private func side(_ order: InstanceID, _ party: String) -> OrderSide? {
    sides(of: order).first { $0.id.party == party }
  }

  private func rate(
    of party: String, seconds length: Int, dividedBy divisor: Double, _ now: Timestamp,
    _ speed: Double
  ) -> PartyOverview.Rate {
    let end = now.wholeSeconds
    let start = end - Int64(Double(length) * speed)
    var rate = PartyOverview.Rate()
    for activity in activities(of: party, in: start..<end) {
      rate.steps += Double(activity.steps) / divisor
      rate.started += Double(activity.started) / divisor
      rate.ended += Double(activity.ended) / divisor
      rate.placed += Double(activity.placed) / divisor
      rate.closed += Double(activity.closed) / divisor
    }
    return rate
  }

  /// Of single seconds: looked up one by one where those are fewer than all that there are.
  private func activities(of party: String, in seconds: Range<Int64>) -> [Activity] {
    guard seconds.count < stretches.count else {
      return stretches.filter { stretch, _ in
        stretch.span == .second && stretch.party == party && seconds.contains(stretch.start)
      }
      .map(\.value)
    }
    return seconds.compactMap {
      stretches[Activity.Stretch(party: party, span: .second, second: $0)]
    }
  }

  func oldestInFlight(_ name: String, from sender: String) -> Timestamp? {
    underWay.lazy.compactMap { track($0)?.sending }.filter {
      $0.name == name && $0.sender == sender
    }.map(\.at).min()
  }

  private func elements(_ now: Timestamp) -> [ElementOverview] {
    let tokens = running.lazy.compactMap { cases[$0]?.tokens }.joined()
    let byElement = Dictionary(grouping: tokens) { Tally($0.party, .active, $0.element) }
    return byElement.map { key, tokens in
      ElementOverview(
        party: key.party, element: key.name, tokens: tokens.count,
        oldest: tokens.map(\.enteredAt).min() ?? now,
        overdue: tokens.count { token in token.due.map { $0 < now } ?? false },
        incidents: tokens.count(where: \.hasIncident))
    }
    .sorted { ($0.party, $0.element) < ($1.party, $1.element) }
  }

  private func stuck(
    _ now: Timestamp, _ limits: Attention.Limits, _ map: ProcessMap
  ) -> [Attention] {
    let sides = runningSides.sorted { $0.updatedAt < $1.updatedAt }
    let late = now + (.zero - limits.machine)
    let quiet = now + (.zero - limits.quiet)
    let timers = sides.filter { side in side.nextTimerDue.map { $0 < late } ?? false }
    let incidents = sides.flatMap { Attention.incidents(of: $0, map) }
    let missing = sides.filter { !$0.waiting.isEmpty }.map(Attention.missingStep)
    let still = sides.filter { $0.endedAt == nil && $0.updatedAt < quiet }
    return incidents + missing + timers.flatMap { Attention.timers(of: $0, map) }
      + messagesUnderWay(before: late) + still.map { Attention.quiet($0, map) }
  }

  private func messagesUnderWay(before late: Timestamp) -> [Attention] {
    underWay.compactMap { key -> Attention? in
      guard let sending = track(key)?.sending, sending.at < late else { return nil }
      return Attention(
        order: key.order, reference: side(key.order, sending.sender)?.facts.reference,
        party: sending.receiver, reason: .message,
        since: sending.at, detail: "\(sending.name) not taken in",
        subject: sending.name)
    }
    .sorted { $0.since < $1.since }
  }
}
