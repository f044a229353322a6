import FEEL
import ProcessEngine

/// Follows causes through both parties until it comes to somebody who can do something.
struct Explainer {
  let story: OrderStory
  var explanation = Explanation()
  /// Parties that are being explained, so that two that wait for each other come to an end.
  private var path: [String] = []

  init(_ story: OrderStory) { self.story = story }

  func label(_ element: String) -> Statement.Parameter {
    .element(id: element, label: story.map.label(of: element))
  }

  // MARK: A party

  /// Where a party is that has no open flow node.
  mutating func explain(_ lane: Swimlane, depth: Int = 0) {
    if let outcome = lane.outcome, let at = lane.endedAt {
      explanation.add(
        .ended, ["party": .text(lane.party), "outcome": .text(outcome), "at": .time(at)],
        depth: depth)
    } else {
      explainUnheard(lane, depth: depth)
    }
  }

  private mutating func explainUnheard(_ lane: Swimlane, depth: Int) {
    if let missing = lane.missingSteps.last {
      explanation.add(
        .stepsMissing, ["party": .text(lane.party), "step": .number(missing.upperBound)],
        depth: depth, holder: .party(lane.party))
    }
    guard lane.startedAt == nil else { return }
    explanation.add(.notHeard, ["party": .text(lane.party)], depth: depth)
    let coming = story.messages.filter { $0.receiver == lane.party && $0.state != .used }
    if coming.isEmpty, let last = explanation.lines.popLast() {
      explanation.add(
        last.statement.key, last.statement.parameters, depth: depth, holder: .party(lane.party))
    }
    for message in coming { explain(message, depth: depth + 1) }
  }

  // MARK: A flow node

  mutating func explain(_ element: String, of lane: Swimlane) {
    let visits = lane.visits.filter { $0.element == element }
    guard let last = visits.last else {
      explanation.add(
        .notEntered, ["party": .text(lane.party), "element": label(element)], depth: 0)
      return
    }
    let inside = lane.openVisits.filter { isInside($0, of: visits, lane) }
    if inside.isEmpty, let leftAt = last.leftAt {
      explanation.add(
        .left, ["party": .text(lane.party), "element": label(element), "at": .time(leftAt)],
        depth: 0, part: last.id)
      return
    }
    for visit in inside { explain(visit, of: lane, depth: 0) }
    explainArrivals(at: lane, 0)
  }

  private func isInside(
    _ visit: Swimlane.Visit, of containers: [Swimlane.Visit], _ lane: Swimlane
  ) -> Bool {
    var current: Swimlane.Visit? = visit
    while let next = current {
      if containers.contains(where: { $0.key == next.key }) { return true }
      current = next.scope.flatMap(lane.visit)
    }
    return false
  }

  /// - Parameter visit: an open one without anything inside it.
  mutating func explain(_ visit: Swimlane.Visit, of lane: Swimlane, depth: Int) {
    path.append(lane.party)
    defer { path.removeLast() }
    let wait = Wait(visit, lane, story.map)
    if let incident = wait.incident { return explain(incident, of: lane, depth) }
    if let task = wait.task {
      addTimer(wait, of: lane, depth)
      return explain(task, wait.userTask, of: lane, depth)
    }
    if let job = wait.job { return explain(job, of: lane, depth) }
    if !wait.messages.isEmpty { return explainMessages(wait, of: lane, depth) }
    if let timer = wait.timer { return explain(timer, at: visit, of: lane, depth) }
    let key: StatementKey = wait.isJoining ? .waitsForBranch : .nothingKnown
    explanation.add(
      key, ["party": .text(lane.party), "element": label(visit.element)], depth: depth,
      holder: .party(lane.party), part: visit.id)
    explainUnheard(lane, depth: depth + 1)
  }

  private mutating func explain(
    _ timer: TimerStory, at visit: Swimlane.Visit, of lane: Swimlane, _ depth: Int
  ) {
    guard timer.due > story.now else { return addLate(timer, of: lane, depth) }
    explanation.add(
      .waitsForTimer,
      [
        "party": .text(lane.party), "element": label(visit.element), "due": .time(timer.due),
        "timer": label(timer.element),
      ], depth: depth, holder: .timer, part: timer.id)
  }

