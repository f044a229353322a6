import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// Plays one order through both parties and writes their steps down.
struct OrderScript {
  struct Step {
    let party: String
    let number: Int
    let at: Timestamp
    let stimulus: Context
    let events: [Event]
    let messages: [JournalEntry.SentMessage]
  }

  private struct Mail {
    let id: UUID
    let name: String
    let sender: String
    let sequence: Int
    let payload: Context
  }

  let index: Int
  let id: InstanceID
  private(set) var at: Timestamp
  let pace: Duration
  private(set) var steps: [Step] = []
  private var stepNumbers: [String: Int] = [:]
  private var sequences: [String: Int] = [:]
  private var lastKeys: [String: Key] = [:]
  private var mail: [Mail] = []

  // The step that is being written.
  private var party = ""
  private var events: [Event] = []
  private var messages: [JournalEntry.SentMessage] = []

  init(index: Int, id: InstanceID, at start: Timestamp, pace: Duration) {
    self.index = index
    self.id = id
    at = start
    self.pace = pace
  }

  // MARK: The order

  mutating func play(_ course: SyntheticJournal.Course) {
    place()
    let verification = takeOrder()
    switch course {
    case .unverified: return
    case .rejected: reject(verification)
    case .stuck: getStuck(verification)
    case .completed: complete(verification)
    }
  }

  private mutating func place() {
    begin(SyntheticJournal.client, ["kind": "start"])
    begin(process: "client")
    events.append(.variablesSet(scope: 1, variables: order))
    pass("Event_OrderPlaced")
    send("OrderPlaced", order, at: "Task_PlaceOrder", to: SyntheticJournal.supplier)
    let quote = enter("SubProcess_ObtainQuote")
    wait(at: "Gateway_AwaitAnswer", in: quote, for: ["OrderConfirmed", "OrderRejected"])
    end()
  }

  private mutating func takeOrder() -> Key {
    receive(at: SyntheticJournal.supplier) { script, message in
      script.begin(process: "supplier")
      script.take(message, at: "Event_OrderReceived")
      script.events.append(.variablesSet(scope: 1, variables: script.order))
      _ = script.enter("SubProcess_PrepareQuote")
    }
    return open("Task_VerifyOrder", "Verify order")
  }

  private mutating func reject(_ verification: Key) {
    decide(verification, "Task_VerifyOrder", at: SyntheticJournal.supplier, by: "sam", "reject")
    send(
      "OrderRejected", ["reason": "out of range"], at: "Task_RejectOrder",
      to: SyntheticJournal.client)
    wait(at: "Gateway_AwaitRejectionRead", in: 1, for: ["OrderClosed"])
    end()
    receive(at: SyntheticJournal.client) { $0.take($1, at: "Event_OrderRejected") }
    send("OrderClosed", [:], at: "Event_Rejected", to: SyntheticJournal.supplier)
    finish("Rejected")
    receive(at: SyntheticJournal.supplier) { $0.take($1, at: "Event_RejectionClosed") }
    finish("Rejected")
  }

  private mutating func getStuck(_ verification: Key) {
    decide(verification, "Task_VerifyOrder", at: SyntheticJournal.supplier, by: "sam", "accept")
    let task = enter("Task_GenerateQuote")
    record(
      "incidentRaised",
      [
        "key": .number(nextKey()), "owner": .number(task), "element": "Task_GenerateQuote",
        "reason": "there is no price for this item", "raisedAt": .time(at), "phase": "activating",
      ])
    end()
  }

