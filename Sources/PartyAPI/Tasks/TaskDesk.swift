package import Access
package import FEEL
import HTTPTypes
package import Participant
package import ProcessEngine

/// What people do with tasks, whichever way they come: over HTTP or from a page.
package struct TaskDesk: Sendable {
  private let ports: PartyPorts
  private var finder: OrderFinder { OrderFinder(records: ports.records) }

  package init(_ ports: PartyPorts) {
    self.ports = ports
  }

  /// The longest time in which a decision can be undone.
  package static let graceLimit = Duration.seconds(300)

  /// The task of a name such as `PO-1.12`: its order in any way that an order can be named, a point, and its key.
  ///
  /// - Throws: `task-not-found`, `order-not-found`, `ambiguous-name`.
  package func find(_ name: String) async throws(Problem) -> WorkName {
    try await Problem.catching { try await finder.work(name, orElse: .taskNotFound) }
  }

  /// - Throws: `task-not-found` and the others of `find`.
  package func show(_ name: String) async throws(Problem) -> TaskPage {
    let name = try await find(name)
    return try await Problem.catching {
      guard let row = try await ports.records.task(name.order, name.key),
        let order = try await ports.records.order(name.order)
      else { throw Self.notFound(name) }
      let activity = TaskActivity.all(
        of: name.key, in: try await ports.records.history(name.order))
      var filled: (form: Form, defaults: Context)?
      if row.state == .open { filled = try await form(of: name, in: order) }
      return TaskPage(
        row: row, order: order, form: filled?.form, defaults: filled?.defaults ?? Context(),
        activity: activity)
    }
  }

  private func form(
    of name: WorkName, in order: Case
  ) async throws(Problem) -> (form: Form, defaults: Context)? {
    do {
      return try await ports.desk.form(of: name.key, in: order)
    } catch {
      throw Problem(error, about: Subject(order: name.order, key: name.key))
    }
  }

  /// - Parameter actor: whose views are counted, and whose tasks `mine` and `groups` are.
  package func list(_ filter: TaskFilter, for actor: Actor) async throws(Problem) -> TaskList {
    let query = try await query(of: filter, for: actor)
    return try await Problem.catching {
      async let page = ports.records.tasks(query)
      async let counts = ports.records.taskCounts(query, for: actor, now: ports.clock.now)
      return TaskList(page: try await page, counts: try await counts)
    }
  }

  /// The most tasks of a page.
  private static let pageLimit = 500

  /// The tasks of a filter that an action is for, page after page.
  ///
  /// - Parameter limit: how many at most.
  /// - Returns: each task once, also when it has moved between two pages; and whether there are more.
  func all(
    _ filter: TaskFilter, for action: TaskAction, by actor: Actor, upTo limit: Int
  ) async throws(Problem) -> (rows: [TaskRow], hasMore: Bool) {
    var query = try await query(of: filter, for: actor)
    query.limit = Self.pageLimit
    return try await Problem.catching {
      var rows: [TaskRow] = []
      var names: Set<WorkName> = []
      repeat {
        let page = try await ports.records.tasks(query)
        rows += page.items.filter { action.isFor($0) && names.insert($0.name).inserted }
        query.cursor = page.next
      } while query.cursor != nil && rows.count <= limit
      return (Array(rows.prefix(limit)), rows.count > limit)
    }
  }

  /// The filter as the store understands it.
  func query(of filter: TaskFilter, for actor: Actor) async throws(Problem) -> TaskQuery {
    var query = filter.view.map { filter.query.within($0, of: actor) } ?? filter.query
    if let order = filter.order {
      query.order = try await Problem.catching { try await finder.id(of: order) }
    }
    return query
  }

  /// Does something with a task.
  ///
  /// - Parameter revision: the one that the person has seen; nil for whichever there is.
  /// - Throws: the problem that tells who was first, for somebody who comes too late.
  package func act(
    _ name: String, _ action: TaskAction, by person: Principal, origin: Origin,
    ifRevision revision: Int? = nil
  ) async throws(Problem) -> TaskChange {
    try await act(find(name), action, by: person, origin: origin, ifRevision: revision)
  }

  package func act(
    _ name: WorkName, _ action: TaskAction, by person: Principal, origin: Origin,
    ifRevision revision: Int? = nil
  ) async throws(Problem) -> TaskChange {
    do {
      let order = try await ports.desk.submit(
        .task(key: name.key, action, by: person.actor, ifRevision: revision), to: name.order,
        origin: origin)
      return TaskChange(name: name, order: order)
    } catch {
      throw await problem(of: error, about: name)
    }
  }

  /// The action with which somebody decides a task.
  ///
  /// - Parameter delay: for how long the decision can be undone; nil for as long as the party usually gives.
  package func decision(_ data: Context, effectiveAfter delay: Duration? = nil) -> TaskAction {
    let delay = min(max(.zero, delay ?? ports.decisionGrace), Self.graceLimit)
    return .decide(data: data, effectiveAt: delay > .zero ? ports.clock.now + delay : nil)
  }

  /// Somebody to whom a task can be given.
  ///
  /// - Parameter groups: their groups, where nobody is known and every caller is believed.
  /// - Throws: `invalid-body` for somebody unknown.
  package func colleague(_ user: String, groups: [String] = []) async throws(Problem) -> Actor {
    guard let directory = ports.directory else { return Actor(user: user, groups: groups) }
    let person = try await Problem.catching { try await directory.person(user) }
    guard let person else {
      throw Problem(
        .invalidBody, "The task stays where it is.",
        errors: [FormError(field: "to", message: "\(user) is not known here")])
    }
    return person.actor
  }
}

