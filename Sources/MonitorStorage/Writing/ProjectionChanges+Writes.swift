import Monitoring
import PostgreSQL

extension ProjectionChanges {
  /// The statements that write the changes.
  ///
  /// - Parameters:
  ///   - sides: the changed sides as they are now.
  ///   - lanes: the ledgers of the changed lanes as they are now.
  func writes(sides: [OrderSide], lanes: [(id: LaneID, ledger: LaneLedger)]) -> [Query] {
    var writes: [Query] = []
    if !lanes.isEmpty { writes += LaneRow.writes(lanes) }
    if !entries.isEmpty { writes.append(EntryRow.insert(entries)) }
    return writes + projectionWrites(sides: sides)
  }

  /// The same without what was heard: for a rebuild.
  func projectionWrites(sides: [OrderSide]) -> [Query] {
    var writes: [Query] = []
    if !sides.isEmpty { writes.append(OrderSideRow.upsert(sides)) }
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
