import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// Turns the journal of one order into events and objects, entry by entry.
struct OrderLogWriting {
  private(set) var events: [LogEvent] = []
  private(set) var outcomes: [String: String] = [:]
  private let order: InstanceID
  private let names: ActivityNames
  private var facts: [String: String] = [:]
  private var startedAt: Timestamp?
  private var objects: [String: LogObject] = [:]
  private var objectIDs: [String] = []
  private var parties: Set<String> = []
  /// The processes, which are elements of their own.
  private var processes: Set<String> = []

  // Of the entry at hand.
  private var entry: JournalEntry?
  private var index = 0
  /// Messages by the flow node that they went through.
  private var sent: [String: String] = [:]
  private var used: [String: String] = [:]
  /// Which flow node the tasks are of, by party and key.
  private var tasks: [String: UserTask] = [:]

  init(_ order: InstanceID, _ names: ActivityNames) {
    self.order = order
    self.names = names
  }

  mutating func add(_ entry: JournalEntry) {
    self.entry = entry
    index = 0
    (sent, used) = ([:], [:])
    startedAt = startedAt ?? entry.at
    parties.insert(entry.party)
    var messages = entry.messages[...]
    for event in entry.events { add(event, of: entry, &messages) }
  }

  /// All objects, with what was learnt of the order last.
  mutating func finish() -> [LogObject] {
    let whole = LogObject(
      id: order.description, kind: .order,
      values: LogObject.Kind.order.attributes.map { facts[$0] }, since: startedAt, relations: [])
    let companies = parties.sorted().map {
      LogObject(id: $0, kind: .party, values: [], since: nil, relations: [])
    }
    return [whole] + objectIDs.compactMap { objects[$0] } + companies
  }

  // MARK: Events

  private mutating func add(
    _ event: Event, of entry: JournalEntry, _ messages: inout ArraySlice<JournalEntry.SentMessage>
  ) {
    switch event {
    case .variablesSet(_, let variables): learn(from: variables)
    case .instanceEnded(let outcome): outcomes[entry.party] = outcome
    case .messageSent(let name, _, let payload, let element):
      guard let message = messages.popFirst() else { return }
      let id = message.id.text
      sent[element] = id
      note(message: id, name, from: entry.party, to: message.receiver)
      note(quote: payload["quote"] ?? .null, in: id)
    case .messageReceived(let message):
      // What a party's own people ask for by name is no message between the parties.
      guard entry.stimulus["kind"]?.string != "command" else { return }
      note(message: message.id, message.name, from: nil, to: entry.party)
      note(quote: message.payload["quote"] ?? .null, in: message.id)
      append("Received \(message.name)", .complete, about: relations(to: message.id, "receives"))
    case .messageCorrelated(let id, _, let target):
      // Commands are no objects of the log.
      if objects[id] != nil { used[target] = id }
    case .elementActivated(let key, let element, let scope):
      if scope == nil { processes.insert(element) }
      guard names.kind(of: element) == .lasting else { return }
      append(element, .start, key)
    case .elementCompleted(let key, let element): complete(element, key)
    case .elementTerminated(let key, let element):
      if names.kind(of: element) == .lasting { append(element, .abort, key) }
    default: addTask(event, of: entry)
    }
  }

  private mutating func complete(_ element: String, _ key: Key) {
    guard [.lasting, .momentary].contains(names.kind(of: element)), !processes.contains(element)
    else { return }
    var about: [LogEvent.Relation] = []
    if let id = sent.removeValue(forKey: element) { about += relations(to: id, "sends") }
    if let id = used.removeValue(forKey: element) { about += relations(to: id, "uses") }
    append(element, .complete, key, about: about)
  }

  /// To a message, and to the quote in it.
  private func relations(to message: String, _ qualifier: String) -> [LogEvent.Relation] {
    let quote = objects[message]?.relations.first { $0.qualifier == "carries" }
    return [.init(object: message, qualifier: qualifier)]
      + [quote].compactMap(\.self).map { .init(object: $0.object, qualifier: "quote") }
  }