  private mutating func complete(_ verification: Key) {
    claim(verification, at: SyntheticJournal.supplier, by: "sam")
    decide(verification, "Task_VerifyOrder", at: SyntheticJournal.supplier, by: "sam", "accept")
    send(
      "OrderConfirmed", ["confirmedAt": .time(at)], at: "Task_ConfirmOrder",
      to: SyntheticJournal.client)
    pass("Task_GenerateQuote")
    events.append(.variablesSet(scope: 1, variables: quote))
    let confirmation = open("Task_ConfirmQuote", "Confirm quote")
    receive(at: SyntheticJournal.client) { $0.take($1, at: "Event_OrderConfirmed") }
    wait(at: "Gateway_AwaitQuote", in: 1, for: ["QuoteIssued"])
    end()
    decide(confirmation, "Task_ConfirmQuote", at: SyntheticJournal.supplier, by: "kim", "accept")
    send("QuoteIssued", quote, at: "Task_SendQuote", to: SyntheticJournal.client)
    wait(at: "Gateway_AwaitDecision", in: 1, for: ["QuoteAccepted", "QuoteDeclined"])
    end()
    receive(at: SyntheticJournal.client) { script, message in
      script.take(message, at: "Event_QuoteIssued")
      script.events.append(.variablesSet(scope: 1, variables: script.quote))
    }
    let review = open("Task_ReviewQuote", "Review quote")
    claim(review, at: SyntheticJournal.client, by: "bea")
    decide(review, "Task_ReviewQuote", at: SyntheticJournal.client, by: "bea", "accept")
    send("QuoteAccepted", quote, at: "Task_AcceptQuote", to: SyntheticJournal.supplier)
    wait(at: "Gateway_AwaitDelivery", in: 1, for: ["OrderFulfilled"])
    end()
    deliver()
  }

  private mutating func deliver() {
    receive(at: SyntheticJournal.supplier) { $0.take($1, at: "Event_AcceptanceReceived") }
    let fulfilment = open("Task_ConfirmFulfilment", "Confirm fulfilment")
    claim(fulfilment, at: SyntheticJournal.supplier, by: "lee")
    decide(
      fulfilment, "Task_ConfirmFulfilment", at: SyntheticJournal.supplier, by: "lee", "fulfilled")
    send(
      "OrderFulfilled", ["fulfilledAt": .time(at)], at: "Task_ReportFulfilment",
      to: SyntheticJournal.client)
    wait(at: "Task_AwaitReceipt", in: 1, for: ["ReceiptConfirmed"])
    end()
    receive(at: SyntheticJournal.client) { $0.take($1, at: "Event_OrderFulfilled") }
    let receipt = open("Task_ConfirmReceipt", "Confirm receipt")
    claim(receipt, at: SyntheticJournal.client, by: "bea")
    decide(receipt, "Task_ConfirmReceipt", at: SyntheticJournal.client, by: "bea", "received")
    send(
      "ReceiptConfirmed", ["receipt": "complete"], at: "Event_Completed",
      to: SyntheticJournal.supplier)
    finish("Completed")
    receive(at: SyntheticJournal.supplier) { $0.take($1, at: "Task_AwaitReceipt") }
    finish("Completed")
  }

  private var order: Context {
    [
      "order": [
        "id": .string(id.description), "reference": .string("PO-\(10_000 + index)"),
        "buyer": ["name": .string(Self.buyers[index % Self.buyers.count])],
        "lines": [
          ["sku": "BOLT-M8", "quantity": .number(index % 90 + 10)],
          ["sku": "NUT-M8", "quantity": 200],
        ],
        "currency": "EUR", "deliverTo": "Rue du Port 4, 44000 Nantes",
      ]
    ]
  }

  private var quote: Context {
    [
      "quote": [
        "id": .string("Q-\(index)"), "revision": 1, "total": .string("\(index % 900 + 100).50"),
        "currency": "EUR", "validUntil": .time(SyntheticJournal.start + .seconds(600_000)),
      ]
    ]
  }

  private static let buyers = [
    "Atelier Nord", "Brune & Cie", "Cassia Ltd", "Dorval SA", "Équinoxe",
  ]

  // MARK: Steps

  private mutating func begin(_ party: String, _ stimulus: Context) {
    self.party = party
    at = at + pace
    self.stimulus = stimulus
    events = []
    messages = []
  }

  private var stimulus = Context()

  private mutating func end() {
    stepNumbers[party, default: 0] += 1
    steps.append(
      Step(
        party: party, number: stepNumbers[party, default: 1], at: at, stimulus: stimulus,
        events: events, messages: messages))
  }

  private mutating func nextKey() -> Key {
    lastKeys[party, default: 0] += 1
    return lastKeys[party, default: 1]
  }

  private mutating func begin(process: String) {
    events.append(.instanceStarted(id: id, process: process, definition: DefinitionID("v1")))
    events.append(.elementActivated(key: nextKey(), element: process, scope: nil))
  }

  private mutating func enter(_ element: String, in scope: Key = 1) -> Key {
    let key = nextKey()
    active[party, default: []].append((key, element))
    events.append(.elementActivated(key: key, element: element, scope: scope))
    return key
  }

