import BPMN
import Exchange
import FEEL
import Foundation
import Monitoring
import ProcessEngine
import SyntheticJournal

/// Both parties playing one order by the product's own model, each step at a time that the test names: in seconds after
/// the order was placed. Nothing is delivered, fired or done before the test says so.
struct TwoParties {
  static let order = SyntheticJournal.order(7)
  static let start = SyntheticJournal.start
  private static let drawing = Drawing.ofProduct

  /// How many seconds a party's clock is ahead.
  var clocks: [String: Double] = [:]
  /// What the price list says; a large total has to be confirmed.
  var total = "100.00"
  /// Job types that fail.
  var failing: Set<String> = []
  private(set) var entries: [JournalEntry] = []
  private(set) var instances: [String: Instance] = [:]
  /// Sent, and not delivered.
  private(set) var mail: [OrderMessage] = []
  private(set) var delivered: [OrderMessage] = []
  private var sent: [String: Int] = [:]
  private var lastID = 0

  static let map = ProcessMap(drawing.definitions)

  static func time(_ seconds: Double) -> Timestamp {
    start + .microseconds(Int64((seconds * 1e6).rounded()))
  }

  func story(at now: Double, notices: [MessageNotice] = []) -> OrderStory {
    OrderStory(
      of: Self.order, entries: entries, notices: notices, map: Self.map, now: Self.time(now))
  }

  // MARK: What happens

  mutating func place() throws { try step("Client", .start(variables: Self.variables), at: 0) }

  /// Delivers the oldest message of this name that is under way.
  @discardableResult
  mutating func deliver(_ name: String, at time: Double) throws -> String {
    guard let index = mail.firstIndex(where: { $0.name == name }) else { throw Missing(name) }
    let message = mail.remove(at: index)
    delivered.append(message)
    let id = message.id.uuidString.lowercased()
    let stimulus: Context = [
      "kind": "message", "name": .string(name), "sender": .string(message.sender),
      "sequence": .number(message.sequence), "id": .string(id),
    ]
    let received = message.received(at: at(time, message.receiver))
    do {
      try step(message.receiver, .message(received), described: stimulus, at: time)
    } catch is Rejection {
      var refused = stimulus
      refused["quarantined"] = "ended"
      note(message.receiver, stimulus: refused, events: [], at: time)
    }
    return id
  }

  /// A copy of a message that the receiver takes in once more, by mistake.
  mutating func repeatLastReceipt(at time: Double) {
    guard let message = delivered.last else { return }
    let received = message.received(at: at(time, message.receiver))
    note(
      message.receiver, stimulus: ["kind": "message"], events: [.messageReceived(received)],
      at: time)
  }

  /// The receiver refuses a message that is under way.
  mutating func refuse(_ name: String, _ reason: QuarantinedMessage.Reason, at time: Double) throws
  {
    guard let index = mail.firstIndex(where: { $0.name == name }) else { throw Missing(name) }
    let message = mail.remove(at: index)
    note(
      message.receiver,
      stimulus: [
        "kind": "message", "name": .string(name), "sequence": .number(message.sequence),
        "id": .string(message.id.uuidString.lowercased()), "quarantined": .string(reason.rawValue),
      ], events: [], at: time)
  }

  mutating func act(
    _ action: TaskAction, on element: String, by user: String, at time: Double
  ) throws {
    let actor = Actor(
      user: user, groups: ["sales", "pricing", "buyers", "warehouse", "receiving"])
    for (party, instance) in instances {
      guard let task = instance.tasks.first(where: { $0.element == element }) else { continue }
      return try step(party, .task(key: task.key, action, by: actor), at: time)
    }
    throw Missing(element)
  }

  mutating func decide(
    _ element: String, _ decision: String, by user: String = "sam", at time: Double,
    effective: Double? = nil, _ more: Context = [:]
  ) throws {
    var data: Context = ["decision": .string(decision)]
    data.merge(more)
    let effectiveAt = effective.map { Self.time($0) }
    try act(.decide(data: data, effectiveAt: effectiveAt), on: element, by: user, at: time)
  }

  /// Lets the timer of a flow node fire.
  mutating func fire(_ element: String, at time: Double) throws {
    for (party, instance) in instances {
      guard let timer = instance.timers.first(where: { $0.target == element }) else { continue }
      return try step(party, .timerDue(key: timer.key), at: time)
    }
    throw Missing(element)
  }

  mutating func cancel(at time: Double) throws {
    lastID += 1
    let command = ReceivedMessage(
      id: "command-\(lastID)", name: "CancelRequested", correlationKey: Self.order.description,
      payload: ["reason": "changed plans", "by": "bea"], receivedAt: at(time, "Client"))
    try step("Client", .command(command), described: ["kind": "command", "by": "bea"], at: time)
  }