  private mutating func addTask(_ event: Event, of entry: JournalEntry) {
    switch event {
    case .taskCreated(let task):
      tasks[taskID(task.key)] = task
      note(task, of: entry)
      append(task.key, .schedule)
    case .taskClaimed(let key, let user): append(key, .start, by: user)
    case .taskAssigned(let key, let user, _), .taskDelegated(let key, let user, _):
      append(key, .reassign, by: user)
    case .taskReleased(let key, _), .taskResolved(let key, _): append(key, .reassign)
    case .taskCompleted(let key, _, let user, _): append(key, .complete, by: user)
    case .taskWithdrawn(let key, _): append(key, .withdraw)
    case .taskRescheduled(let key, _, let due, _, _):
      if let due { objects[taskID(key)]?.set("due", due.description) }
    default: break
    }
  }

  /// An event of a flow node.
  private mutating func append(
    _ element: String, _ transition: LogEvent.Transition, _ key: Key,
    about: [LogEvent.Relation] = []
  ) {
    append(
      names.name(of: element), transition, element: element, instance: "\(key)", about: about)
  }

  /// An event of a task.
  private mutating func append(
    _ key: Key, _ transition: LogEvent.Transition, by user: String? = nil
  ) {
    let id = taskID(key)
    guard let task = tasks[id] else { return }
    append(
      names.name(of: task.element), transition, element: task.element, instance: "\(task.owner)",
      by: user, about: [.init(object: id, qualifier: "task")])
  }

  private mutating func append(
    _ activity: String, _ transition: LogEvent.Transition, element: String? = nil,
    instance: String? = nil, by user: String? = nil, about: [LogEvent.Relation]
  ) {
    guard let entry else { return }
    index += 1
    var event = LogEvent(
      id: "\(entry.party)-\(entry.lane)-\(entry.number)-\(index)", activity: activity,
      element: element, transition: transition, at: entry.at, party: entry.party, resource: user,
      instance: instance)
    event.objects = about
    events.append(event)
  }

  // MARK: Objects

  private mutating func note(_ object: LogObject) {
    if let known = objects[object.id] {
      // What one party does not know of it, the other does.
      var merged = known
      merged.values = zip(known.values, object.values).map { $0 ?? $1 }
      for relation in object.relations where !merged.relations.contains(relation) {
        merged.relations.append(relation)
      }
      objects[object.id] = merged
    } else {
      objectIDs.append(object.id)
      objects[object.id] = object
    }
  }

  private var ofOrder: LogEvent.Relation { .init(object: order.description, qualifier: "order") }

  private mutating func note(
    message id: String, _ name: String, from sender: String?, to receiver: String
  ) {
    var relations = [ofOrder]
    if let sender { relations.append(.init(object: sender, qualifier: "sender")) }
    relations.append(.init(object: receiver, qualifier: "receiver"))
    if let sender { parties.insert(sender) }
    parties.insert(receiver)
    note(
      LogObject(
        id: id, kind: .message, values: [name, sender, receiver], since: entry?.at,
        relations: relations))
  }

  private mutating func note(quote: Value, in message: String) {
    guard let id = quote["id"].string else { return }
    note(
      LogObject(
        id: id, kind: .quote,
        values: [
          quote["revision"].integer.map(String.init), quote["currency"].string,
          quote["total"].string, quote["validUntil"].string,
        ], since: entry?.at, relations: [ofOrder]))
    let carries = LogEvent.Relation(object: id, qualifier: "carries")
    // Both parties tell of it.
    if objects[message]?.relations.contains(carries) == false {
      objects[message]?.relations.append(carries)
    }
  }

  private mutating func note(_ task: UserTask, of entry: JournalEntry) {
    note(
      LogObject(
        id: taskID(task.key), kind: .task,
        values: [task.name, task.element, task.due?.description], since: entry.at,
        relations: [ofOrder, .init(object: entry.party, qualifier: "party")]))
  }

  private func taskID(_ key: Key) -> String { "\(order)/\(entry?.party ?? "")/\(key)" }

  private mutating func learn(from variables: Context) {
    if let order = variables["order"] {
      facts["reference"] = order["reference"].string ?? facts["reference"]
      facts["buyer"] = order["buyer"]["name"].string ?? facts["buyer"]
      facts["currency"] = facts["currency"] ?? order["currency"].string
    }
    if let quote = variables["quote"] {
      facts["total"] = quote["total"].string ?? facts["total"]
      facts["currency"] = quote["currency"].string ?? facts["currency"]
    }
  }
}
