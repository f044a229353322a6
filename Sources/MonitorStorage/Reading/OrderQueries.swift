import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// Queries that find orders.
enum OrderQueries {
  /// An order stands where its first side began: no order comes twice, and none is missing.
  static let filtered = """
    select s.order_id from order_side s
    where not exists (
        select from order_side earlier where earlier.order_id = s.order_id
          and (earlier.started_at, earlier.party) < (s.started_at, s.party))
      and ($1::text is null or ($1 = 'running') = exists (
        select from order_side a where a.order_id = s.order_id and a.ended_at is null))
      and ($2::text is null or exists (
        select from order_side a where a.order_id = s.order_id and a.outcome = $2))
      and ($3::text is null or exists (
        select from order_side a where a.order_id = s.order_id and $3 = any(a.elements)))
      and ($4::text is null or exists (
        select from order_side a where a.order_id = s.order_id and a.reference = $4))
      and ($5::text is null or exists (
        select from order_side a where a.order_id = s.order_id and a.buyer = $5))
      and (not $6 or exists (
        select from order_side a where a.order_id = s.order_id and a.incidents > 0))
      and ($7::timestamptz is null or exists (
        select from order_side a where a.order_id = s.order_id and a.next_task_due < $7))
      and ($8::timestamptz is null or (s.started_at, s.order_id) < ($8, $9))
    order by s.started_at desc, s.order_id desc limit $10
    """

  static let byReference = """
    select order_id from order_side where reference = $1
    group by order_id order by min(started_at) desc limit $2
    """

  static func list(_ filter: OrderFilter) -> Query {
    Query(
      filtered, filter.status?.rawValue, filter.outcome, filter.element, filter.reference,
      filter.buyer, filter.onlyIncidents, filter.overdueAt?.postgres,
      filter.before?.startedAt.postgres, filter.before?.order.uuid, filter.limit)
  }
}

/// Queries about what has been heard.
enum ReceptionQueries {
  static let all: [Query] = [
    PositionRow.current, LaneRow.all, LaneRow.gaps, "select count(*) from unreadable", newest,
  ]

  /// The newest entry of each lane.
  static let newest: Query = """
    select max(e.at) from lane l
    join entry e on e.party = l.party and e.lane = l.lane and e.number = l.last
    """

  static func read(_ found: [QueryResult]) throws -> Reception {
    var reception = Reception()
    reception.position = try found[0].soleRow().value(at: 0)
    let ledgers = try LaneRow.read(lanes: found[1], gaps: found[2])
    reception.gaps = ledgers.sorted { $0.key < $1.key }
      .flatMap { id, ledger in ledger.gaps.map { Reception.Gap(lane: id, range: $0) } }
    reception.duplicates = ledgers.values.reduce(0) { $0 + $1.duplicates }
    reception.unreadable = try found[3].soleRow().value(at: 0)
    reception.newestEntry = try found[4].soleRow().value(at: 0, as: PostgresTimestamp?.self)
      .map { .init($0) }
    return reception
  }
}
