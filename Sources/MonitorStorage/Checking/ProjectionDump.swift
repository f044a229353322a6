package import PostgreSQL

/// Everything that the projection holds, in a form that is equal, byte for byte, when two projections are.
///
/// Left out is what does not follow from which entries were heard: the position in the stream, how often something came
/// twice, generations, freshness, and what checks have found.
package struct ProjectionDump: Sendable {
  private let configuration: Connection.Configuration

  package init(_ configuration: Connection.Configuration) { self.configuration = configuration }

  /// Each table's rows as text, in a fixed order.
  package func tables() async throws -> [String: [String]] {
    let connection = try await Connection.open(configuration)
    do {
      var tables: [String: [String]] = [:]
      let snapshot = try await Snapshot(on: connection)
      for (table, row) in Self.rows {
        let query = Query(
          "select content from (select \(row) as content from \(table) t) as rows order by content collate \"C\"",
          prepared: false)
        tables[table] = try await snapshot.execute(query).map { try $0.value(at: 0) }
      }
      await connection.close()
      return tables
    } catch {
      await connection.close()
      throw error
    }
  }

  /// A digest and the number of rows of each table, for projections that are too large to be held in memory.
  package func digests() async throws -> [String: String] {
    let connection = try await Connection.open(configuration)
    do {
      var digests: [String: String] = [:]
      let snapshot = try await Snapshot(on: connection)
      for (table, row) in Self.rows {
        let query = Query(
          "select count(*)::text || ' ' || coalesce(sum(hashtextextended(\(row), 0)::numeric)::text, '') from \(table) t",
          prepared: false)
        digests[table] = try await snapshot.execute(query).soleRow().value(at: 0)
      }
      await connection.close()
      return digests
    } catch {
      await connection.close()
      throw error
    }
  }

  private static let rows = [
    "entry": "t::text", "gap": "t::text", "lane": "row(party, lane, last)::text",
    "order_side": "t::text", "variant": withoutGeneration, "message": "t::text", "tally": "t::text",
    "activity": "t::text", "order_running": withoutGeneration, "order_ended": withoutGeneration,
  ]
  private static let withoutGeneration = "(to_jsonb(t) - 'generation')::text"
}
