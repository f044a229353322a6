import Access
import Exchange
import FEEL
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// A task's page as its template reads it.
struct TaskPageModel {
  private let visit: Visit
  private let person: Principal
  private let page: TaskPage
  private let data: OrderData
  /// The form that was filled in when the task was decided; nil for an open task, and for one without a form.
  private let closedForm: Form?
  private let back: String
  private var texts: Catalogue { visit.texts }
  private var task: UserTask { page.row.task }
  private var isOpen: Bool { page.row.state == .open }
  private var isExcluded: Bool { task.excludedUsers.contains(person.user) }
  private var isReader: Bool { !Rule.working.allows(person.roles) }
  /// Whether this person may decide now: has it, or may take it.
  private var canDecide: Bool { page.row.canBeDecided(by: person) }

  init(
    _ visit: Visit, _ person: Principal, _ page: TaskPage, history: [JournalEntry],
    closedForm: Form?, back: String
  ) {
    self.visit = visit
    self.person = person
    self.page = page
    self.closedForm = closedForm
    self.back = back
    data = OrderData(
      page.order.instance, events: history.flatMap(\.events),
      owner: page.row.state == .open ? page.row.task.owner : nil)
  }

  func model(_ refusal: TaskRefusal?) -> [String: Any] {
    let chips = Chip.reasons(of: task, state: page.row.state, now: visit.now, texts)
    var model: [String: Any] = [
      "name": texts.model(task.name), "back": back,
      "reference": page.row.reference ?? String(page.row.order.description.prefix(8)),
      "chips": chips.map(\.model), "holder": holder,
      "orderHref": Link.order(page.row.order, back: visit.here),
      "revision": page.tag, "tables": tables.map(\.model), "formTables": formTables,
      "formTitle": title,
      "factsCard": facts.isEmpty ? false : ["facts": facts] as Any,
      "feed": ["items": feed], "events": PageEvents.link(order: page.row.order),
      "comment": isOpen && !isReader ? side(refusal).comment : false as Any,
      "errors": errors(refusal) ?? false as Any, "notice": notice ?? false as Any,
    ]
    if isOpen, let due = task.due {
      model["dueLine"] = ["label": texts["task.due"], "when": visit.formats.moment(due)]
    }
    if let choice = visit.query["choose"], ["first", "second"].contains(choice), canDecide {
      model["choose"] = choice
    }
    if isOpen { model["form"] = form(refusal) } else { close(&model) }
    actions(&model, refusal)
    return model
  }

  private func side(_ refusal: TaskRefusal?) -> TaskSideForms {
    TaskSideForms(task: task, path: "/ui/tasks/\(page.name)", refusal: refusal, texts: texts)
  }

  private func path(_ verb: String) -> String { "/ui/tasks/\(page.name)/\(verb)" }
  private var title: String {
    (page.form ?? closedForm)?.title(in: texts.language.rawValue) ?? texts.model(task.name)
  }

  private var holder: String {
    if let user = task.assignee {
      return user == person.user ? texts["task.yours"] : texts("task.with", ["user": user])
    }
    guard isOpen else { return "" }
    let groups = task.candidateGroups.map { texts.group($0) }
    return groups.isEmpty
      ? texts["task.anyone"]
      : texts("task.unclaimed", ["groups": groups.joined(separator: ", ")])
  }

  private var notice: [String: Any]? {
    guard isOpen, let decision = task.decision else { return nil }
    let mayUndo = !isReader && (decision.by == person.user || person.isSupervisor)
    return [
      "kind": "good",
      "text": texts(
        "task.pending",
        [
          "user": decision.by,
          "time": visit.formats.time(decision.effectiveAt, withSeconds: true),
        ]),
      "undoForm": mayUndo && decision.effectiveAt > visit.now
        ? UndoBar.form(of: page.name, decision, visit) : false as Any,
    ]
  }

  // MARK: What is known

  /// What the form's file says to show; without a form, what is usual.
  private var facts: [[String: Any]] {
    guard let form = page.form else { return usualFacts }
    let shown = FormModel(form, values: page.defaults, texts: texts).facts
      .filter { $0["value"] as? String != page.row.reference }
    return shown.isEmpty ? usualFacts : shown + excluded
  }

