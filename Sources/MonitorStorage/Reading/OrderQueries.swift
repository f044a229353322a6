import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Queries that find orders.
enum OrderQueries {
  static let byReference = """
    select order_id from (
      select order_id, placed_at from order_running where reference collate "C" = $1
      union all
      (select order_id, placed_at from order_ended where reference collate "C" = $1
        order by order_id limit 1000)) as found
    order by placed_at desc limit $2
    """
}

/// Queries about what has been heard.
enum ReceptionQueries {
  static let all: [Query] = [
    PositionRow.current, LaneRow.all, LaneRow.gaps, "select count(*) from unreadable", newest,
  ]

  /// The newest entry of each lane.
  static let newest: Query = """
    select max(e.at) from lane l
    cross join lateral (
      select at from entry where entry.party = l.party and entry.lane = l.lane and entry.number = l.last
      limit 1) e
    """

  static func read(_ found: [QueryResult]) throws -> Reception {
    var reception = Reception()
    reception.position = try found[0].soleRow().value(at: 0)
    let ledgers = try LaneRow.read(lanes: found[1], gaps: found[2])
    reception.gaps = Reception.Gap.all(in: ledgers)
    reception.duplicates = ledgers.values.reduce(0) { $0 + $1.duplicates }
    reception.unreadable = try found[3].soleRow().value(at: 0)
    reception.newestEntry = try found[4].soleRow().value(at: 0, as: PostgresTimestamp?.self)
      .map { .init($0) }
    return reception
  }
}
