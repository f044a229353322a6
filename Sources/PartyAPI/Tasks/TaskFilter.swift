package import FEEL
package import Participant
import ProcessEngine

/// Which tasks somebody wants to see, as a query says it: `view=mine&text=bolt&sort=-priority`.
package struct TaskFilter: Hashable, Sendable {
  /// Whose tasks; nil for the states that the query names.
  package var view: TaskQuery.View?
  package var query = TaskQuery()
  /// The order as it was named, in any way that an order can be.
  package var order: String?
  /// Whether the query itself says how many.
  package var hasLimit = false

  package static let parameters = [
    "view", "state", "order", "element", "assignee", "group", "unassigned", "delegatedBy",
    "decidedBy", "reference", "sku", "text", "due", "overdue", "priority", "sort", "cursor",
    "limit",
  ]

  /// - Parameter query: what follows the `?` of a URI.
  /// - Throws: `invalid-query` with everything that is wrong.
  package init(query: String, now: Timestamp) throws(Problem) {
    var reader = QueryReader(query: query, known: Self.parameters)
    self.init(&reader, now: now)
    try reader.finish()
  }

  init(_ reader: inout QueryReader, now: Timestamp) {
    view = reader.choice("view")
    if let state = reader.choice("state", TaskQuery.State.self) { query.states = [state] }
    order = reader.term("order")
    query.element = reader.term("element")
    query.assignee = reader.term("assignee")
    query.groups = reader.term("group")?.split(separator: ",").map { String($0).trimmed } ?? []
    query.unassigned = reader.flag("unassigned")
    query.delegatedBy = reader.term("delegatedBy")
    query.decidedBy = reader.term("decidedBy")
    query.reference = reader.term("reference")
    query.sku = reader.term("sku")
    query.text = reader.term("text")
    query.dueBefore = reader.time("due")
    if reader.flag("overdue") { query.overdue = now }
    query.minimumPriority = reader.integer("priority", within: 0...100)
    if let sort = reader.sort(TaskQuery.Sort.self) {
      query.sort = sort.by
      query.descending = sort.descending
    }
    query.cursor = reader.term("cursor")
    hasLimit = reader.text("limit") != nil
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
    addContradictions(&reader)
  }

  /// What would have no effect.
  private func addContradictions(_ reader: inout QueryReader) {
    if view != nil && reader.text("state") != nil {
      reader.add("state", "is said by the view already")
    }
    if view == .mine && query.assignee != nil {
      reader.add("assignee", "is said by the view already")
    }
    guard reader.text("sort") != nil else { return }
    let isOfOpen = view.map { $0 != .done } ?? query.states.contains(.open)
    if isOfOpen && query.sort == .closed {
      reader.add("sort", "can be closed or -closed for completed and withdrawn tasks only")
    } else if !isOfOpen && query.sort != .closed {
      reader.add("sort", "can only be closed or -closed for completed and withdrawn tasks")
    }
  }
}

/// A page of tasks, and how many each view of the person has under the same filter.
package struct TaskList: Sendable {
  package let page: Page<TaskRow>
  package let counts: TaskCounts
}
