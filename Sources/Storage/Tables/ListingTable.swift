import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `listing`.
enum ListingTable {
  /// A row to be written.
  struct Row {
    let order: InstanceID
    let placedAt: Timestamp
    let listing: OrderListing
    /// The last step of an ended instance.
    let updatedAt: Timestamp?

    /// Nil when the write leaves what lists show as it was.
    init?(_ write: CaseWrite, at time: Timestamp?) {
      let instance = write.after.instance
      listing = OrderListing(instance)
      let isEnded = listing.outcome != nil
      if let before = write.before, !isEnded, OrderListing(before) == listing { return nil }
      order = instance.id
      placedAt = instance.startedAt
      updatedAt = isEnded ? time ?? instance.endedAt ?? instance.startedAt : nil
    }
  }

  static func write(_ rows: [Row]) -> Query {
    Query(
      one: writeOne, many: writeMany, rows.map(\.order.uuid),
      rows.map { PostgresTimestamp($0.placedAt) }, rows.map { $0.listing.outcome?.storable },
      rows.map { $0.updatedAt.map(PostgresTimestamp.init) },
      rows.map { $0.listing.summary.reference?.indexable ?? "" },
      rows.map { $0.listing.summary.buyer?.storable }, rows.map(\.listing.summary.numeric),
      rows.map { $0.listing.summary.currency?.storable }, rows.map(\.listing.lines))
  }

  private static let writeOne = """
    insert into listing
      (order_id, placed_at, outcome, updated_at, reference, buyer, total, currency, lines)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    \(orUpdate)
    """

  private static let writeMany = """
    insert into listing
      (order_id, placed_at, outcome, updated_at, reference, buyer, total, currency, lines)
    select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
    \(orUpdate)
    """

  private static let orUpdate = """
    on conflict on constraint listing_pkey
    do update set outcome = excluded.outcome, updated_at = excluded.updated_at,
      reference = excluded.reference, buyer = excluded.buyer, total = excluded.total,
      currency = excluded.currency, lines = excluded.lines
    """
}

extension OrderSummary {
  /// As the columns hold it.
  init(listed reference: String, buyer: String?, total: PostgresNumeric, currency: String?) {
    self.init(
      reference: reference.isEmpty ? nil : reference, buyer: buyer,
      total: total == .noTotal ? nil : total.text, currency: currency)
  }

  /// The total as the column takes it.
  fileprivate var numeric: PostgresNumeric {
    (amount == nil ? nil : total).flatMap { PostgresNumeric($0) } ?? .noTotal
  }
}

extension PostgresNumeric {
  /// Stands for no total.
  static var noTotal: PostgresNumeric {
    guard let infinity = PostgresNumeric("-Infinity") else {
      preconditionFailure("the server has this number")
    }
    return infinity
  }
}
