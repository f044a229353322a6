import Monitoring
import PostgreSQL

/// The tables `lane` and `gap`: which entries were heard.
enum LaneRow {
  static let all: Query = "select party, lane, last, duplicates from lane"
  static let gaps: Query =
    "select party, lane, first, last, since from gap order by party, lane, first"

  static let upsert = """
    insert into lane (party, lane, last, duplicates)
    select * from unnest($1::text[], $2::int8[], $3::int8[], $4::int8[])
    on conflict (party, lane) do update set last = excluded.last, duplicates = excluded.duplicates
    """

  static let clearGaps = """
    delete from gap using unnest($1::text[], $2::int8[]) as changed (party, lane)
    where gap.party = changed.party and gap.lane = changed.lane
    """

  static let insertGaps = """
    insert into gap (party, lane, first, last, since)
    select * from unnest($1::text[], $2::int8[], $3::int8[], $4::int8[], $5::timestamptz[])
    """

  /// What makes the stored ledgers equal to `ledgers`.
  static func writes(_ ledgers: [(id: LaneID, ledger: LaneLedger)]) -> [Query] {
    let parties = ledgers.map(\.id.party)
    let lanes = ledgers.map(\.id.lane)
    var writes = [
      Query(upsert, parties, lanes, ledgers.map(\.ledger.last), ledgers.map(\.ledger.duplicates)),
      Query(clearGaps, parties, lanes),
    ]
    let gaps = ledgers.flatMap { item in item.ledger.gaps.map { (item.id, $0) } }
    if !gaps.isEmpty {
      writes.append(
        Query(
          insertGaps, gaps.map(\.0.party), gaps.map(\.0.lane), gaps.map(\.1.first),
          gaps.map(\.1.last), gaps.map(\.1.since.postgres)))
    }
    return writes
  }

  static func read(lanes: QueryResult, gaps: QueryResult) throws -> [LaneID: LaneLedger] {
    var missing: [LaneID: [LaneLedger.Gap]] = [:]
    for row in gaps {
      let (party, lane, first, last, since) = try row.decode(
        String.self, Int32.self, Int.self, Int.self, PostgresTimestamp.self)
      missing[LaneID(party: party, lane: Int(lane)), default: []].append(
        LaneLedger.Gap(first: first, last: last, since: .init(since)))
    }
    var ledgers: [LaneID: LaneLedger] = [:]
    for row in lanes {
      let (party, lane, last, duplicates) = try row.decode(
        String.self, Int32.self, Int.self, Int.self)
      let id = LaneID(party: party, lane: Int(lane))
      ledgers[id] = LaneLedger(last: last, gaps: missing[id] ?? [], duplicates: duplicates)
    }
    return ledgers
  }
}
