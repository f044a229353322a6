import Access
import Exchange
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/tasks/{task}`: everything that a decision needs, on one page, and what can be done with the task.
struct TaskPages {
  let ports: PagePorts

  func show(_ visit: Visit) async throws -> Response {
    try await page(visit, name: visit.name("task"), back: visit.query["back"])
  }

  private func page(
    _ visit: Visit, name: String, back: String?, refusal: TaskRefusal? = nil
  ) async throws -> Response {
    let person = try visit.person
    let task = try await ports.tasks.show(name)
    let history = try await ports.api.records.history(task.row.order)
    let back = visit.back(back, orElse: "/ui/inbox")
    var closedForm: Form?
    if task.row.state != .open, let form = task.row.task.form {
      closedForm = try await ports.model.executable(task.order.instance.definition).form(form)
    }
    var model = TaskPageModel(
      visit, person, task, history: history, closedForm: closedForm, back: back
    ).model(refusal)
    if let partner = try await partner(visit, task, history) { model["partner"] = partner }
    if let next = try await next(after: task.name, in: back, visit, person) {
      model["positions"] = ["place": next.place, "nextHref": next.href ?? false as Any]
    }
    if model["gift"] != nil { model["people"] = try await people(person) }
    model["undo"] = try await UndoBar(ports: ports).model(visit, back: back)
    let texts = visit.texts
    let reference = task.row.reference ?? String(task.row.order.description.prefix(8))
    return visit.page(
      "task", title: "\(texts.model(task.row.task.name)) · \(reference)", model,
      status: refusal?.status ?? .ok)
  }

  // MARK: What surrounds it

  /// The last orders of the same buyer, and how they ended.
  private func partner(
    _ visit: Visit, _ task: TaskPage, _ history: [JournalEntry]
  ) async throws -> [String: Any]? {
    let data = OrderData(task.order.instance, events: history.flatMap(\.events))
    guard let buyer = data.buyer else { return nil }
    var query = OrderQuery()
    query.partner = data.order["buyer"]["id"].string ?? buyer
    query.limit = 7
    let orders = try await ports.api.records.orders(query).items.filter { $0.id != task.row.order }
    guard !orders.isEmpty else { return nil }
    let counts = try await ports.api.records.counts(query)
    let (texts, formats) = (visit.texts, visit.formats)
    let outcomes = counts.ended.sorted { $0.key < $1.key }
      .map { "\(formats.count($0.value)) × \(texts.model($0.key))" }
    return [
      "heading": texts("task.partner", ["buyer": buyer]),
      "summary": outcomes.joined(separator: " · "),
      "orders": orders.prefix(5).map { row -> [String: Any] in
        let state = Chip.state(outcome: row.outcome, texts)
        return [
          "href": Link.order(row.id, back: visit.here),
          "reference": row.summary.reference ?? String(row.id.description.prefix(8)),
          "placed": formats.ago(row.startedAt, now: visit.now), "state": state.text,
          "stateKind": state.kind.rawValue,
          "total": row.summary.total.map { formats.money($0, row.summary.currency) } ?? "",
        ]
      },
    ]
  }

  private func people(_ person: Principal) async throws -> [[String: Any]] {
    guard let directory = ports.api.directory else { return [] }
    return try await directory.people(prefix: "", limit: 200).filter { $0.user != person.user }
      .map { ["user": $0.user, "name": $0.name] }
  }

  /// The next task of the list that somebody came from which they can decide, and where in it they are; nil when they came
  /// from no list.
  private func next(
    after name: WorkName, in back: String, _ visit: Visit, _ person: Principal
  ) async throws -> (place: String, href: String?)? {
    guard let filter = InboxFilter(link: back), filter.view != .done else { return nil }
    let list = try await ports.tasks.list(
      filter.taskFilter(now: visit.now, limit: 200), for: person.actor
    ).page.items
    let index = list.firstIndex { WorkName(order: $0.order, key: $0.task.key) == name }
    // What stands below it, then from the top.
    let others = index.map { list[($0 + 1)...] + list[..<$0] } ?? list[...]
    let next = others.first { $0.canBeDecided(by: person) }
      .map { Link.task(WorkName(order: $0.order, key: $0.task.key), back: back) }
    guard let index else { return next.map { ("", $0) } }
    let place = visit.texts("task.place", ["number": "\(index + 1)", "count": "\(list.count)"])
    return (place, next)
  }

  // MARK: What is done with it

  func decide(_ visit: Visit) async throws -> Response {
    let person = try visit.person
    let name = try visit.name("task")
    let body = try await visit.form()
    let task = try await ports.tasks.show(name)
    let back = visit.back(body["back"], orElse: "/ui/inbox")
    let next = try await next(after: task.name, in: back, visit, person)
    // A closed task has no form any more; whoever decides it is told who was first.
    let data = task.form?.data(body) ?? Context()
    let revision = task.form == nil ? nil : body["revision"].flatMap { Int($0) }
    do {
      _ = try await ports.tasks.act(
        task.name, ports.tasks.decision(data), by: person, origin: visit.origin,
        ifRevision: revision)
    } catch {
      guard [.invalidForm, .staleTask].contains(error.type), task.form != nil else { throw error }
      return try await refuse(
        visit, task.name, back: back,
        TaskRefusal(
          form: .decision, typed: body, values: data,
          errors: error.errors.map { FormProblem($0, visit.texts) },
          seen: error.type == .staleTask ? revision : nil, status: error.type.status))
    }
    let target = next?.href ?? back
    return visit.redirect(
      to: target + (target.contains("?") ? "&" : "?") + "done=\(task.name)")
  }

  func claim(_ visit: Visit) async throws -> Response { try await act(visit) { _ in .claim } }
  func release(_ visit: Visit) async throws -> Response { try await act(visit) { _ in .release } }
  func resolve(_ visit: Visit) async throws -> Response { try await act(visit) { _ in .resolve } }
  func undo(_ visit: Visit) async throws -> Response { try await act(visit) { _ in .undo } }

  func give(_ visit: Visit) async throws -> Response {
    try await act(visit, by: .gift) { body in
      let colleague = try await ports.tasks.colleague(
        body["to"] ?? "", groups: try visit.person.groups)
      return body["how"] == "delegate" ? .delegate(to: colleague) : .assign(to: colleague)
    }
  }

  func comment(_ visit: Visit) async throws -> Response {
    try await act(visit, by: .comment) { body in
      let link = body["url"].map { TaskLink(url: $0, title: body["title"] ?? $0) }
      return .comment(text: body["text"] ?? "", link: link)
    }
  }

  func reschedule(_ visit: Visit) async throws -> Response {
    let person = try visit.person
    let body = try await visit.form()
    let task = try await ports.tasks.show(visit.name("task"))
    switch TaskSchedule(task.row.task, texts: visit.texts).read(body) {
    case .same: break
    case .action(let action):
      _ = try await ports.tasks.act(
        task.name, action, by: person, origin: visit.origin,
        ifRevision: body["revision"].flatMap { Int($0) })
    case .unreadable(let errors):
      return try await refuse(
        visit, task.name, back: Self.origin(of: body["back"]),
        TaskRefusal(
          form: .schedule, typed: body,
          errors: errors.map { FormProblem(field: $0.field, message: $0.message) }))
    }
    return visit.redirect(to: visit.back(body["back"], orElse: Link.task(task.name, back: nil)))
  }

  /// Does it, and goes back to where the button was.
  ///
  /// - Parameter form: the form of the task's page that asks for it, which is shown again when it cannot be taken.
  private func act(
    _ visit: Visit, by form: TaskRefusal.Form? = nil,
    _ action: (FormBody) async throws -> TaskAction
  ) async throws -> Response {
    let person = try visit.person
    let body = try await visit.form()
    let name = try await ports.tasks.find(visit.name("task"))
    do {
      let action = try await action(body)
      _ = try await ports.tasks.act(name, action, by: person, origin: visit.origin)
    } catch let problem as Problem {
      guard let form, [.invalidBody, .invalidForm].contains(problem.type) else { throw problem }
      let errors = problem.errors.map { error in
        FormProblem(
          field: error.field,
          message: visit.texts("task.error.\(error.field ?? "")", ["user": body["to"] ?? ""]))
      }
      return try await refuse(
        visit, name, back: Self.origin(of: body["back"]),
        TaskRefusal(form: form, typed: body, errors: errors))
    }
    return visit.redirect(
      to: visit.back(body["back"], orElse: Link.task(name, back: nil)))
  }

  /// The task's page again, with the form as it was filled in.
  private func refuse(
    _ visit: Visit, _ name: WorkName, back: String?, _ refusal: TaskRefusal
  ) async throws -> Response {
    var visit = visit
    visit.here = Link.task(name, back: back)
    return try await page(visit, name: "\(name)", back: back, refusal: refusal)
  }

  /// The list from which somebody came to the page of a task that has this address.
  private static func origin(of address: String?) -> String? {
    guard let query = address?.split(separator: "?", maxSplits: 1).dropFirst().first else {
      return nil
    }
    do { return try FormBody(urlEncoded: String(query))["back"] } catch { return nil }
  }
}