  private mutating func addTimer(_ wait: Wait, of lane: Swimlane, _ depth: Int) {
    guard let timer = wait.timer else { return }
    guard timer.due > story.now else { return addLate(timer, of: lane, depth) }
    // The timers of those that are waited for would lead away from what they could do.
    guard depth == 0 else { return }
    explanation.add(
      .nextTimer, ["timer": label(timer.element), "due": .time(timer.due)], depth: depth,
      part: timer.id)
  }

  private mutating func addLate(_ timer: TimerStory, of lane: Swimlane, _ depth: Int) {
    explanation.add(
      .lateTimer,
      ["timer": label(timer.element), "party": .text(lane.party), "due": .time(timer.due)],
      depth: depth, holder: .party(lane.party), part: timer.id)
  }

  // MARK: What comes from the partner

  private mutating func explainMessages(_ wait: Wait, of lane: Swimlane, _ depth: Int) {
    let partner = wait.partner(among: story)
    explanation.add(
      .waitsForMessage,
      [
        "party": .text(lane.party), "element": label(wait.visit.element),
        "since": .time(wait.visit.enteredAt), "messages": .choice(wait.messages),
        "partner": .text(partner),
      ], depth: depth, part: wait.visit.id)
    addTimer(wait, of: lane, depth)
    let coming = story.messages.filter { message in
      message.receiver == lane.party && wait.messages.contains(message.name)
        && ![.used, .early, .unread].contains(message.state)
    }
    if coming.isEmpty {
      explainUnsent(wait, by: partner, for: lane, depth + 1)
    } else {
      for message in coming { explain(message, depth: depth + 1) }
    }
  }

  /// What is on its way to a party that waits for it, at an event around where it is: a cancellation, say, which makes
  /// everything else moot.
  mutating func explainArrivals(at lane: Swimlane, _ depth: Int) {
    let awaited = Set((lane.instance?.subscriptions ?? []).map(\.message))
    let told = Set(explanation.lines.compactMap(\.part))
    for message in story.messages
    where message.receiver == lane.party && awaited.contains(message.name)
      && [.inFlight, .quarantined].contains(message.state) && !told.contains(message.id)
    {
      explain(message, depth: depth)
    }
  }

  /// Each waits for the other: only a timer gets them out of that.
  private mutating func explainMutualWait(
    _ wait: Wait, _ lane: Swimlane, _ partner: String, _ depth: Int
  ) {
    guard let timer = wait.timer, timer.due > story.now else {
      return explanation.add(
        .mutualWait, ["party": .text(lane.party), "partner": .text(partner)], depth: depth,
        holder: .party(partner))
    }
    explanation.add(
      .goesOnByTimer, ["timer": label(timer.element), "due": .time(timer.due)], depth: depth,
      holder: .timer, part: timer.id)
  }

  private mutating func explainUnsent(
    _ wait: Wait, by partner: String, for lane: Swimlane, _ depth: Int
  ) {
    guard let other = story.lane(of: partner), other.startedAt != nil else {
      if let other = story.lane(of: partner) { explainUnheard(other, depth: depth) }
      return
    }
    if let outcome = other.outcome, let at = other.endedAt {
      explanation.add(
        .partnerEnded,
        [
          "partner": .text(partner), "outcome": .text(outcome), "at": .time(at),
          "messages": .choice(wait.messages),
        ], depth: depth, holder: .party(lane.party))
      return
    }
    if path.contains(partner) { return explainMutualWait(wait, lane, partner, depth) }
    explanation.add(
      .notSent, ["partner": .text(partner), "messages": .choice(wait.messages)], depth: depth,
      holder: .party(partner))
    if !other.missingSteps.isEmpty { explainUnheard(other, depth: depth + 1) }
    for visit in Wait.leastHelpfulFirst(other, story.map) {
      explain(visit, of: other, depth: depth + 1)
    }
    explainArrivals(at: other, depth + 1)
  }
}
