import Exchange
import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

/// One order of the buyer's side, as it is while a quote is reviewed.
enum Sample {
  static let id = InstanceID("01997e6a-0000-7000-8000-00000000a001")!
  static let other = InstanceID("01997e6a-0000-7000-8000-00000000b002")!
  static let now = time("2026-11-21T09:30:00Z")

  static func time(_ text: String) -> Timestamp {
    do { return try Timestamp(text) } catch { preconditionFailure("\(error)") }
  }

  static let variables: Context = [
    "order": [
      "id": .string(id.description), "reference": "PO-1",
      "buyer": ["id": "b-1", "name": "Anna Keller"],
      "currency": "EUR",
    ],
    "quote": ["total": "120.00", "currency": "EUR"],
  ]

  static let task: Value = [
    "key": 7, "owner": 6, "element": "Task_ReviewQuote", "name": "Review quote",
    "form": "review-quote",
    "candidateGroups": ["buyers"], "priority": 50, "createdAt": "2026-11-21T09:00:00.000Z",
  ]

  private static let pendingDecision: Value = [
    "by": "anna", "data": [:], "decidedAt": "2026-11-21T09:30:00.000Z",
    "effectiveAt": "2026-11-21T09:30:10.000Z",
  ]

  static func order(
    id: InstanceID = id, variables: Context = variables, outcome: String? = nil,
    assignee: String? = nil,
    decision: Bool = false, step: Int = 2
  ) -> Case {
    var task = task.context ?? Context()
    if decision { task["decision"] = pendingDecision }
    task["assignee"] = assignee.map { .string($0) }
    let record = Context(compact: [
      ("id", .string(id.description)), ("process", "Process_Client"), ("definition", "abc"),
      ("outcome", outcome.map { .string($0) }), ("startedAt", "2026-11-21T08:00:00.000Z"),
      ("endedAt", outcome == nil ? nil : "2026-11-21T09:10:00.000Z"), ("lastKey", 9),
      (
        "elements",
        outcome != nil
          ? nil
          : [
            [
              "key": 1, "element": "Process_Client", "variables": .context(variables),
              "at": "2026-11-21T08:00:00.000Z",
            ],
            [
              "key": 6, "element": "Task_ReviewQuote", "scope": 1, "at": "2026-11-21T09:00:00.000Z",
            ],
          ]
      ),
      ("tasks", outcome == nil ? [.context(task)] : nil),
      (
        "timers",
        outcome != nil
          ? nil
          : [["key": 8, "owner": 6, "target": "Event_Expired", "due": "2026-11-28T09:00:00.000Z"]]
      ),
      (
        "subscriptions",
        outcome != nil
          ? nil
          : [
            [
              "key": 9, "owner": 1, "target": "Event_CancelRequested", "message": "CancelRequested",
              "correlationKey": "x",
            ]
          ]
      ),
      ("variables", outcome == nil ? nil : .context(variables)),
    ])
    do {
      return Case(instance: try Instance(record: .context(record)), step: step)
    } catch { preconditionFailure("\(error)") }
  }

  static func taskRow(
    key: Key = 7, state: TaskQuery.State = .open, decidedBy: String? = nil,
    decision: Bool = false
  ) -> TaskRow {
    var record = task.context ?? Context()
    record["key"] = .number(key)
    if decision { record["decision"] = pendingDecision }
    do {
      return TaskRow(
        order: id, summary: OrderSummary(variables),
        task: try UserTask(record: Record(.context(record))),
        state: state,
        decidedBy: decidedBy, closedAt: decidedBy == nil ? nil : now,
        data: decidedBy == nil ? Context() : ["decision": "accept"])
    } catch { preconditionFailure("\(error)") }
  }

  static let incidentRow: IncidentRow = {
    let record: Context = [
      "key": 7, "owner": 6, "element": "Task_GenerateQuote", "phase": "activating",
      "reason": "No price for BOLT-M8", "raisedAt": "2026-11-21T09:00:00.000Z",
    ]
    do {
      return IncidentRow(
        order: id, reference: "PO-1", incident: try Incident(record: Record(record)))
    } catch { preconditionFailure("\(error)") }
  }()

  /// The order was placed, and the supplier's confirmation came and was taken in.
  static let history: [JournalEntry] = [
    JournalEntry(
      party: "Client", lane: 1, number: 1, order: id, step: 1, at: time("2026-11-21T08:00:00Z"),
      stimulus: ["kind": "start"],
      events: [
        .messageSent(
          name: "OrderPlaced", correlationKey: id.description, payload: ["a": 1], element: "Send")
      ],
      messages: [.init(id: UUID(uuidString: message(1))!, receiver: "Supplier", sequence: 1)]),
    JournalEntry(
      party: "Client", lane: 1, number: 2, order: id, step: 2, at: time("2026-11-21T08:05:00Z"),
      stimulus: [
        "kind": "message", "name": "OrderConfirmed", "sender": "Supplier", "sequence": 1,
        "id": .string(message(2)),
      ],
      events: [
        .messageReceived(
          ReceivedMessage(
            id: message(2), name: "OrderConfirmed", correlationKey: "x", payload: Context(),
            receivedAt: time("2026-11-21T08:05:00Z"))),
        .messageCorrelated(id: message(2), subscription: 3, target: "Event_Confirmed"),
      ], messages: []),
  ]

  /// A later step of the order.
  static func step(_ number: Int, _ events: [Event]) -> JournalEntry {
    JournalEntry(
      party: "Client", lane: 1, number: number, order: id, step: number,
      at: time("2026-11-21T09:10:00Z"), stimulus: ["kind": "task"], events: events, messages: [])
  }

  static func claim(by user: String) -> JournalEntry {
    step(3, [.taskClaimed(key: 7, by: user)])
  }

  static func message(_ number: Int) -> String { "01997e6a-0000-7000-8000-00000000000\(number)" }

  static let quarantineRow = QuarantineRow(
    id: UUID(uuidString: "01997e6a-0000-7000-8000-00000000c003")!,
    message: QuarantinedMessage(
      reason: .unknownType, detail: "there is no such type", receivedAt: now, name: "Greeting",
      sender: "Supplier", body: Array("{}".utf8)))
}
