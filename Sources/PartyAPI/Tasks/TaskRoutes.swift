import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/tasks`: what people have to decide.
struct TaskRoutes: Sendable {
  let ports: PartyPorts

  var routes: [Route] {
    [
      Route(.get, "/tasks", list), Route(.get, "/tasks/{task}", show),
      Route(.post, "/tasks/{task}/claim", claim), Route(.post, "/tasks/{task}/release", release),
      Route(.post, "/tasks/{task}/complete", complete),
    ]
  }

  private var finder: OrderFinder { OrderFinder(records: ports.records) }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(
      request, known: ["state", "order", "element", "assignee", "group", "cursor", "limit"])
    var query = TaskQuery()
    query.state = reader.choice("state") ?? .open
    query.element = reader.text("element")
    query.assignee = reader.text("assignee")
    query.groups = reader.text("group")?.split(separator: ",").map { String($0).trimmed } ?? []
    query.cursor = reader.text("cursor")
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
    try reader.finish()
    if let order = reader.text("order") { query.order = try await finder.id(of: order) }
    let page = try await ports.records.tasks(query)
    return .json(
      .context(
        Context(compact: [
          ("items", .list(page.items.map { .context(TaskView.row($0)) })),
          ("next", page.next.map { .string($0) }),
        ]).listing))
  }

  /// The task and all that is needed to decide it: the order's data, the form and what it begins with.
  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let name = try await finder.work(context.name("task"), orElse: .taskNotFound)
    guard let row = try await ports.records.task(name.order, name.key),
      let order = try await ports.records.order(name.order)
    else { throw Self.notFound(name) }
    var view = TaskView.row(row)
    view["variables"] = .context(order.instance.variables)
    guard row.state == .open else { return .json(.context(view)) }
    do {
      if let (form, defaults) = try await ports.desk.form(of: name.key, in: order) {
        view["form"] = TaskView.form(form)
        view["defaults"] = .context(defaults)
      }
    } catch {
      throw Problem(error, about: Subject(order: name.order, key: name.key))
    }
    return .json(.context(view))
  }

  @Sendable private func claim(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try request.actor()
    try await requireEmptyBody(request)
    let (name, order) = try await submit(context) { .claimTask(key: $0, by: actor) }
    return .json(changed(name, in: order))
  }

  @Sendable private func release(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try request.actor()
    try await requireEmptyBody(request)
    let (name, order) = try await submit(context) { .releaseTask(key: $0, by: actor) }
    return .json(changed(name, in: order))
  }

  @Sendable private func complete(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try request.actor()
    var reader = FieldReader(try await request.object(), known: ["data"])
    let data = reader.object("data", isRequired: true)
    guard let data, reader.errors.isEmpty else {
      throw Problem(.invalidBody, "The task was not completed.", errors: reader.errors)
    }
    let (name, order) = try await submit(context) { .completeTask(key: $0, by: actor, data: data) }
    return .json([
      "id": .string(name.description), "orderId": .string(name.order.description),
      "state": .string(TaskQuery.State.completed.rawValue), "decidedBy": .string(actor.user),
      "data": .context(data), "order": .context(OrderView.brief(order)),
      "tasks": .list(order.instance.tasks.map { TaskView.open($0, in: order) }),
    ])
  }

  private func requireEmptyBody(_ request: Request) async throws {
    let reader = FieldReader(try await request.object(isOptional: true), known: [])
    guard reader.errors.isEmpty else {
      throw Problem(.invalidBody, "Nothing is expected in the body.", errors: reader.errors)
    }
  }

  private func submit(
    _ context: PartyRequestContext, _ stimulus: (Key) -> Stimulus
  ) async throws -> (WorkName, Case) {
    let name = try await finder.work(context.name("task"), orElse: .taskNotFound)
    do {
      return (name, try await ports.desk.submit(stimulus(name.key), to: name.order))
    } catch {
      throw try await problem(of: error, about: name)
    }
  }

  /// Whoever comes too late learns who was first.
  private func problem(of failure: CommandFailure, about name: WorkName) async throws -> Problem {
    let subject = Subject(order: name.order, key: name.key)
    switch failure {
    case .rejected(.noSuchTask), .rejected(.ended):
      guard let row = try await ports.records.task(name.order, name.key) else {
        return Self.notFound(name)
      }
      return closed(row, about: subject)
    default: return Problem(failure, about: subject)
    }
  }

  private func closed(_ row: TaskRow, about subject: Subject) -> Problem {
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

  private func changed(_ name: WorkName, in order: Case) -> Value {
    // The task was open a moment ago, in the very state that the command gave back.
    order.instance.tasks.first { $0.key == name.key }.map { TaskView.open($0, in: order) } ?? .null
  }

  private static func notFound(_ name: WorkName) -> Problem {
    Problem(
      .taskNotFound, "There is no task \(name).",
      members: Subject(order: name.order, key: name.key).members)
  }
}