  private var excluded: [[String: Any]] {
    task.excludedUsers.map { ["label": texts["task.excluded"], "value": $0, "when": false] }
  }

  private var usualFacts: [[String: Any]] {
    var facts: [[String: Any]] = []
    func add(_ key: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      facts.append(["label": texts[key], "value": value, "when": false])
    }
    func add(_ key: String, time: String?) {
      guard let time else { return }
      guard let moment = Timestamp(parsing: time) else { return add(key, time) }
      facts.append(["label": texts[key], "value": "", "when": visit.formats.moment(moment)])
    }
    add("order.buyer", data.buyer)
    add("order.note", data.order["note"].string)
    if let day = data.order["neededBy"].string {
      add("order.neededBy", CalendarDate(parsing: day).map(visit.formats.date) ?? day)
    }
    add("order.validUntil", time: data.quote?["validUntil"].string)
    add("order.revisionComment", (data.variables["request"] ?? .null)["comment"].string)
    add("order.verifiedBy", (data.variables["verification"] ?? .null)["by"].string)
    add("order.tracking", (data.variables["fulfilment"] ?? .null)["tracking"].string)
    return facts + excluded
  }

  /// The order's papers, each with the expression of its lines.
  private var tables: [(lines: String, model: [String: Any])] {
    let documents = Documents(texts: texts)
    var tables: [(lines: String, model: [String: Any]?)] = []
    if let fulfilment = data.variables["fulfilment"] {
      let lines = documents.lines(fulfilment["lines"], caption: texts["doc.fulfilment"])
      tables.append(("fulfilment.lines", lines))
    }
    if let quote = data.quote {
      tables.append(("quote.lines", documents.quote(quote, before: data.earlierQuote)))
    }
    if data.quote == nil || data.variables["fulfilment"] != nil || isStale {
      let lines = documents.lines(data.order["lines"], caption: texts["doc.order"])
      tables.append(("order.lines", lines))
    }
    return tables.compactMap { lines, table in
      guard var table else { return nil }
      for key in ["comparison", "delta", "totals"] where table[key] == nil { table[key] = false }
      return (lines, table)
    }
  }

  private var formTables: [[String: Any]] {
    var shown = Set(tables.map(\.lines))
    // What is ordered is what was quoted, or both are shown.
    if shown.contains("quote.lines") { shown.insert("order.lines") }
    return page.form.map { FormTables($0, texts: texts).models(besides: shown) } ?? []
  }

  /// Whether the order has changed since it was quoted.
  private var isStale: Bool {
    guard let quoted = data.quote?["lines"].list, let ordered = data.order["lines"].list else {
      return false
    }
    return quoted.map { [$0["sku"], $0["quantity"]] }
      != ordered.map { [$0["sku"], $0["quantity"]] }
  }

  private var feed: [[String: Any]] {
    page.activity.map { activity in
      let isPerson = activity.by != nil
      return [
        "kind": isPerson ? "person" : "", "sign": activity.by.map(Initials.of) ?? "·",
        "title": title(of: activity), "by": false,
        "at": visit.formats.ago(activity.at, now: visit.now),
        "said": said(activity) ?? false as Any,
        "details": false,
        "link": activity.link.map { ["url": $0.url, "title": $0.title] } ?? false as Any,
      ]
    }
  }

  private func title(of activity: TaskActivity) -> String {
    texts.activity(activity.kind.rawValue, by: activity.by, to: activity.to)
  }

  /// What a person wrote, or the model's sentence where that can be read.
  private func said(_ activity: TaskActivity) -> String? {
    guard [.reminded, .escalated].contains(activity.kind) else { return activity.text }
    return activity.text.flatMap(texts.ofModel)
  }

  // MARK: The form

