import Monitoring
import PostgreSQL
import ProcessEngine

extension ProjectionChanges {
  /// The statements that write the changes.
  ///
  /// - Parameters:
  ///   - projection: as it is now.
  ///   - known: variants that need not be written again.
  ///   - generation: of the transaction.
  func writes(
    of projection: Projection, known: Set<VariantID>, generation: Int
  ) -> [Query] {
    var writes: [Query] = []
    let ledgers = lanes.compactMap { id in projection.lanes[id].map { (id: id, ledger: $0) } }
    if !ledgers.isEmpty { writes += LaneRow.writes(ledgers) }
    if !entries.isEmpty { writes.append(EntryRow.insert(entries)) }
    return writes + projectionWrites(of: projection, known: known, generation: generation)
  }

  /// The same without what was heard: for a rebuild.
  func projectionWrites(
    of projection: Projection, known: Set<VariantID>, generation: Int
  ) -> [Query] {
    var writes: [Query] = []
    if !sides.isEmpty {
      writes.append(OrderSideRow.upsert(sides.compactMap { projection.side($0) }))
      writes += OrderCaseRow.writes(
        orders.compactMap { projection.orders[$0] }, endedBefore: endedBefore,
        generation: generation)
    }
    let fresh = variants.values.filter { !known.contains($0.id) }
    if !fresh.isEmpty { writes.append(VariantRow.insert(fresh, generation: generation)) }
    if !messages.isEmpty { writes.append(MessageRow.merge(messages)) }
    if !tallies.isEmpty { writes.append(TallyRow.add(tallies)) }
    if !activity.isEmpty { writes.append(ActivityRow.add(activity)) }
    return writes
  }

  func progress(problems: Int) -> ProjectionProgress {
    var progress = ProjectionProgress()
    progress.entries = entries.count
    progress.duplicates = duplicates
    progress.unreadable = problems
    return progress
  }
}