extension TaskDesk {
  /// Whoever comes too late learns who was first, and when.
  private func problem(of failure: CommandFailure, about name: WorkName) async -> Problem {
    let subject = Subject(order: name.order, key: name.key)
    var problem = Problem(failure, about: subject)
    guard case .rejected(let rejection) = failure else { return problem }
    do {
      switch rejection {
      case .noSuchTask, .ended:
        guard let row = try await ports.records.task(name.order, name.key) else {
          return Self.notFound(name)
        }
        return Self.closed(row, about: subject)
      case .taskClaimed, .notAssignee, .staleTask, .decisionPending, .delegated:
        let activity = TaskActivity.all(
          of: name.key, in: try await ports.records.history(name.order))
        if let last = activity.last(where: { $0.by != nil && $0.kind != .commented }) {
          problem.members["lastChange"] = TaskView.activity(last)
        }
        return problem
      default: return problem
      }
    } catch let error {
      return Problem(error)
    }
  }

  private static func closed(_ row: TaskRow, about subject: Subject) -> Problem {
    var members = subject.members
    members.merge(
      Context(compact: [
        ("decidedBy", row.decidedBy.map { .string($0) }),
        ("closedAt", row.closedAt.map { .time($0) }),
        ("data", .context(row.data)),
      ]))
    let detail =
      row.decidedBy.map { "\($0) has decided this task already." }
      ?? "The task was withdrawn: the process went on without it."
    return Problem(.taskClosed, detail, members: members)
  }

  private static func notFound(_ name: WorkName) -> Problem {
    Problem(
      .taskNotFound, "There is no task \(name).",
      members: Subject(order: name.order, key: name.key).members)
  }
}

extension Problem {
  /// What a body throws, as a problem.
  static func catching<Result>(
    _ body: () async throws -> sending Result
  ) async throws(Problem) -> sending Result {
    do {
      return try await body()
    } catch let problem as Problem {
      throw problem
    } catch let error as StoreError {
      throw Problem(error)
    } catch is CancellationError {
      throw .stopping
    } catch {
      throw Problem(.internalError, "The request could not be answered: \(error)")
    }
  }

  static var stopping: Problem {
    Problem(.unavailable, "The service is stopping. Try again.", headers: [.retryAfter: "5"])
  }
}
