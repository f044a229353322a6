import FEEL
import FoundationEssentials
package import Monitoring
import PostgreSQL
import ProcessEngine

extension MonitorDatabase {
  package func cases(_ query: CaseQuery) async throws -> [Case] {
    let selection = try await selection(query.filter)
    return try await pool.withConnection { connection in
      let found = try await connection.execute(
        selection.identities(since: query.since, after: query.after, limit: query.limit),
        timeout: .seconds(60))
      let ids: [UUID] = try found.map { try $0.value(at: 0) }
      var generations: [Int] = []
      generations.reserveCapacity(ids.count)
      for row in found { generations.append(try row.value(at: 1)) }
      guard let first = ids.first, let last = ids.last else { return [] }
      // Without a filter a page is all that is between two ids, which is read faster than one by one.
      let isWhole = query.filter == OrderFilter() && query.since == nil
      let rows = try await connection.execute(
        isWhole ? Query(CaseSideRow.between, first, last) : Query(CaseSideRow.ofOrders, ids),
        timeout: .seconds(60))
      return try CaseSideRow.cases(of: ids, generations: generations, rows: rows)
    }
  }
}

/// What an analysis needs of the table `order_side`.
enum CaseSideRow {
  /// The state only where there are open visits in it.
  private static let columns = """
    select order_id, party, reference, buyer, skus, total, currency, started_at, updated_at, ended_at, outcome,
      variant, visits, case when ended_at is null then state end, work
    from order_side
    """
  static let ofOrders = "\(columns) where order_id = any($1) order by order_id, party"
  static let between = "\(columns) where order_id between $1 and $2 order by order_id, party"

  /// - Parameters:
  ///   - orders: ascending.
  ///   - generations: of these.
  static func cases(
    of orders: [UUID], generations: [Int], rows: QueryResult
  ) throws -> [Case] {
    var cases: [Case] = []
    cases.reserveCapacity(orders.count)
    var texts = TextPool()
    var index = rows.startIndex
    for (order, generation) in zip(orders, generations) {
      var sides: [Case.Side] = []
      var facts: [(facts: OrderFacts, updatedAt: Timestamp)] = []
      while index < rows.endIndex, try rows[index].value(at: 0, as: UUID.self) == order {
        let side = try side(rows[index], of: order, texts: &texts)
        sides.append(side)
        facts.append((try CaseSideRow.facts(rows[index]), side.updatedAt))
        index += 1
      }
      cases.append(
        Case(
          order: InstanceID(order), facts: OrderFacts(joining: facts), sides: sides,
          generation: generation))
    }
    return cases
  }

  private static func facts(_ row: Row) throws -> OrderFacts {
    OrderFacts(
      reference: try row.value(at: 2), buyer: try row.value(at: 3), skus: try row.value(at: 4),
      total: try row.value(at: 5), currency: try row.value(at: 6))
  }

  private static func side(
    _ row: Row, of order: UUID, texts: inout TextPool
  ) throws -> Case.Side {
    let party: String = try row.value(at: 1)
    let started: PostgresTimestamp = try row.value(at: 7)
    let updated: PostgresTimestamp = try row.value(at: 8)
    let ended = try row.value(at: 9, as: PostgresTimestamp?.self)
    let closed = try VisitPacking.unpack(try row.value(at: 12), texts: &texts)
    return Case.Side(
      party: party, startedAt: .init(started), updatedAt: .init(updated),
      endedAt: ended.map { .init($0) }, outcome: try row.value(at: 10),
      variant: VariantID(value: try row.value(at: 11)),
      visits: try closed + openVisits(row, of: order, party))
  }

  private static func openVisits(_ row: Row, of order: UUID, _ party: String) throws -> [Visit] {
    guard let state = try row.value(at: 13, as: PostgresText?.self) else { return [] }
    let instance = try Instance(record: try Value(json: state.utf8))
    let course = OrderSide.Course(
      variant: VariantID(value: 0), work: try WorkColumn.read(try row.value(at: 14)))
    return OrderSide(
      id: SideID(order: InstanceID(order), party: party), instance: instance, course: course,
      startedAt: instance.startedAt, updatedAt: instance.startedAt
    ).openVisits
  }
}
