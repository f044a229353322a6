import Exchange
import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// The table `journal`.
enum JournalRow {
  static func insert(_ entries: [JournalEntry]) -> Query {
    Query(
      one: insertOne, many: insertMany, entries.map(\.lane), entries.map(\.number),
      entries.map(\.order.uuid), entries.map(\.step), entries.map { PostgresTimestamp($0.at) },
      entries.map { PostgresText(utf8: $0.text) })
  }

  private static let insertOne = """
    insert into journal (lane, number, order_id, step, at, entry) values ($1, $2, $3, $4, $5, $6)
    """

  private static let insertMany = """
    insert into journal (lane, number, order_id, step, at, entry)
    select * from unnest($1, $2, $3, $4, $5, $6)
    """

  static func select(lane: Int, after number: Int, limit: Int) -> Query {
    Query(
      "select entry from journal where lane = $1 and number > $2 order by number limit $3", lane,
      number, limit)
  }

  /// The last number of each lane that has one.
  static let ends: Query = """
    select lane.id::int8, ended.number
    from lane cross join lateral (
      select journal.number from journal where journal.lane = lane.id
      order by journal.number desc limit 1) as ended
    """

  /// What follows in each lane, taken from all of them in turn so that what is left out follows in its lane, too.
  static func select(after position: JournalPosition, limit: Int) -> Query {
    let lanes = position.lanes.sorted { $0.key < $1.key }
    return Query(
      """
      select found.entry
      from lane left join unnest($1::int8[], $2::int8[]) as read (lane, number)
          on read.lane = lane.id
        cross join lateral (
          select journal.entry, journal.at, row_number() over (order by journal.number) as place
          from journal
          where journal.lane = lane.id and journal.number > coalesce(read.number, 0)
          order by journal.number limit $3) as found
      order by found.place, found.at, lane.id limit $3
      """, lanes.map(\.key), lanes.map(\.value), limit)
  }

  static func select(order: InstanceID) -> Query {
    Query("select entry from journal where order_id = $1 order by step", order.uuid)
  }

  static func entries(_ rows: QueryResult) throws -> [JournalEntry] {
    try rows.map { row in
      let json = try row.value(at: 0, as: PostgresText.self)
      do {
        return try JournalEntry(text: json.utf8)
      } catch {
        throw StoreError.broken("a journal entry cannot be read: \(error)")
      }
    }
  }
}

/// What tells whether a transaction has been committed.
enum CommitEvidence: Sendable {
  /// The first entry that it wrote: its numbers are given once only.
  case entry(lane: Int, number: Int, order: InstanceID, step: Int, at: Timestamp)
  case quarantined(UUID)

  var query: Query {
    switch self {
    case .entry(let lane, let number, let order, let step, let at):
      Query(
        """
        select exists (
          select from journal
          where lane = $1 and number = $2 and order_id = $3 and step = $4 and at = $5)
        """, lane, number, order.uuid, step, PostgresTimestamp(at))
    case .quarantined(let id):
      Query("select exists (select from quarantine where id = $1)", id)
    }
  }
}
