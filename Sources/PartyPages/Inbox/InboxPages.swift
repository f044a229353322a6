import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/inbox`: what waits for somebody, what is due first at the top.
struct InboxPages {
  let ports: PagePorts

  func show(_ visit: Visit) async throws -> Response {
    let person = try visit.person
    let filter = InboxFilter(visit.query)
    let list = try await ports.tasks.list(
      filter.taskFilter(now: visit.now), for: person.actor)
    let texts = visit.texts
    var model: [String: Any] = [
      "views": views(filter, list.counts, texts), "view": filter.view.rawValue,
      "viewName": texts["inbox.\(filter.view.rawValue)"],
      "filter": ["text": filter.text ?? "", "delegatedBy": filter.delegatedBy ?? ""],
      "elements": ports.model.userTasks.map { element in
        option(element.id, texts.model(element.name), isSelected: element.id == filter.element)
      },
      "dues": InboxFilter.Due.allCases.map { due in
        option(due.rawValue, texts["due.\(due.rawValue)"], isSelected: due == filter.due)
      },
      "priorities": InboxFilter.priorities.map { number in
        option(
          "\(number)", texts("filter.atLeast", ["number": "\(number)"]),
          isSelected: number == filter.priority)
      },
      "isFiltered": filter.isFiltered,
      "clearHref": Link.to("/ui/inbox", [("view", filter.view.rawValue)]),
      "rows": list.page.items.map { TaskRowModel(visit, person, back: visit.here).model($0) },
      "emptyTitle": texts[filter.isFiltered ? "empty.filtered" : "empty.\(filter.view.rawValue)"],
      "emptyText": texts[
        filter.isFiltered ? "empty.filteredText" : "empty.\(filter.view.rawValue)Text"],
      "groupsHref": filter.view == .mine && !filter.isFiltered && list.counts.groups.value > 0
        ? filter.link(view: .groups) : false as Any,
      "events": PageEvents.link(),
    ]
    model["pager"] = Pager.model(
      first: filter.cursor == nil ? nil : filter.link(),
      next: list.page.next.map { filter.link(cursor: $0) })
    model["undo"] = try await UndoBar(ports: ports).model(visit, back: filter.link())
    return visit.page("inbox", title: texts["inbox.title"], model)
  }

  private func option(_ value: String, _ text: String, isSelected: Bool) -> [String: Any] {
    ["value": value, "text": text, "selected": isSelected]
  }

  private func views(
    _ filter: InboxFilter, _ counts: TaskCounts, _ texts: Catalogue
  ) -> [[String: Any]] {
    TaskQuery.View.allCases.map { view in
      [
        "href": filter.link(view: view), "text": texts["inbox.\(view.rawValue)"],
        "tally": Formats(texts).count(counts[view]), "current": view == filter.view,
      ]
    }
  }
}

/// How a task looks in a list.
struct TaskRowModel {
  private let visit: Visit
  private let person: Principal
  private let back: String?
  private var texts: Catalogue { visit.texts }

  init(_ visit: Visit, _ person: Principal, back: String?) {
    self.visit = visit
    self.person = person
    self.back = back
  }

  func model(_ row: TaskRow) -> [String: Any] {
    let task = row.task
    let name = WorkName(order: row.order, key: task.key)
    let reference = row.reference ?? String(row.order.description.prefix(8))
    var model: [String: Any] = [
      "id": name.description, "revision": "\(task.revision)-\(row.state.rawValue)",
      "name": texts.model(task.name), "reference": reference,
      "href": Link.task(name, back: back),
      "chips": Chip.reasons(of: task, state: row.state, now: visit.now, texts).map(\.model),
      "about": about(row.summary) ?? false as Any, "who": who(row),
    ]
    if let user = task.assignee ?? row.decidedBy {
      model["assignee"] = user
      model["assigneeInitials"] = Initials.of(user)
    }
    if let when = when(row) { model["due"] = when }
    if row.state == .open, task.assignee == nil, task.admits(person.actor),
      !task.excludedUsers.contains(person.user)
    {
      model["claim"] = "/ui/tasks/\(name)/claim"
      model["claimLabel"] = texts(
        "task.claimLabel", ["task": texts.model(task.name), "order": reference])
    }
    return model
  }

  /// `Nordwind GmbH · €1,234.50`, as far as it is known.
  private func about(_ summary: OrderSummary) -> String? {
    let total = summary.total.map { visit.formats.money($0, summary.currency) }
    let parts = [summary.buyer, total].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private func when(_ row: TaskRow) -> [String: Any]? {
    let formats = visit.formats
    if let closed = row.closedAt { return formats.ago(closed, now: visit.now) }
    guard let due = row.task.due else { return nil }
    let distance = formats.duration(due.duration(since: visit.now))
    let text =
      due <= visit.now
      ? texts("time.overdue", ["time": distance]) : texts("time.in", ["time": distance])
    return formats.moment(due, text: text)
  }

  private func who(_ row: TaskRow) -> String {
    if let user = row.decidedBy { return texts("task.decidedBy", ["user": user]) }
    if row.state == .withdrawn { return texts["task.withdrawn"] }
    if let user = row.task.assignee {
      return user == person.user ? texts["task.yours"] : texts("task.with", ["user": user])
    }
    let groups = row.task.candidateGroups.map { texts.group($0) }
    return groups.isEmpty ? texts["task.anyone"] : groups.joined(separator: ", ")
  }
}
