import FEEL
import Foundation
import ProcessEngine
import SplitMix
import Testing

/// Random stimuli for random models. `Course` checks after each decision that the state is the replay of the history,
/// that everything can be stored and read back, and that nothing is open that belongs to nothing.
struct RandomWalkTests {
  @Test(arguments: 0..<150)
  func `a random model holds its promises on a random walk`(_ seed: Int) throws {
    var generator = RandomModel(seed: UInt64(seed))
    let model = generator.model()
    var course = try Course(model)
    var random = SplitMix64(seed: UInt64(seed) &+ 1_000)
    try course.start(random.next(2) == 0 ? ["x": .number(random.next(3))] : Context())
    for _ in 0..<40 where course.outcome == nil {
      try Self.attempt(Self.stimulus(for: course, &random), &course)
    }
  }

  @Test(arguments: 0..<40)
  func `the order model holds its promises on a random walk`(_ seed: Int) throws {
    let model = try OrderModel()
    var random = SplitMix64(seed: UInt64(seed))
    var sides = [Course(model.client), Course(model.supplier)]
    var onTheWay: [[ReceivedMessage]] = [[], []]
    try sides[0].start(OrderModel.order)
    var seen = [0, 0]
    for _ in 0..<80 where sides.contains(where: { $0.outcome == nil }) {
      for side in sides.indices {
        for message in sides[side].messages(after: &seen[side]) {
          onTheWay[1 - side].append(message)
        }
      }
      let side = random.next(2)
      if !onTheWay[side].isEmpty, random.next(2) == 0 {
        try Self.attempt(.message(onTheWay[side].removeFirst()), &sides[side])
      } else if sides[side].instance != nil, sides[side].outcome == nil {
        try Self.attempt(Self.stimulus(for: sides[side], &random), &sides[side])
      }
    }
  }

  /// A refusal changes nothing; only those that say that the model or the engine is wrong are failures.
  private static func attempt(_ stimulus: Stimulus, _ course: inout Course) throws {
    let before = course.instance
    do {
      if case .timerDue(let key) = stimulus,
        let due = before?.timers.first(where: { $0.key == key })?.due
      {
        course.now = max(course.now, due)
      }
      try course.take(stimulus)
    } catch let rejection as Rejection {
      #expect(course.instance == before)
      #expect(rejection != .stepLimit)
    }
  }

  /// Something that is open, now and then with data that does not fit, or something that is not there.
  private static func stimulus(for course: Course, _ random: inout SplitMix64) -> Stimulus {
    guard let instance = course.instance else { return .start(variables: Context()) }
    var possible: [Stimulus] = []
    for task in instance.tasks { possible += actions(on: task, in: course, &random) }
    for job in instance.jobs {
      let quote: Context = [
        "id": .string("q"), "revision": job.input["revision"] ?? .null, "currency": .string("EUR"),
        "total": .string(random.next(2) == 0 ? "900.00" : "1900.00"),
        "validUntil": .string(course.now.adding(.seconds(259_200)).description),
      ]
      possible += [
        .jobCompleted(key: job.key, result: JobResult(variables: ["quote": .context(quote)])),
        .jobFailed(key: job.key, reason: "no luck", retryAfter: .seconds(1)),
        .jobThrewError(key: job.key, code: "UNKNOWN_ITEM", variables: ["reason": .string("none")]),
      ]
    }
    possible += instance.timers.map { .timerDue(key: $0.key) }
    possible += instance.incidents.map {
      .retryIncident(key: $0.key, by: "op", variables: ["x": .number(random.next(3))])
    }
    for name in ["M", "N", "CancelRequested"] {
      let message = ReceivedMessage(
        id: "r\(random.next(1_000_000_000))", name: name,
        correlationKey: instance.id.description, payload: ["x": .number(random.next(3))],
        receivedAt: course.now)
      possible += [random.next(2) == 0 ? .message(message) : .command(message)]
    }
    possible += [.timerDue(key: 9_999), .task(key: 1, .claim, by: Actor(user: "eve", groups: []))]
    return possible[random.next(possible.count)]
  }

  /// What ann, bob and a supervisor may try with a task. Deciding is the likeliest, so that a walk gets on.
  private static func actions(
    on task: UserTask, in course: Course, _ random: inout SplitMix64
  ) -> [Stimulus] {
    let people = ["ann", "bob"].map { Actor(user: $0, groups: task.candidateGroups) }
    let boss = Actor(user: "boss", groups: [], isSupervisor: true)
    let actor = random.next(5) == 0 ? boss : people[random.next(2)]
    let other = people[random.next(2)]
    let data = data(for: task, in: course, &random)
    let later = course.now.adding(.seconds(random.next(20)))
    let actions: [TaskAction] = [
      .decide(data: data), .decide(data: data), .decide(data: data, effectiveAt: later), .undo,
      .claim, .release, .assign(to: other), .delegate(to: other), .resolve,
      .comment(text: "look", link: nil),
      .reschedule(due: later, followUp: nil, priority: random.next(100)),
    ]
    return actions.map { action in
      .task(
        key: task.key, action, by: actor,
        ifRevision: random.next(4) == 0 ? task.revision - random.next(2) : nil)
    }
  }

  private static func data(
    for task: UserTask, in course: Course, _ random: inout SplitMix64
  ) -> Context {
    guard let instance = course.instance,
      let (form, defaults) = course.process.form(of: task.key, in: instance, now: course.now)
    else { return random.next(3) == 0 ? ["x": .number(random.next(3))] : Context() }
    var data = defaults
    for field in form.inputs {
      if !field.choices.isEmpty {
        data[field.name] = .string(field.choices[random.next(field.choices.count)].value)
      } else if data[field.name] == nil && random.next(4) > 0 {
        data[field.name] = .string("text")
      }
    }
    return data
  }
}
