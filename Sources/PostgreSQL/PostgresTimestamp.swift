#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// An instant (`timestamptz`) in microseconds since the Unix epoch, the resolution that PostgreSQL has.
public struct PostgresTimestamp: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01 00:00 UTC.
  public var microseconds: Int64

  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The nearest microsecond to a date; the infinities for dates out of an `Int64`'s range.
  public init(_ date: Date) {
    let value = (date.timeIntervalSince1970 * 1_000_000).rounded()
    self = Int64(exactly: value).map(Self.init(microseconds:)) ?? (value > 0 ? .infinity : .past)
  }

  /// Later than every other instant, PostgreSQL's `infinity`.
  public static let infinity = PostgresTimestamp(microseconds: .max)

  /// Earlier than every other instant, PostgreSQL's `-infinity`.
  public static let past = PostgresTimestamp(microseconds: .min)

  /// The instant as a date, which holds microseconds exactly for some 140 years around 1970 or 2001.
  public var date: Date {
    Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  /// 2000-01-01 00:00 UTC, from which the server counts.
  private static let serverEpoch: Int64 = 946_684_800_000_000
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .timestamptz }
  public static var postgresArrayType: PostgresType { .timestamptzArray }

  public func encode(into buffer: inout ParameterBuffer) {
    switch self {
    case .infinity: buffer.write(Int64.max)
    case .past: buffer.write(Int64.min)
    default:
      // Only instants 290,000 years ago overflow; the server has none of them either.
      let (value, overflow) = microseconds.subtractingReportingOverflow(Self.serverEpoch)
      buffer.write(overflow ? Int64.min : value)
    }
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> PostgresTimestamp {
    guard type == .timestamptz else { throw .typeMismatch(expected: .timestamptz, found: type) }
    let value = Int64(bitPattern: try bytes.soleInteger())
    switch value {
    case .max: return .infinity
    case .min: return .past
    default:
      let (microseconds, overflow) = value.addingReportingOverflow(Self.serverEpoch)
      guard !overflow else { throw .outOfRange }
      return PostgresTimestamp(microseconds: microseconds)
    }
  }
}