  private func form(_ refusal: TaskRefusal?) -> [String: Any] {
    guard let form = page.form else { return ["fields": [[String: Any]]()] }
    let values = refusal?.values ?? task.decision?.data ?? page.defaults
    let drawn = FormModel(
      form, values: values, defaults: page.defaults,
      errors: refusal?.values == nil ? [] : refusal?.errors ?? [],
      isDisabled: !canDecide, texts: texts)
    let grace = Int(visit.ports.api.decisionGrace.components.seconds)
    return [
      "action": path("decide"), "fields": drawn.fields, "canDecide": canDecide,
      "revision": "\(task.revision)",
      "submitText": texts[task.assignee == nil ? "task.claimAndDecide" : "task.decide"],
      "graceText": grace > 0 ? texts("task.grace", ["count": "\(grace)"]) : "",
    ]
  }

  private func errors(_ refusal: TaskRefusal?) -> [String: Any]? {
    guard let refusal, refusal.form == .decision else { return nil }
    if let seen = refusal.seen { return changes(since: seen) }
    guard !refusal.errors.isEmpty else { return nil }
    return [
      "advice": false,
      "errorTitle": texts.count("form.errors", refusal.errors.count),
      "list": refusal.errors.map { error -> [String: Any] in
        ["message": error.message, "target": error.field.map { "field-\($0)" } ?? false as Any]
      },
    ]
  }

  /// What others did while somebody typed: each change makes one revision, and is one entry of the activity.
  private func changes(since revision: Int) -> [String: Any] {
    let missed = page.activity.dropFirst(revision)
    return [
      "errorTitle": texts["problem.stale-task.title"],
      "list": missed.map { activity -> [String: Any] in
        let title = title(of: activity)
        let message = said(activity).map { texts("form.pair", ["label": title, "value": $0]) }
        return ["message": message ?? title, "target": false]
      },
      "advice": texts[canDecide ? "task.typedIsKept" : "task.typedInVain"],
    ]
  }

  private func close(_ model: inout [String: Any]) {
    let row = page.row
    let text =
      row.decidedBy.map { texts("task.closedBy", ["user": $0]) } ?? texts["task.closedWithdrawn"]
    model["closed"] = text
    let answers = FormAnswers(closedForm, data: row.data, texts: texts)
    if !answers.facts.isEmpty { model["decided"] = ["facts": answers.facts] }
    model["decidedTables"] = answers.tables
  }

  // MARK: What can be done

  private func actions(_ model: inout [String: Any], _ refusal: TaskRefusal?) {
    guard isOpen, !isReader, task.decision == nil else { return }
    let isMine = task.assignee == person.user
    let isSupervisor = person.isSupervisor
    if task.assignee == nil && task.admits(person.actor) && !isExcluded {
      model["claimAction"] = path("claim")
    }
    if task.assignee != nil && (isSupervisor || (isMine && task.delegatedBy == nil)) {
      model["releaseAction"] = path("release")
    }
    if let owner = task.delegatedBy, isMine || owner == person.user || isSupervisor {
      model["resolveAction"] = path("resolve")
    }
    let canGive =
      isSupervisor || (isMine && task.delegatedBy == nil)
      || (task.assignee == nil && task.admits(person.actor))
    if canGive {
      model["gift"] = side(refusal).gift(canDelegate: isMine && task.delegatedBy == nil)
    }
    if isSupervisor || isMine { model["schedule"] = side(refusal).schedule }
    model["hasActions"] =
      canGive || model["claimAction"] != nil || model["releaseAction"] != nil
      || model["resolveAction"] != nil
    if isExcluded { model["whyNot"] = texts["task.whyExcluded"] }
    if !canDecide && !isExcluded, task.delegatedBy != nil, isMine {
      model["whyNot"] = texts["task.whyDelegate"]
    }
  }
}

extension TaskRow {
  /// Whether somebody may decide the task now: has it, or may take it, and no decision waits to take effect.
  func canBeDecided(by person: Principal) -> Bool {
    state == .open && Rule.working.allows(person.roles)
      && !task.excludedUsers.contains(person.user) && task.decision == nil
      && task.delegatedBy == nil
      && (task.assignee == person.user || (task.assignee == nil && task.admits(person.actor)))
  }
}
