package import Access
import FEEL
import HTTPTypes
package import Participant
package import ProcessEngine

/// One action on all tasks that match a filter, each tried once: by itself, so that one that cannot be done holds up no
/// other.
package struct TaskBulk: Sendable {
  package let action: TaskAction
  package let filter: TaskFilter
  /// Only says what would be done.
  package let dryRun: Bool

  /// The most tasks of one request: as many as are done well within its time. A filter may have a limit of its own.
  package static let limit = 5_000
  /// How many are acted on at the same time.
  private static let width = 16

  /// Reads the body of a request.
  init(_ body: Context, desk: TaskDesk, now: Timestamp) async throws {
    var head = FieldReader(
      body, known: ["action", "filter", "dryRun"] + TaskVerb.allCases.flatMap(\.fields))
    let word = head.text("action", isRequired: true, upTo: 20)
    let verb = word.flatMap(TaskVerb.init(rawValue:))
    if word != nil && verb == nil {
      head.add(
        "action", "must be one of \(TaskVerb.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let object = head.object("filter", isRequired: true) ?? Context()
    dryRun = head.flag("dryRun")
    try head.finish("Nothing was changed.")
    let names = TaskFilter.parameters.filter { $0 != "cursor" }
    var reader = QueryReader(object, prefix: "filter.", known: names)
    filter = TaskFilter(&reader, now: now)
    try reader.finish(.invalidBody)
    let verbal = verb ?? .claim
    var rest = body
    for field in ["action", "filter", "dryRun"] { rest[field] = nil }
    var fields = FieldReader(rest, known: verbal.fields)
    action = try await desk.action(verbal, reading: &fields)
  }

  /// What became of one task.
  package struct Item: Sendable {
    package let name: WorkName
    /// Nil in a dry run.
    package let outcome: Result<TaskChange, Problem>?
  }

  package struct Report: Sendable {
    /// One for each task that was found.
    package let items: [Item]
    /// Whether more tasks match than the request takes.
    package let hasMore: Bool
    package let dryRun: Bool

    package var failures: Int {
      items.count {
        if case .failure? = $0.outcome { true } else { false }
      }
    }
  }

  /// - Throws: when the tasks cannot be found; what is wrong with a single one is in its item.
  package func run(
    on desk: TaskDesk, by person: Principal, origin: Origin
  ) async throws(Problem) -> Report {
    // All are found before any is changed: what is done to one moves it in the list, or out of it.
    let found = try await desk.all(
      filter, for: action, by: person.actor,
      upTo: filter.hasLimit ? filter.query.limit : Self.limit)
    guard !dryRun else {
      let items = found.rows.map { Item(name: $0.name, outcome: nil) }
      return Report(items: items, hasMore: found.hasMore, dryRun: true)
    }
    let items = await withTaskGroup(of: (Int, Item).self) { group in
      var items: [Item?] = Array(repeating: nil, count: found.rows.count)
      for (index, row) in found.rows.enumerated() {
        if index >= Self.width, let (done, item) = await group.next() { items[done] = item }
        group.addTask { (index, await act(on: row, desk, person, origin)) }
      }
      for await (done, item) in group { items[done] = item }
      return items.compactMap(\.self)
    }
    return Report(items: items, hasMore: found.hasMore, dryRun: false)
  }

  /// On the revision that the filter has found, so that nothing is done about a task that has changed since.
  private func act(
    on row: TaskRow, _ desk: TaskDesk, _ person: Principal, _ origin: Origin
  ) async -> Item {
    do {
      let change = try await desk.act(
        row.name, action, by: person, origin: origin, ifRevision: row.task.revision)
      return Item(name: row.name, outcome: .success(change))
    } catch {
      return Item(name: row.name, outcome: .failure(error))
    }
  }
}

extension TaskAction {
  /// Whether it can be meant for a task: while a decision waits to take effect, the task can only be commented on and the
  /// decision undone, and nothing else can be undone.
  func isFor(_ row: TaskRow) -> Bool {
    let isPending = row.state == .open && row.task.decision != nil
    return switch self {
    case .comment: true
    case .undo: isPending
    case .claim, .release, .assign, .delegate, .resolve, .reschedule, .decide: !isPending
    }
  }
}

extension TaskRow {
  var name: WorkName { WorkName(order: order, key: task.key) }
}

extension TaskBulk.Report {
  /// - Parameter language: of what is wrong with fields.
  func json(in language: String) -> Value {
    [
      "dryRun": .boolean(dryRun), "matched": .number(items.count), "hasMore": .boolean(hasMore),
      "done": .number(dryRun ? 0 : items.count - failures), "failed": .number(failures),
      "items": .list(items.map { $0.json(in: language) }),
    ]
  }
}

extension TaskBulk.Item {
  fileprivate func json(in language: String) -> Value {
    let id = Value.string(name.description)
    switch outcome {
    case nil: return ["id": id]
    case .success(let change):
      let isPending = change.task?.decision != nil
      return .context(
        Context(compact: [
          ("id", id), ("status", .number(isPending ? 202 : 200)),
          ("task", change.task.map { TaskView.open($0, in: change.order) }),
        ]))
    case .failure(let problem):
      return [
        "id": id, "status": .number(problem.type.status.code),
        "problem": .context(problem.json(instance: "/tasks/\(name)", language: language)),
      ]
    }
  }
}
