import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// Where the exploration takes place: the pools, and what can happen to a joint state of them.
struct Stage {
  let pools: [Pool]
  let contract: Contract
  let scenario: Scenario
  let delivery: Verification.Delivery

  /// All pools share the order's id, as the parties do.
  static let order = InstanceID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0)))

  /// One thing that can happen, and what comes of it.
  struct Move {
    /// One line of a trace.
    let text: String
    let state: JointState
    /// What happened, and in which pool.
    let pool: Int
    let events: [Event]
    /// What was refused, if that was what happened.
    var refusal: Finding.Problem?
    /// The sample data does not fill the form in a way that it allows; nothing happened.
    var isUnfilled = false
  }

  func index(of pool: String) -> Int? { pools.firstIndex { $0.name == pool } }

  /// Every pool that begins by itself has begun.
  func beginnings() -> [Move] {
    let empty = JointState(instances: pools.map { _ in nil }, now: scenario.start)
    var beginnings = [Move(text: "", state: empty, pool: 0, events: [])]
    for pool in pools.indices {
      let next = beginnings.flatMap { move in
        decide(
          move.state, pool, .start(variables: scenario.variables), "\(pools[pool].name) begins")
      }
      if next.contains(where: { $0.refusal == nil }) { beginnings = next }
    }
    return beginnings
  }

  /// Everything that can happen next.
  func moves(from state: JointState) -> [Move] {
    arrivals(state)
      + pools.indices.flatMap { pool in
        decisions(state, pool) + timers(state, pool) + commands(state, pool)
      } + passing(state)
  }

  // MARK: What can happen

  private func arrivals(_ state: JointState) -> [Move] {
    var seen: Set<[Int]> = []
    return state.flights.indices.flatMap { index -> [Move] in
      let flight = state.flights[index]
      let isNext = seen.insert([flight.sender, flight.receiver]).inserted
      guard isNext || delivery == .unordered else { return [] }
      var next = state
      next.flights.remove(at: index)
      let text = "\(pools[flight.receiver].name) gets \(flight.message.name)"
      return decide(next, flight.receiver, .message(flight.message), text)
    }
  }

  private func decisions(_ state: JointState, _ pool: Int) -> [Move] {
    guard let instance = state.instances[pool] else { return [] }
    return instance.tasks.flatMap { task -> [Move] in
      let actor = task.somebody
      let text = "\(pools[pool].name): \(task.name)"
      guard
        let shown = pools[pool].process.form(
          of: task.key, in: instance, now: state.now, withContent: false)
      else {
        return decide(
          state, pool, .task(key: task.key, .decide(data: Context()), by: actor), text)
      }
      let choices = FormChoices(
        form: shown.form, defaults: shown.defaults, scenario: scenario, now: state.now)
      return choices.fillings.flatMap { filling -> [Move] in
        for data in filling.variants {
          let moves = decide(
            state, pool, .task(key: task.key, .decide(data: data), by: actor),
            "\(text): \(filling.choice)")
          if moves.contains(where: { $0.refusal == nil }) { return moves }
        }
        let unfilled = "\(text): \(filling.choice)"
        return [Move(text: unfilled, state: state, pool: pool, events: [], isUnfilled: true)]
      }
    }
  }

  private func timers(_ state: JointState, _ pool: Int) -> [Move] {
    (state.instances[pool]?.timers ?? []).flatMap { timer -> [Move] in
      var next = state
      next.now = max(state.now, timer.due)
      let label = pools[pool].process.label(of: timer.target)
      return decide(
        next, pool, .timerDue(key: timer.key), "\(pools[pool].name): the timer \(label) runs out")
    }
  }

  private func commands(_ state: JointState, _ pool: Int) -> [Move] {
    (state.instances[pool]?.subscriptions ?? []).flatMap { wait -> [Move] in
      guard pools[pool].commands.contains(wait.message) else { return [] }
      let command = ReceivedMessage(
        id: "command#\(state.messagesSent)", name: wait.message,
        correlationKey: wait.correlationKey, payload: scenario.commandPayload,
        receivedAt: state.now)
      return decide(state, pool, .command(command), "\(pools[pool].name): \(wait.message)")
    }
  }

  /// Time goes by and a timer is late: somebody may still do what the timer would have ended.
  private func passing(_ state: JointState) -> [Move] {
    let dues = state.instances.compactMap { $0 }.flatMap(\.timers).map(\.due)
    guard let due = dues.filter({ $0 >= state.now }).min() else { return [] }
    var next = state
    next.now = due.adding(.milliseconds(1))
    return [Move(text: "time goes by", state: next, pool: 0, events: [])]
  }

  // MARK: What comes of it

  /// Lets the engine decide, and every job that this creates come out in each way.
  private func decide(
    _ state: JointState, _ pool: Int, _ stimulus: Stimulus, _ text: String
  ) -> [Move] {
    let process = pools[pool].process
    do throws(Rejection) {
      let decision = try process.decide(
        state.instances[pool], id: Self.order, stimulus, now: state.now)
      var next = state
      next.instances[pool] = decision.instance
      send(decision.events, from: pool, &next)
      let done = Move(text: text, state: next, pool: pool, events: decision.events)
      guard let job = decision.instance.jobs.first(where: { $0.retries > 0 }) else { return [done] }
      return outcomes(of: job, in: pool, now: state.now).flatMap { outcome, words in
        decide(next, pool, outcome, text + words).map { move in
          Move(
            text: move.text, state: move.state, pool: pool, events: done.events + move.events,
            refusal: move.refusal)
        }
      }
    } catch {
      return [
        Move(
          text: text, state: state, pool: pool, events: [],
          refusal: .init(error, of: stimulus, by: pools[pool].name))
      ]
    }
  }

  private func outcomes(
    of job: Job, in pool: Int, now: Timestamp
  ) -> [(stimulus: Stimulus, words: String)] {
    let results = scenario.jobs[job.type]?(job, now) ?? [Context()]
    let successes = results.enumerated().map { index, variables in
      (
        Stimulus.jobCompleted(key: job.key, result: JobResult(variables: variables)),
        results.count > 1 ? ", \(job.type) gives result \(index + 1)" : ""
      )
    }
    let errors = (pools[pool].caughtErrors[job.element] ?? []).map { code in
      (
        Stimulus.jobThrewError(key: job.key, code: code, variables: scenario.errorVariables),
        ", \(job.type) raises \(code)"
      )
    }
    return successes + errors
  }

  private func send(_ events: [Event], from pool: Int, _ state: inout JointState) {
    for case .messageSent(let name, let correlationKey, let payload, let element) in events {
      guard let receiver = contract.messages[name].flatMap({ index(of: $0.receiver) }) else {
        preconditionFailure("the contract knows every message that is sent")
      }
      state.messagesSent += 1
      let message = ReceivedMessage(
        id: "\(element)#\(state.messagesSent)", name: name, correlationKey: correlationKey,
        payload: payload, receivedAt: state.now)
      state.flights.append(.init(message: message, sender: pool, receiver: receiver))
    }
  }
}

extension Stage {
  /// What is wrong with what happened.
  func problems(of move: Move) -> [Finding.Problem] {
    var problems = [move.refusal].compactMap { $0 }
    for event in move.events {
      switch event {
      case .messageDiscarded(_, let name):
        problems.append(.unreadMessage(name: name, receiver: pools[move.pool].name))
      case .incidentRaised(let incident):
        problems.append(.incident(element: incident.element, reason: incident.reason))
      default: break
      }
    }
    return problems
  }

  /// Where each pool stands.
  func describe(_ state: JointState) -> String {
    zip(pools, state.instances).map { pool, instance in
      guard let instance else { return "\(pool.name) has not begun" }
      if let outcome = instance.outcome { return "\(pool.name) has ended: \(outcome)" }
      let tokens = instance.elements.dropFirst().map { pool.process.label(of: $0.element) }
      return "\(pool.name) is at \(tokens.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}

extension UserTask {
  /// A person who may decide it, if there is one.
  fileprivate var somebody: Actor {
    let candidates = [assignee].compactMap { $0 } + candidateUsers + ["somebody", "somebody else"]
    let user = candidates.first { !excludedUsers.contains($0) } ?? "nobody"
    return Actor(user: user, groups: candidateGroups)
  }
}