  private var active: [String: [(key: Key, element: String)]] = [:]

  private mutating func leave(_ key: Key) {
    guard let item = active[party]?.first(where: { $0.key == key }) else { return }
    active[party]?.removeAll { $0.key == key }
    events.append(.elementCompleted(key: key, element: item.element))
    events.append(.flowTaken(flow: "Flow_\(item.element)"))
  }

  private mutating func pass(_ element: String) { leave(enter(element)) }

  private mutating func wait(at element: String, in scope: Key, for names: [String]) {
    let key = enter(element, in: scope)
    for name in names {
      record(
        "subscriptionOpened",
        [
          "key": .number(nextKey()), "owner": .number(key), "target": .string("Event_\(name)"),
          "message": .string(name), "correlationKey": .string(id.description),
        ])
    }
    record(
      "timerScheduled",
      [
        "key": .number(nextKey()), "owner": .number(key), "target": "Event_AnswerOverdue",
        "due": .time(at + .seconds(172_800)), "repetitions": 0,
      ])
  }

  private mutating func open(_ element: String, _ name: String) -> Key {
    let owner = enter(element)
    let key = nextKey()
    record(
      "taskCreated",
      [
        "key": .number(key), "owner": .number(owner), "element": .string(element),
        "name": .string(name), "priority": 50, "createdAt": .time(at),
        "due": .time(at + .seconds(14_400)), "candidateGroups": ["sales"],
      ])
    taskOwners[key] = owner
    end()
    return key
  }

  private var taskOwners: [Key: Key] = [:]

  private mutating func claim(_ task: Key, at party: String, by user: String) {
    begin(party, ["kind": "claimTask", "key": .number(task), "by": .string(user)])
    events.append(.taskClaimed(key: task, by: user))
    end()
  }

  private mutating func decide(
    _ task: Key, _ element: String, at party: String, by user: String, _ decision: String
  ) {
    begin(party, ["kind": "completeTask", "key": .number(task), "by": .string(user)])
    events.append(
      .taskCompleted(key: task, element: element, by: user, data: ["decision": .string(decision)]))
    if let owner = taskOwners[task] { leave(owner) }
  }

  private mutating func send(
    _ name: String, _ payload: Context, at element: String, to receiver: String
  ) {
    sequences[party, default: 0] += 1
    let sequence = sequences[party, default: 1]
    let kind = UInt8(sequence) + (party == SyntheticJournal.client ? 0x10 : 0x20)
    let message = Mail(
      id: SyntheticJournal.uuid(index, kind: kind), name: name, sender: party, sequence: sequence,
      payload: payload)
    mail.append(message)
    messages.append(.init(id: message.id, receiver: receiver, sequence: sequence))
    let key = enter(element)
    events.append(
      .messageSent(
        name: name, correlationKey: id.description, payload: payload, element: element))
    leave(key)
  }

  private mutating func receive(
    at party: String, _ body: (inout OrderScript, ReceivedMessage) -> Void
  ) {
    let message = mail.removeFirst()
    let id = message.id.uuidString.lowercased()
    begin(
      party,
      [
        "kind": "message", "name": .string(message.name), "sender": .string(message.sender),
        "sequence": .number(message.sequence), "id": .string(id),
      ])
    body(
      &self,
      ReceivedMessage(
        id: id, name: message.name, correlationKey: self.id.description, payload: message.payload,
        receivedAt: at))
  }

  private mutating func take(_ message: ReceivedMessage, at element: String) {
    events.append(.messageReceived(message))
    events.append(.messageCorrelated(id: message.id, subscription: 0, target: element))
    for item in active[party] ?? []
    where item.element.hasPrefix("Gateway_") || item.element == element {
      leave(item.key)
    }
    pass(element)
  }

  private mutating func finish(_ outcome: String) {
    for item in (active[party] ?? []).reversed() { leave(item.key) }
    events.append(.elementCompleted(key: 1, element: party.lowercased()))
    events.append(.instanceEnded(outcome: outcome))
    end()
  }

  /// Some events can only be made as they are read.
  private mutating func record(_ name: String, _ fields: Context) {
    var record = fields
    record["event"] = .string(name)
    do {
      events.append(try Event(record: .context(record)))
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }
}
