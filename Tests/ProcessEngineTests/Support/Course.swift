import FEEL
import Foundation
import ProcessEngine
import Testing

/// One instance on its way: feeds it stimuli and checks after each what must hold for all decisions.
struct Course {
  static let begin = Timestamp(microseconds: 1_767_254_400_000_000)  // 2026-01-01T08:00:00Z

  let process: ExecutableProcess
  private(set) var instance: Instance?
  private(set) var history: [(event: Event, at: Timestamp)] = []
  var now = Course.begin
  private var lastMessage = 0

  init(_ process: ExecutableProcess) { self.process = process }

  init(_ model: ModelText, forms: [Form] = [], handlers: Set<String> = ["work"]) throws {
    self.init(try model.compiled(forms: forms, handlers: handlers))
  }

  /// The events that the stimulus brought about, a line for each.
  @discardableResult
  mutating func take(_ stimulus: Stimulus) throws -> String {
    let id = InstanceID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))
    let decision = try process.decide(instance, id: id, stimulus, now: now)
    history += decision.events.map { ($0, now) }
    instance = decision.instance
    try check(decision)
    return decision.events.map(\.line).joined(separator: "\n")
  }

  @discardableResult
  mutating func start(_ variables: Context = Context()) throws -> String {
    try take(.start(variables: variables))
  }

  /// A message with an id of its own: `m1`, `m2`, …
  @discardableResult
  mutating func receive(_ name: String, key: String = "", _ payload: Context = Context()) throws
    -> String
  {
    lastMessage += 1
    return try take(
      .message(
        ReceivedMessage(
          id: "m\(lastMessage)", name: name, correlationKey: key, payload: payload, receivedAt: now)
      ))
  }

  @discardableResult
  mutating func command(_ name: String, key: String = "", _ payload: Context = Context()) throws
    -> String
  {
    try take(
      .command(
        ReceivedMessage(
          id: "c", name: name, correlationKey: key, payload: payload, receivedAt: now)))
  }

  /// Lets the earliest timer run out, at the time when it is due.
  @discardableResult
  mutating func fireNextTimer() throws -> String {
    let timer = try #require(instance?.timers.min { ($0.due, $0.key) < ($1.due, $1.key) })
    now = max(now, timer.due)
    return try take(.timerDue(key: timer.key))
  }

  /// Decides the only open task of a flow node.
  @discardableResult
  mutating func decide(
    _ element: String, by user: String = "ann", groups: [String] = ["staff"],
    _ data: Context = Context()
  ) throws -> String {
    let task = try #require(instance?.tasks.first { $0.element == element })
    return try take(
      .task(key: task.key, .decide(data: data), by: Actor(user: user, groups: groups)))
  }

  @discardableResult
  mutating func finishJob(
    _ variables: Context = Context(), notices: [TaskNotice] = []
  ) throws -> String {
    try take(
      .jobCompleted(
        key: try job.key, result: JobResult(variables: variables, notices: notices)))
  }

  @discardableResult
  mutating func failJob(_ reason: String) throws -> String {
    try take(.jobFailed(key: try job.key, reason: reason, retryAfter: .seconds(60)))
  }

  @discardableResult
  mutating func throwError(_ code: String, _ variables: Context = Context()) throws -> String {
    try take(.jobThrewError(key: try job.key, code: code, variables: variables))
  }

  /// An operator has the only incident's work done again.
  @discardableResult
  mutating func retry(_ variables: Context = Context()) throws -> String {
    let incident = try #require(instance?.incidents.first)
    return try take(.retryIncident(key: incident.key, by: "operator", variables: variables))
  }

  /// The messages sent since the last time, as the other side gets them.
  func messages(after count: inout Int) -> [ReceivedMessage] {
    defer { count = history.count }
    return history[count...].enumerated().compactMap { offset, entry in
      guard case .messageSent(let name, let key, let payload, _) = entry.event else { return nil }
      return ReceivedMessage(
        id: "\(process.id)\(count + offset)", name: name, correlationKey: key, payload: payload,
        receivedAt: now)
    }
  }

  private var job: Job { get throws { try #require(instance?.jobs.first) } }

  /// The flow nodes with a token, in the order in which they were reached.
  var tokens: [String] { instance?.elements.dropFirst().map(\.element) ?? [] }
  var variables: Context { instance?.variables ?? Context() }
  var outcome: String? { instance?.outcome }

  private func check(_ decision: Decision) throws {
    #expect(!decision.events.isEmpty)
    let first = try #require(history.first)
    var replayed = try #require(Instance(beginning: first.event, at: first.at))
    for (event, time) in history { replayed.apply(event, at: time) }
    #expect(replayed == decision.instance, "the state is the replay of the history")

    for event in decision.events {
      let stored = Value.context(event.record).json()
      let read = try Event(record: Value(json: stored))
      #expect(read == event)
      #expect(read.record.json() == stored)
    }
    let stored = decision.instance.record.json()
    let read = try Instance(record: Value(json: stored))
    #expect(read == decision.instance)
    #expect(read.record.json() == stored)
    decision.instance.expectConsistency()
  }
}

extension Instance {
  /// What holds for every state: what is open belongs to something active, and nothing is open at the end.
  fileprivate func expectConsistency() {
    let active = Set(elements.map(\.key))
    let owners =
      subscriptions.map(\.owner) + timers.map(\.owner) + tasks.map(\.owner) + jobs.map(\.owner)
      + incidents.map(\.owner) + joins.map(\.scope) + elements.compactMap(\.scope)
    #expect(owners.allSatisfy(active.contains), "everything open belongs to something active")
    for task in tasks {
      let decisions = timers.filter { $0.owner == task.owner && $0.target == task.element }
      #expect(
        decisions.map(\.due) == (task.decision.map { [$0.effectiveAt] } ?? []),
        "a pending decision has one timer, and no other task has one")
    }
    if outcome != nil {
      #expect(elements.isEmpty && mailbox.isEmpty, "an ended instance has nothing open")
    } else {
      #expect(elements.first?.scope == nil && elements.count > 1, "a running instance has a token")
    }
  }
}