  mutating func retryIncident(_ party: String, at time: Double) throws {
    guard let key = instances[party]?.incidents.first?.key else { throw Missing("incident") }
    try step(party, .retryIncident(key: key, by: "olga", variables: [:]), at: time)
  }

  mutating func runJob(_ party: String, at time: Double) throws {
    guard let job = instances[party]?.jobs.first else { throw Missing("job") }
    try step(party, outcome(of: job), at: time)
  }

  struct Missing: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  // MARK: Steps

  private func at(_ time: Double, _ party: String) -> Timestamp {
    Self.time(time + (clocks[party] ?? 0))
  }

  private mutating func step(
    _ party: String, _ stimulus: Stimulus, described: Context? = nil, at time: Double
  ) throws {
    let process = Self.drawing.processes[party]
    guard let process else { throw Missing(party) }
    let now = at(time, party)
    var decision = try process.decide(
      instances[party], id: Self.order, stimulus, now: now)
    var events = decision.events
    while let job = decision.instance.jobs.first(where: { $0.retries > 0 && $0.notBefore <= now }) {
      decision = try process.decide(
        decision.instance, id: Self.order, outcome(of: job), now: now)
      events += decision.events
    }
    instances[party] = decision.instance
    note(party, stimulus: described ?? Self.summary(stimulus), events: events, at: time)
  }

  private static func summary(_ stimulus: Stimulus) -> Context {
    switch stimulus {
    case .start: ["kind": "start"]
    case .task(_, _, let actor, _): ["kind": "task", "by": .string(actor.user)]
    case .timerDue: ["kind": "timer"]
    default: ["kind": "job"]
    }
  }

  private func outcome(of job: Job) -> Stimulus {
    guard !failing.contains(job.type) else {
      return .jobFailed(key: job.key, reason: "no answer", retryAfter: .seconds(60))
    }
    let quote: Context = [
      "quote": [
        "id": "Q-1", "revision": job.input["revision"] ?? 1, "total": .string(total),
        "currency": "EUR", "validUntil": .time(Self.time(3 * 86_400)), "lines": [],
      ]
    ]
    return .jobCompleted(
      key: job.key, result: JobResult(variables: job.type == "quote.generate" ? quote : [:]))
  }

  /// Writes a step down.
  mutating func note(
    _ party: String, stimulus: Context, events: [Event], at time: Double
  ) {
    var messages: [JournalEntry.SentMessage] = []
    for case .messageSent(let name, _, _, _) in events {
      lastID += 1
      sent[party, default: 0] += 1
      messages.append(
        .init(
          id: Self.uuid(lastID), receiver: Self.map.messages[name]?.receiver ?? "",
          sequence: sent[party] ?? 0))
    }
    let number = entries.count { $0.party == party } + 1
    let entry = JournalEntry(
      party: party, lane: 1, number: number, order: Self.order, step: number, at: at(time, party),
      stimulus: stimulus, events: events, messages: messages)
    entries.append(entry)
    mail += entry.outgoing
  }

  private static func uuid(_ number: Int) -> UUID {
    UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(number)))
  }

  private static let variables: Context = [
    "order": [
      "id": .string(order.description), "reference": "PO-7", "currency": "EUR", "neededBy": .null,
      "buyer": ["name": "Atelier Nord"],
      "lines": [["sku": "A", "description": "a", "quantity": 2]],
    ]
  ]
}

/// The product's model, loaded once.
private struct Drawing: Sendable {
  let definitions: Definitions
  let processes: [String: ExecutableProcess]

  static let ofProduct: Drawing = {
    do { return try Drawing() } catch { preconditionFailure("the order model: \(error)") }
  }()

  private init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../bpmn").standardizedFileURL
    let definitions = try Definitions(
      xml: Array(Data(contentsOf: folder.appending(path: "order.bpmn"))))
    var forms: [String: Form] = [:]
    for file in try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "forms"), includingPropertiesForKeys: nil)
    where file.pathExtension == "json" {
      forms[file.deletingPathExtension().lastPathComponent] = try Form(
        json: Array(Data(contentsOf: file)))
    }
    var processes: [String: ExecutableProcess] = [:]
    for participant in definitions.collaboration?.participants ?? [] {
      processes[participant.name] = try ExecutableProcess(
        definitions, processID: participant.processID ?? "", definition: DefinitionID("1"),
        forms: forms, handlers: ["reminder", "escalation", "quote.generate"])
    }
    self.definitions = definitions
    self.processes = processes
  }
}
