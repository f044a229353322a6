import Exchange
import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

/// What people do: place orders, decide tasks, change their minds.
extension World {
  /// Everybody who may do something, with the groups they are in. Most are in all, so that only four eyes stop them.
  static let people: [Actor] = {
    let groups = [
      "buyers", "receiving", "sales", "sales-lead", "pricing", "warehouse", "warehouse-lead",
    ]
    return [
      Actor(user: "alex", groups: groups), Actor(user: "kim", groups: groups),
      Actor(user: "sam", groups: groups), Actor(user: "stranger", groups: ["visitors"]),
      Actor(user: "chief", groups: ["visitors"], isSupervisor: true),
    ]
  }()

  /// A buyer places an order, or asks again because nobody has answered.
  func place() {
    guard let order = random.pick(orders.filter { !$0.isPlaced }) else { return }
    submit(
      .begin(
        order.id, variables: order.variables, requestDigest: "digest", client.answers.reply()),
      to: client)
  }

  func cancel() {
    guard let order = random.pick(orders) else { return }
    let message = ReceivedMessage(
      id: client.context.ids.next(at: client.clock.now).uuidString.lowercased(),
      name: "CancelRequested", correlationKey: order.id.description,
      payload: ["reason": .string("changed our minds"), "by": .string("alex")],
      receivedAt: client.clock.now)
    submit(.command(order.id, .command(message), client.answers.reply()), to: client)
  }

  /// Somebody does something about an open task.
  func decide(at party: SimulatedParty) {
    let open = party.store.read { database in
      database.tasks.values.filter { $0.state == .open }.map {
        WorkReference(order: $0.order, key: $0.task.key)
      }
    }
    let sorted = open.sorted { ($0.order, $0.key) < ($1.order, $1.key) }
    guard let work = random.pick(sorted), let person = random.pick(Self.people) else { return }
    guard let task = task(work, at: party) else { return }
    let isPending = task.decision != nil
    if random.chance(isPending ? 0.9 : 0.4) {
      let actor = random.chance(0.6) ? Self.person(task.assignee) ?? person : person
      let action = isPending && random.chance(0.6) ? .undo : drawAction(at: party)
      let revision = random.chance(0.3) ? task.revision - random.number(0...1) : nil
      submitTask(.task(key: work.key, action, by: actor, ifRevision: revision), work, party)
    } else {
      let grace = random.chance(0.5) ? Duration.seconds(random.number(0...60)) : nil
      decide(work, by: person, at: party, grace: grace)
    }
  }

  /// Something that people do with tasks besides deciding them.
  private func drawAction(at party: SimulatedParty) -> TaskAction {
    let other = random.pick(Self.people) ?? Self.people[0]
    return switch random.number(0...7) {
    case 0: .claim
    case 1: .release
    case 2: .assign(to: other)
    case 3: .delegate(to: other)
    case 4: .resolve
    case 5: .comment(text: "words", link: TaskLink(url: "https://example.org/", title: ""))
    case 6:
      .reschedule(
        due: party.clock.now + .seconds(random.number(0...3600)), followUp: nil,
        priority: random.number(0...100))
    default: .undo
    }
  }

  /// Fills a task's form at random and hands it in. What the form refuses is tried again another time. What is delegated
  /// is given back first, and a decision that is pending is left alone.
  func decide(
    _ work: WorkReference, by person: Actor, at party: SimulatedParty, grace: Duration? = nil
  ) {
    guard let instance = party.store.read({ $0.cases[work.order]?.instance }),
      let task = instance.tasks.first(where: { $0.key == work.key }), task.decision == nil
    else { return }
    var data = Context()
    if let (form, defaults) = party.process.form(
      of: work.key, in: instance, now: party.clock.now, withContent: false)
    {
      for field in form.inputs {
        data[field.name] = draw(field, default: defaults[field.name])
      }
    }
    let actor = Self.person(task.assignee) ?? person
    let effectiveAt = grace.map { party.clock.now + $0 }
    let action: TaskAction =
      task.delegatedBy == nil ? .decide(data: data, effectiveAt: effectiveAt) : .resolve
    submitTask(.task(key: work.key, action, by: actor), work, party)
  }

  private func task(_ work: WorkReference, at party: SimulatedParty) -> UserTask? {
    party.store.read { $0.cases[work.order]?.instance }?.tasks.first { $0.key == work.key }
  }

  private static func person(_ name: String?) -> Actor? {
    name.flatMap { name in people.first { $0.user == name } }
  }

  private func draw(_ field: Form.Field, default value: Value?) -> Value? {
    switch field.kind {
    case .choice:
      // The first choice is the good one.
      let choice = random.chance(0.6) ? field.choices.first : random.pick(field.choices)
      return choice.map { .string($0.value) }
    case .lines:
      guard random.chance(0.3), let lines = value?.list else { return value }
      return .list(
        lines.map { line in
          let quantity = line["quantity"].integer ?? 0
          return .context([
            "sku": line["sku"], "quantity": .number(random.number(0...max(0, quantity))),
          ])
        })
    case .text: return random.chance(0.8) ? .string("words") : value
    case .number: return .number(random.number(0...100))
    case .money: return .string("\(random.number(0...100)).00")
    case .date: return .string("2026-12-01")
    case .boolean: return .boolean(random.chance(0.5))
    case .context: return nil
    }
  }

  private func submitTask(_ stimulus: Stimulus, _ work: WorkReference, _ party: SimulatedParty) {
    submit(.command(work.order, stimulus, party.answers.reply()), to: party)
  }

  /// Hands something in to one of a party's processes; without one the caller finds nobody there.
  func submit(_ inbound: Inbound, to party: SimulatedParty) {
    guard let process = random.pick(processes.filter { $0.party === party }) else { return }
    note("somebody asks \(process.label): \(inbound.summary)")
    process.slot(for: inbound.order).pending.append(inbound)
  }
}
