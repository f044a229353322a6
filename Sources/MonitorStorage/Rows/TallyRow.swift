import Monitoring
import PostgreSQL

/// The table `tally`: counts over all orders.
enum TallyRow {
  static let add = """
    insert into tally (party, kind, name, amount)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::int8[])
    on conflict (party, kind, name) do update set amount = tally.amount + excluded.amount
    """

  static let all: Query = "select party, kind, name, amount from tally order by party, kind, name"

  static func add(_ tallies: [Tally: Int]) -> Query {
    let rows = Array(tallies)
    return Query(
      add, rows.map(\.key.party), rows.map(\.key.kind.rawValue), rows.map(\.key.name.storable),
      rows.map(\.value))
  }

  static func read(_ rows: QueryResult) throws -> [Tally: Int] {
    var tallies: [Tally: Int] = [:]
    for row in rows {
      let (party, kind, name, amount) = try row.decode(
        String.self, String.self, String.self, Int.self)
      // A kind that only a newer monitor knows is none of this one's business.
      guard let kind = Tally.Kind(rawValue: kind) else { continue }
      tallies[Tally(party, kind, name)] = amount
    }
    return tallies
  }
}
