/// How far a local time is ahead of UTC, in whole seconds, at most 18 hours either way.
public struct UTCOffset: Hashable, Sendable, CustomStringConvertible {
  private let storedSeconds: Int32

  /// No offset: UTC itself.
  public static let utc = UTCOffset(storedSeconds: 0)

  private init(storedSeconds: Int32) { self.storedSeconds = storedSeconds }

  /// Nil when `seconds` is beyond 18 hours.
  public init?(seconds: Int) {
    guard abs(seconds) <= 18 * 3600 else { return nil }
    storedSeconds = Int32(seconds)
  }

  /// Seconds ahead of UTC.
  public var seconds: Int { Int(storedSeconds) }

  var microseconds: Int64 { Int64(storedSeconds) * CivilCalendar.microsecondsPerSecond }

  /// `Z` or `+hh:mm`, with seconds when there are any.
  public var description: String {
    if storedSeconds == 0 { return "Z" }
    var writer = ISO8601Writer()
    writer.write(storedSeconds < 0 ? "-" : "+")
    let magnitude = abs(seconds)
    writer.write(magnitude / 3600, width: 2)
    writer.write(":")
    writer.write(magnitude / 60 % 60, width: 2)
    if magnitude % 60 != 0 {
      writer.write(":")
      writer.write(magnitude % 60, width: 2)
    }
    return writer.text
  }
}
