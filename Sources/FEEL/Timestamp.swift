/// A point on the UTC time line, in microseconds since 1970-01-01T00:00:00Z.
///
/// Microseconds, because that is what PostgreSQL's `timestamptz` keeps: a time that was stored reads back equal.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}
