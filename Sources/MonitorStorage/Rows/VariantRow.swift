import Monitoring
import PostgreSQL

/// The table `variant`: the ways that sides went.
enum VariantRow {
  static let insert = """
    insert into variant (id, party, prefix, added, generation)
    select id, party, prefix, string_to_array(added, e'\\x1f'), $5
    from unnest($1::int8[], $2::text[], $3::int8[], $4::text[]) as new (id, party, prefix, added)
    on conflict (id) do nothing
    """

  static let since = "select id, party, prefix, added from variant where generation > $1"

  static func insert(_ variants: [Variant], generation: Int) -> Query {
    Query(
      insert, variants.map(\.id.value), variants.map(\.party), variants.map(\.prefix.value),
      variants.map { TextList.pack($0.added) }, generation)
  }

  static func read(_ row: Row) throws -> Variant {
    let (id, party, prefix, added) = try row.decode(
      Int64.self, String.self, Int64.self, [String].self)
    return Variant(
      id: VariantID(value: id), party: party, prefix: VariantID(value: prefix), added: added)
  }
}
