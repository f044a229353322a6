import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// The tables `agreement_check` and `disagreement`: what the newest comparison of both accounts has found.
enum CheckRow {
  private static let replace = """
    insert into agreement_check (checked_at, orders, differences, databases) values ($1, $2, $3, $4)
    on conflict on constraint agreement_check_pkey do update set
      checked_at = excluded.checked_at, orders = excluded.orders,
      differences = excluded.differences, databases = excluded.databases
    """

  private static let insert = """
    insert into disagreement (place, order_id, party, kind, sentence, parameters)
    select * from unnest($1::int8[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
    """

  /// Statements that put a check in the place of the one before. The first one holds its row until the transaction ends, so
  /// that two checks that end at the same time do not get mixed up.
  static func writes(_ check: KeptCheck) -> [Query] {
    let differences = check.differences
    return [
      Query(
        replace, check.at.postgres, check.orders, check.differenceCount,
        check.databases.map(\.storable)),
      "delete from disagreement",
      Query(
        insert, Array(differences.indices), differences.map(\.order.uuid),
        differences.map { $0.party?.storable }, differences.map(\.kind.rawValue),
        differences.map(\.statement.key.rawValue),
        differences.map { ParametersColumn.json($0.statement.parameters) }),
    ]
  }

  /// One statement, so that the check and its differences are of one moment.
  static let newest: Query = """
    select c.checked_at, c.orders, c.differences, c.databases, d.order_id, d.party, d.kind, d.sentence,
      d.parameters,
      (select coalesce(max(reference), '') from order_side s where s.order_id = d.order_id having count(*) > 0)
    from agreement_check c left join disagreement d on true order by d.place
    """

  static let newestTime: Query = "select checked_at from agreement_check"

  /// - Parameter rows: of `newest`.
  static func read(_ rows: QueryResult) throws -> KeptCheck? {
    guard let first = rows.first else { return nil }
    var differences: [Difference] = []
    var references: [InstanceID: String] = [:]
    for row in rows {
      let (order, party, kind, sentence, parameters, reference) = try (
        row.value(at: 4, as: UUID?.self), row.value(at: 5, as: String?.self),
        row.value(at: 6, as: String?.self), row.value(at: 7, as: String?.self),
        row.value(at: 8, as: PostgresText?.self), row.value(at: 9, as: String?.self)
      )
      // A kind or a sentence of another version has no words here; it is counted all the same.
      guard let order, let parameters, let kind = kind.flatMap({ Difference.Kind(rawValue: $0) }),
        let key = sentence.flatMap({ StatementKey(rawValue: $0) })
      else { continue }
      let statement = Statement(key, try ParametersColumn.read(parameters))
      differences.append(
        Difference(order: InstanceID(order), party: party, kind: kind, statement: statement))
      references[InstanceID(order)] = reference
    }
    var check = KeptCheck(
      at: Timestamp(try first.value(at: 0, as: PostgresTimestamp.self)),
      orders: try first.value(at: 1), differenceCount: try first.value(at: 2),
      databases: try first.value(at: 3), differences: differences)
    check.references = references
    return check
  }
}

/// The column `parameters`: what the sentence of a difference names, which is numbers and texts.
enum ParametersColumn {
  static func json(_ parameters: [String: Statement.Parameter]) -> PostgresText {
    var all = Context()
    for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
      all[name] =
        switch parameter {
        case .number(let number): .number(number)
        case .text, .element, .choice, .time, .limit, .refusal:
          .string(Statement.english(parameter))
        }
    }
    return PostgresText(utf8: all.json())
  }

  static func read(_ column: PostgresText) throws -> [String: Statement.Parameter] {
    var all: [String: Statement.Parameter] = [:]
    for entry in try Value(json: column.utf8).context?.entries ?? [] {
      all[entry.key] = entry.value.integer.map { .number($0) } ?? .text(entry.value.string ?? "")
    }
    return all
  }
}
