import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

/// What an order is sorted by in a list.
enum ListKey: Comparable {
  case integer(Int64)
  /// By code points, which is by bytes.
  case text([UInt8])
  case nothing
  case number(Decimal)

  init(_ row: OrderRow, of sort: OrderQuery.Sort) {
    self =
      switch sort {
      case .placed: .integer(row.startedAt.microseconds)
      case .updated: .integer(row.updatedAt.microseconds)
      case .reference: .text(Array((row.summary.reference ?? "").utf8))
      case .total: row.summary.amount.map { .number($0) } ?? .nothing
      }
  }

  init(_ cursor: ListCursor, of sort: OrderQuery.Sort) throws(StoreError) {
    switch sort {
    case .placed, .updated: self = .integer(try cursor.integer())
    case .reference: self = .text(Array(cursor.key.utf8))
    case .total:
      guard !cursor.key.isEmpty else {
        self = .nothing
        return
      }
      let total = OrderSummary(reference: nil, buyer: nil, total: cursor.key, currency: nil)
      guard let amount = total.amount else { throw .invalidCursor }
      self = .number(amount)
    }
  }

  static func < (left: ListKey, right: ListKey) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
    case (.number(let left), .number(let right)): left < right
    case (.nothing, .number): true
    case (.integer, _), (.text, _), (.nothing, _), (.number, _): false
    }
  }
}

extension OrderQuery {
  func admits(_ instance: Instance) -> Bool {
    let listing = OrderListing(instance)
    if let status, (status == .ended) != (instance.outcome != nil) { return false }
    if let outcome, instance.outcome != outcome { return false }
    if let reference, !listing.summary.refers(to: reference) { return false }
    if let currency, listing.summary.currency != currency { return false }
    if let minimumTotal, listing.summary.amount.map({ $0 >= minimumTotal }) != true { return false }
    if let maximumTotal, listing.summary.amount.map({ $0 <= maximumTotal }) != true { return false }
    if let placedFrom, instance.startedAt < placedFrom { return false }
    if let placedTo, instance.startedAt >= placedTo { return false }
    if let element, !instance.elements.contains(where: { $0.element == element }) { return false }
    return search.map { $0.admits(SearchWords(instance), of: instance.id) } ?? true
  }
}

extension TaskQuery {
  func admits(_ row: TaskRow, in database: borrowing MemoryDatabase) -> Bool {
    let task = row.task
    guard states.contains(row.state) else { return false }
    if let order, row.order != order { return false }
    if let element, task.element != element { return false }
    if let assignee, task.assignee != assignee { return false }
    if let candidate, !task.isFor(candidate) { return false }
    if unassigned && task.assignee != nil { return false }
    if !groups.isEmpty && !task.isFor(groups) { return false }
    if let delegatedBy, task.delegatedBy != delegatedBy { return false }
    if let decidedBy, row.decidedBy != decidedBy { return false }
    if let overdue, task.due.map({ $0 <= overdue }) != true { return false }
    if let dueBefore, task.due.map({ $0 < dueBefore }) != true { return false }
    if let minimumPriority, task.priority < minimumPriority { return false }
    let instance = database.cases[row.order]?.instance
    if let reference, instance.map({ OrderListing($0).summary.refers(to: reference) }) != true {
      return false
    }
    guard let search else { return true }
    return instance.map { search.admits(SearchWords($0), of: row.order) } ?? false
  }
}

extension SearchWords {
  fileprivate init(_ instance: Instance) { self.init(order: instance.variables["order"] ?? .null) }
}

extension OrderSummary {
  /// Whether the reference begins so.
  fileprivate func refers(to beginning: String) -> Bool {
    (reference ?? "").utf8.starts(with: beginning.utf8)
  }
}

extension UserTask {
  /// Whether a person has the task, or may claim it.
  fileprivate func isFor(_ actor: Actor) -> Bool {
    if assignee == actor.user { return true }
    return assignee == nil && !excludedUsers.contains(actor.user) && admits(actor)
  }

  /// Whether the task is for one of these groups, or for everybody.
  fileprivate func isFor(_ groups: [String]) -> Bool {
    candidateGroups.contains(where: groups.contains)
      || (candidateGroups.isEmpty && candidateUsers.isEmpty)
  }
}
