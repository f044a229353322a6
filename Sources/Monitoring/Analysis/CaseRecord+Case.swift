import Analysis
import ProcessEngine

extension CaseRecord {
  /// nil when nothing has been heard of the order's beginning.
  package init?(_ order: Case) {
    guard let placedAt = order.placedAt else { return nil }
    self.init(
      order: order.order, reference: order.facts.reference, placedAt: placedAt,
      endedAt: order.endedAt,
      sides: order.sides.map { side in
        Side(
          party: side.party, outcome: side.outcome, path: side.variant.value,
          stays: side.visits.map(Stay.init))
      })
  }
}

extension CaseRecord.Stay {
  fileprivate init(_ visit: Visit) {
    self.init(
      element: visit.element, enteredAt: visit.enteredAt, leftAt: visit.leftAt,
      task: visit.work.map {
        CaseRecord.Task(
          claimedAt: $0.claimedAt, worker: $0.worker, group: $0.group, due: $0.due,
          isWithdrawn: visit.isTerminated)
      })
  }
}

extension VariantCatalogue {
  /// The ways behind an account's names of them.
  func paths(of account: CaseAccount) -> [CaseRecord.PathID: [String]] {
    var paths: [CaseRecord.PathID: [String]] = [:]
    for id in account.paths { paths[id] = path(VariantID(value: id)) }
    return paths
  }
}
