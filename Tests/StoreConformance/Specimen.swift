package import FEEL
import FoundationEssentials
package import ProcessEngine

/// Instances, tasks and timers as an order process has them, of the size that it has them in.
package enum Specimen {
  package static let process = "Process_Supplier"
  package static let definition = DefinitionID(String(repeating: "5a", count: 32))
  package static let party = "Supplier"

  /// The key of the task that a new order waits at, and of its reminder.
  package static let taskKey: Key = 3
  package static let timerKey: Key = 4

  package static func newOrder() -> InstanceID { InstanceID(UUID()) }

  /// A time of day on an ordinary day, and some minutes.
  package static func time(_ minutes: Int = 0) -> Timestamp {
    Timestamp(microseconds: 1_795_253_400_000_000 + Int64(minutes) * 60_000_000)
  }

  /// What begins an order: about 2.5 kB of state.
  package static func beginning(
    _ order: InstanceID, at time: Timestamp, reference: String = "PO-2026-00417",
    due: Timestamp? = nil
  ) -> [Event] {
    [
      .instanceStarted(id: order, process: process, definition: definition),
      .elementActivated(key: 1, element: process, scope: nil),
      .variablesSet(
        scope: 1, variables: ["order": .context(orderData(order, reference)), "revision": 1]),
      .elementActivated(key: 2, element: "Task_VerifyOrder", scope: 1),
      .taskCreated(task(key: taskKey, owner: 2, due: due ?? time + .seconds(86_400))),
      timerScheduled(key: timerKey, owner: 2, due: due ?? time + .seconds(14_400)),
    ]
  }

  /// What decides the first task and goes on to a job.
  package static func verification(by user: String = "sam", at time: Timestamp) -> [Event] {
    [
      .taskCompleted(
        key: taskKey, element: "Task_VerifyOrder", by: user, data: ["decision": "accept"]),
      .elementCompleted(key: 2, element: "Task_VerifyOrder"),
      .flowTaken(flow: "Flow_Verified"),
      .messageSent(
        name: "OrderConfirmed", correlationKey: "o", payload: ["confirmedAt": .string("\(time)")],
        element: "Task_ConfirmOrder"),
      .elementActivated(key: 5, element: "Task_GenerateQuote", scope: 1),
      .jobCreated(job(key: 6, owner: 5, notBefore: time)),
    ]
  }

  /// What ends an instance.
  package static func ending(outcome: String) -> [Event] {
    [.elementCompleted(key: 1, element: process), .instanceEnded(outcome: outcome)]
  }

  /// The instance that events make.
  package static func instance(_ events: [Event], at time: Timestamp) -> Instance {
    guard var instance = events.first.flatMap({ Instance(beginning: $0, at: time) }) else {
      preconditionFailure("the first event begins the instance")
    }
    for event in events.dropFirst() { instance.apply(event, at: time) }
    return instance
  }

  package static func task(
    key: Key, owner: Key, due: Timestamp?, groups: [String] = ["sales"], users: [String] = [],
    excluded: [String] = [], assignee: String? = nil, priority: Int = 50,
    createdAt: Timestamp = time()
  ) -> UserTask {
    built {
      try UserTask(
        record: Record(
          Context(compact: [
            ("key", .number(key)), ("owner", .number(owner)), ("element", "Task_VerifyOrder"),
            ("name", "Verify order"), ("form", "verify-order"),
            ("candidateGroups", .strings(groups)),
            ("candidateUsers", .strings(users)), ("excludedUsers", .strings(excluded)),
            ("assignee", assignee.map { .string($0) }), ("due", due.map { .time($0) }),
            ("priority", .number(priority)), ("createdAt", .time(createdAt)),
          ])))
    }
  }

  package static func timerScheduled(key: Key, owner: Key, due: Timestamp) -> Event {
    built {
      try Event(
        record: [
          "event": "timerScheduled", "key": .number(key), "owner": .number(owner),
          "target": "Event_VerifyReminder", "due": .time(due), "repetitions": 0,
        ])
    }
  }

  package static func job(key: Key, owner: Key, notBefore: Timestamp, retries: Int = 3) -> Job {
    built {
      try Job(
        record: Record(
          [
            "key": .number(key), "owner": .number(owner), "element": "Task_GenerateQuote",
            "type": "quote.generate", "input": ["revision": 1], "retries": .number(retries),
            "notBefore": .time(notBefore),
          ] as Context))
    }
  }

  package static func incident(key: Key, owner: Key, raisedAt: Timestamp) -> Incident {
    built {
      try Incident(
        record: Record(
          [
            "key": .number(key), "owner": .number(owner), "element": "Task_GenerateQuote",
            "phase": "job", "job": 6, "reason": "the price list is empty",
            "raisedAt": .time(raisedAt),
          ] as Context))
    }
  }

  private static func built<Value>(_ build: () throws -> Value) -> Value {
    do { return try build() } catch { preconditionFailure("a specimen is malformed: \(error)") }
  }

  private static func orderData(_ order: InstanceID, _ reference: String) -> Context {
    let lines = (1...12).map { number -> Value in
      [
        "sku": .string("BOLT-M\(number * 2)x\(number * 10)"), "quantity": .number(number * 25),
        "description": .string("Hexagon bolt M\(number * 2)x\(number * 10), zinc plated, 8.8"),
      ]
    }
    return [
      "id": .string(order.description), "reference": .string(reference), "currency": "EUR",
      "buyer": ["name": "Nordwind Maschinenbau GmbH", "contact": "einkauf@nordwind.example"],
      "deliverTo": [
        "street": "Hafenstraße 12", "postcode": "28217", "city": "Bremen", "country": "DE",
      ],
      "lines": .list(lines), "neededBy": "2026-12-01", "placedBy": "nora",
      "note": "Deliver between 7 and 15 h, gate 4; call the night before, forklift on site.",
    ]
  }
}
