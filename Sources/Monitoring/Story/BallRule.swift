import FEEL
import ProcessEngine

/// Decides whose turn it is at an instant; `BallInCourt` says by which rules.
struct BallRule {
  /// The initiator first.
  let lanes: [Swimlane]
  let messages: [MessageStory]
  let map: ProcessMap

  typealias Turn = (holder: BallInCourt.Holder, reason: BallInCourt.Reason)

  /// Every time at which whose turn it is may change.
  var cuts: [Timestamp] {
    lanes.flatMap { lane in
      lane.moments.map(\.at) + lane.steps.map(\.at) + lane.timers.map(\.due)
    } + messages.compactMap(\.quarantine?.at)
  }

  func turn(at time: Timestamp) -> Turn {
    let sides = lanes.map { Side(lane: $0, instance: $0.instance(at: time)) }
    return transit(sides, time) ?? work(sides) ?? refused(sides, time) ?? timer(sides, time)
      ?? silence(sides, time)
  }

  /// A party at the instant.
  private struct Side {
    let lane: Swimlane
    /// nil before its first step.
    let instance: Instance?

    var party: String { lane.party }
    var isRunning: Bool { instance.map { $0.outcome == nil } ?? false }
  }

  private func waits(_ side: Side, for message: MessageStory) -> Bool {
    guard let instance = side.instance else {
      return map.messages[message.name]?.begins ?? map.messages.isEmpty
    }
    return instance.outcome == nil && instance.subscriptions.contains { $0.message == message.name }
  }

  /// Whether another party that runs waits for a message of this one.
  private func isAwaited(_ party: String, among sides: [Side]) -> Bool {
    sides.contains { other in
      guard other.party != party, other.isRunning else { return false }
      return other.instance?.subscriptions.contains {
        map.messages[$0.message]?.sender == party
      } ?? false
    }
  }

  // MARK: The rules

  private func transit(_ sides: [Side], _ time: Timestamp) -> Turn? {
    let onTheWay = messages.filter { message in
      guard let sentAt = message.sentAt, sentAt <= time else { return false }
      let over = [message.receivedAt, message.quarantine?.at, lostAt(message)].compactMap { $0 }
      return over.allSatisfy { $0 > time }
    }
    let awaited = onTheWay.first { message in
      sides.contains { $0.party == message.receiver && waits($0, for: message) }
    }
    return awaited.map { (.broker, .message(id: $0.id)) }
  }

  /// From when on a message that never came could not come any more.
  private func lostAt(_ message: MessageStory) -> Timestamp? {
    guard case .overtaken(let later) = message.state else { return nil }
    return messages.first { $0.sender == message.sender && $0.sequence == later }?.receivedAt
  }

  private func work(_ sides: [Side]) -> Turn? {
    let busy = sides.compactMap { side in
      side.instance.flatMap { work(of: side.lane, $0) }.map { (side: side, work: $0) }
    }
    let first = busy.enumerated().min { left, right in
      let (a, b) = (
        isAwaited(left.element.side.party, among: sides),
        isAwaited(right.element.side.party, among: sides)
      )
      if a != b { return a }
      return (left.element.work.since, left.offset) < (right.element.work.since, right.offset)
    }?.element
    return first.map { (.party($0.side.party), $0.work.reason) }
  }

  private func work(
    of lane: Swimlane, _ instance: Instance
  ) -> (reason: BallInCourt.Reason, since: Timestamp)? {
    guard instance.outcome == nil else { return nil }
    let tasks = lane.tasks.filter { task in instance.tasks.contains { $0.key == task.key } }
    if let task = tasks.min(by: { $0.createdAt < $1.createdAt }) {
      return (.task(id: task.id), task.createdAt)
    }
    let incidents = lane.incidents.filter { item in
      instance.incidents.contains { $0.key == item.key }
    }
    if let incident = incidents.min(by: { $0.raisedAt < $1.raisedAt }) {
      return (.incident(id: incident.id), incident.raisedAt)
    }
    let jobs = lane.jobs.filter { job in instance.jobs.contains { $0.key == job.key } }
    return jobs.min { $0.createdAt < $1.createdAt }.map { (.job(id: $0.id), $0.createdAt) }
  }

  private func refused(_ sides: [Side], _ time: Timestamp) -> Turn? {
    for message in messages {
      guard let quarantine = message.quarantine, quarantine.at <= time,
        message.receivedAt.map({ $0 > time }) ?? true,
        let side = sides.first(where: { $0.party == message.receiver }), waits(side, for: message)
      else { continue }
      return (.party(side.party), .quarantine(message: message.id))
    }
    return nil
  }

  private func timer(_ sides: [Side], _ time: Timestamp) -> Turn? {
    let running = sides.flatMap { side -> [(party: String, timer: TimerStory)] in
      guard let instance = side.instance, instance.outcome == nil else { return [] }
      return side.lane.timers.filter { timer in
        instance.timers.contains { $0.key == timer.key }
      }.map { (side.party, $0) }
    }
    guard let next = running.min(by: { $0.timer.due < $1.timer.due }) else { return nil }
    return next.timer.due > time
      ? (.timer, .timer(id: next.timer.id))
      : (.party(next.party), .lateTimer(id: next.timer.id))
  }

  private func silence(_ sides: [Side], _ time: Timestamp) -> Turn {
    let awaited = sides.filter { isAwaited($0.party, among: sides) }
    let candidates = awaited.count == 1 ? awaited : sides
    let last = candidates.max { left, right in
      (lastStep(of: left, time)) < (lastStep(of: right, time))
    }
    return (.party(last?.party ?? ""), .silence)
  }

  private func lastStep(of side: Side, _ time: Timestamp) -> Int64 {
    side.lane.moments.last { $0.at <= time }?.at.microseconds ?? .min
  }
}
