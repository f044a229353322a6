import FEEL
import PostgreSQL

extension Timestamp {
  /// The same time as the driver has it.
  var postgres: PostgresTimestamp { PostgresTimestamp(microseconds: microseconds) }

  init(_ stored: PostgresTimestamp) { self.init(microseconds: stored.microseconds) }
}
