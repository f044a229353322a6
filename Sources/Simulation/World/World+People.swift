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
    switch random.number(0...9) {
    case 0: submitTask(.claimTask(key: work.key, by: person), work, party)
    case 1: submitTask(.releaseTask(key: work.key, by: person), work, party)
    default: decide(work, by: person, at: party)
    }
  }

  /// Fills a task's form at random and hands it in. What the form refuses is tried again another time.
  func decide(_ work: WorkReference, by person: Actor, at party: SimulatedParty) {
    guard let instance = party.store.read({ $0.cases[work.order]?.instance }),
      let task = instance.tasks.first(where: { $0.key == work.key })
    else { return }
    var data = Context()
    if let (form, defaults) = party.process.form(of: work.key, in: instance, now: party.clock.now) {
      for field in form.fields {
        data[field.name] = draw(field, default: defaults[field.name])
      }
    }
    let actor = task.assignee.flatMap { name in Self.people.first { $0.user == name } } ?? person
    submitTask(.completeTask(key: work.key, by: actor, data: data), work, party)
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
