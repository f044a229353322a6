import Exchange
import FoundationEssentials
import PostgreSQL

/// A walk through all entries, order by order, step by step.
struct EntryWalk: Sendable {
  private let pageLimit: Int
  private var order = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  private var party = ""
  private var step = 0
  private var lane = 0
  private var number = 0

  init(pageLimit: Int = 5_000) { self.pageLimit = pageLimit }

  /// The next page; nil at the end. An order may go on in the page after.
  mutating func next(on connection: Connection) async throws -> [JournalEntry]? {
    let (entries, walk) = try await page(on: connection)
    self = walk
    return entries
  }

  /// The next page, and the walk from its end on.
  func page(on connection: Connection) async throws -> ([JournalEntry]?, EntryWalk) {
    let rows = try await connection.execute(
      Query(EntryRow.page, order, party, step, lane, number, pageLimit))
    guard let last = rows.last else { return (nil, self) }
    var walk = self
    walk.order = try last.value(at: 0)
    walk.party = try last.value(at: 1)
    walk.step = Int(try last.value(at: 2, as: Int32.self))
    walk.lane = Int(try last.value(at: 3, as: Int32.self))
    walk.number = try last.value(at: 4)
    return (try rows.map { try EntryRow.read(try $0.value(at: 5, as: PostgresText.self)) }, walk)
  }
}
