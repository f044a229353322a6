import Access
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/tasks`: what people have to decide.
struct TaskRoutes: Sendable {
  private let ports: PartyPorts
  private let desk: TaskDesk

  init(ports: PartyPorts) {
    self.ports = ports
    desk = TaskDesk(ports)
  }

  var routes: [Route] {
    [
      Route(.get, "/tasks", .signedIn, list), Route(.get, "/tasks/events", .signedIn, events),
      Route(.post, "/tasks/bulk", .working, bulk), Route(.get, "/tasks/{task}", .signedIn, show),
      Route(.get, "/tasks/{task}/comments", .signedIn, comments),
      route(.claim), route(.release), route(.assign), route(.delegate), route(.resolve),
      route(.comment, path: "comments", status: .created), route(.schedule), route(.complete),
      route(.undo),
    ]
  }

  private func route(
    _ verb: TaskVerb, path: String? = nil, status: HTTPResponse.Status = .ok
  ) -> Route {
    Route(.post, "/tasks/{task}/\(path ?? verb.rawValue)", .working) { request, context in
      try await act(verb, request, context, status: status)
    }
  }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: TaskFilter.parameters)
    let filter = TaskFilter(&reader, now: ports.clock.now)
    try reader.finish()
    // Whoever gives no name has no tasks, but may look at all.
    let isOwn = filter.view == .mine || filter.view == .groups
    let actor =
      isOwn ? try context.actor : context.principal?.actor ?? Actor(user: "", groups: [])
    return .json(TaskView.list(try await desk.list(filter, for: actor)))
  }

  @Sendable private func events(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    return try await EventStream(feed: ports.feed, isAllowed: context.isStillCaller) {
      $0.isAboutTask
    }.response(to: request)
  }

  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let page = try await desk.show(context.name("task"))
    return .json(
      TaskView.page(page, language: request.language),
      headers: [.eTag: "\"\(page.tag)\"", .vary: "Accept-Language"])
  }

  @Sendable private func comments(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let page = try await desk.show(context.name("task"))
    return .json(
      ["items": .list(page.comments.map(TaskView.activity))],
      headers: [.eTag: "\"\(page.tag)\""])
  }

  @Sendable private func bulk(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    guard let person = context.principal else {
      _ = try context.actor
      throw Problem.notSignedIn
    }
    let bulk = try await TaskBulk(try await request.object(), desk: desk, now: ports.clock.now)
    let report = try await bulk.run(on: desk, by: person, origin: context.origin)
    return .json(report.json(in: request.language), headers: [.vary: "Accept-Language"])
  }

  private func act(
    _ verb: TaskVerb, _ request: Request, _ context: PartyRequestContext,
    status: HTTPResponse.Status
  ) async throws -> Response {
    let actor = try context.actor
    guard let person = context.principal else { throw Problem.notSignedIn }
    let hasBody = !verb.fields.isEmpty
    var reader = FieldReader(
      try await request.object(isOptional: !hasBody), known: verb.fields)
    let action = try await desk.action(verb, reading: &reader)
    let change = try await desk.act(
      try context.name("task"), action, by: person, origin: context.origin,
      ifRevision: try request.expectedRevision)
    return try await answer(change, verb: verb, action: action, by: actor, status: status)
  }

  /// The task as it is now; for one that is closed by it, how.
  private func answer(
    _ change: TaskChange, verb: TaskVerb, action: TaskAction, by actor: Actor,
    status: HTTPResponse.Status
  ) async throws -> Response {
    let order = change.order
    guard case .decide(let data, _) = action, change.task?.decision == nil else {
      // Only a decision that has taken effect ends a task.
      guard let task = change.task else {
        // The process went on in the same breath.
        let page = try await desk.show(change.name.description)
        return .json(.context(TaskView.row(page.row)), headers: [.eTag: "\"\(page.tag)\""])
      }
      return .json(
        TaskView.open(task, in: order), status: verb == .complete ? .accepted : status,
        headers: [.eTag: "\"\(TaskPage.tag(task, state: .open))\""])
    }
    return .json([
      "id": .string(change.name.description), "orderId": .string(change.name.order.description),
      "state": .string(TaskQuery.State.completed.rawValue), "decidedBy": .string(actor.user),
      "data": .context(data), "order": .context(OrderView.brief(order)),
      "tasks": .list(order.instance.tasks.map { TaskView.open($0, in: order) }),
    ])
  }
}

extension Request {
  /// The revision that `If-Match` names (RFC 9110 §13.1.1); nil without one, and for `*`.
  ///
  /// A tag that no open task can have is a revision that none has: -1.
  ///
  /// - Throws: `invalid-header` for what is no single entity tag.
  fileprivate var expectedRevision: Int? {
    get throws(Problem) {
      guard let header = headers[.ifMatch]?.trimmed, header != "*" else { return nil }
      let isWeak = header.hasPrefix("W/")
      let tag = header.dropFirst(isWeak ? 2 : 0)
      guard tag.count >= 2, tag.first == "\"", tag.last == "\"",
        !tag.dropFirst().dropLast().contains("\"")
      else {
        throw Problem(
          .invalidHeader, "If-Match must be one entity tag, as ETag gave it, such as \"3\".")
      }
      // By the strong comparison that If-Match asks for, a weak tag never matches.
      return isWeak ? -1 : Int(tag.dropFirst().dropLast()) ?? -1
    }
  }
}
