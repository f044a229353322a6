import FEEL
import Monitoring
import PostgreSQL

/// The table `stream_position`: up to where the stream is part of the database.
enum PositionRow {
  /// Raised with every change of what the projection derives from the entries. A database that was derived by another
  /// version is derived anew.
  static let projectionVersion = 3

  static let current: Query = "select message_offset from stream_position"
  static let version: Query = "select projection from stream_position"
  static let generation: Query = "select generation from stream_position"

  static let epochAndGeneration: Query = "select epoch, generation from stream_position"
  static let state: Query = "select message_offset, epoch, generation from stream_position"

  static let move = """
    update stream_position set message_offset = $1, generation = generation + 1, moved_at = now()
    where message_offset is not distinct from $2 returning epoch, generation
    """

  static let reset: Query = """
    update stream_position
    set message_offset = null, epoch = epoch + 1, generation = generation + 1, moved_at = now()
    """

  static let lock: Query =
    "select message_offset, projection, generation from stream_position for update"

  /// What a process has in memory of the projection before is void afterwards.
  static func renew() -> Query {
    Query(
      """
      update stream_position set epoch = epoch + 1, generation = generation + 1, projection = $1
      """, projectionVersion)
  }

  /// Moves on, and holds the row until the transaction ends. Gives the epoch and the generation; no row when the position
  /// is not `position`.
  static func move(to offset: Int64, from position: Int64?) -> Query {
    Query(move, offset, position)
  }
}

/// The table `unreadable`: messages of the stream that nobody can read.
enum UnreadableRow {
  static let insert = """
    insert into unreadable (message_offset, reason) select * from unnest($1::int8[], $2::text[])
    on conflict (message_offset) do nothing
    """

  static func insert(_ batches: [EventBatch]) -> Query {
    Query(insert, batches.map(\.offset), batches.map { ($0.problem ?? "").storable })
  }
}
