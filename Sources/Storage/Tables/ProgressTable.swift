import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `progress`, which has the running instances.
enum ProgressTable {
  /// A row to be written.
  struct Row {
    let order: InstanceID
    /// The flow nodes that hold a token, the process itself left out.
    let elements: [String]
    let updatedAt: Timestamp

    /// Nil when the write leaves nothing of the row to be changed: the instance has ended, or it made no step.
    ///
    /// - Parameter time: of the instance's last step.
    init?(_ write: CaseWrite, at time: Timestamp?) {
      let instance = write.after.instance
      guard instance.outcome == nil, write.before == nil || time != nil else { return nil }
      order = instance.id
      elements = instance.elements.compactMap { $0.scope == nil ? nil : $0.element }
      updatedAt = time ?? instance.startedAt
    }
  }

  static func write(_ rows: [Row]) -> Query {
    Query(
      one: writeOne, many: writeMany, rows.map(\.order.uuid),
      rows.map { PackedList.pack($0.elements) }, rows.map { PostgresTimestamp($0.updatedAt) })
  }

  private static let writeOne = """
    insert into progress (order_id, elements, updated_at)
    values ($1, string_to_array($2, e'\\x1f'), $3)
    \(orUpdate)
    """

  private static let writeMany = """
    insert into progress (order_id, elements, updated_at)
    select n.order_id, string_to_array(n.elements, e'\\x1f'), n.updated_at
    from unnest($1, $2, $3) as n (order_id, elements, updated_at)
    \(orUpdate)
    """

  private static let orUpdate = """
    on conflict on constraint progress_pkey
    do update set elements = excluded.elements, updated_at = excluded.updated_at
    """

  /// Those of instances that have ended.
  static func delete(_ orders: [InstanceID]) -> Query {
    Query(
      one: "delete from progress where order_id = $1",
      many: "delete from progress where order_id = any ($1)", orders.map(\.uuid))
  }
}

extension CaseWrite {
  /// An instance that ran before the step has ended in it.
  var isEnd: Bool { before?.outcome == nil && before != nil && after.instance.outcome != nil }
}
