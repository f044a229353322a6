import Exchange
import FEEL
import FoundationEssentials
import PostgreSQL
import ProcessEngine

/// The table `entry`: journal entries as they were heard.
enum EntryRow {
  static let insert = """
    insert into entry (party, lane, number, order_id, step, at, record)
    select * from unnest($1::text[], $2::int8[], $3::int8[], $4::uuid[], $5::int8[], $6::timestamptz[], $7::text[])
    """

  /// Steps of some sides beyond a given one each.
  static let beyond = """
    select e.record
    from unnest($1::uuid[], $2::text[], $3::int8[]) as wanted (order_id, party, step)
    join entry e on e.order_id = wanted.order_id and e.party = wanted.party and e.step > wanted.step
    order by e.lane, e.number
    """

  /// The next entries of a walk through all of them, order by order.
  static let page = """
    select order_id, party, step, lane, number, record from entry
    where (order_id, party, step, lane, number) > ($1, $2, $3, $4, $5)
    order by order_id, party, step, lane, number limit $6
    """

  static let ofOrder =
    "select record from entry where order_id = $1 order by party, step, lane, number"

  static let ofOrders = """
    select record from entry where order_id = any($1) order by order_id, party, step, lane, number
    """

  static func insert(_ entries: [JournalEntry]) -> Query {
    Query(
      insert, entries.map(\.party), entries.map(\.lane), entries.map(\.number),
      entries.map(\.order.uuid), entries.map(\.step), entries.map(\.at.postgres),
      entries.map { PostgresText(utf8: $0.text) })
  }

  static func read(_ record: PostgresText) throws -> JournalEntry {
    try JournalEntry(text: record.utf8)
  }
}
