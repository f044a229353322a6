import ArgumentParser
import FEEL

/// A length of time as people write it: `90s`, `1h30m`, `500ms`, `2d`, or ISO 8601's `PT5M`.
package struct DurationText: Hashable, Sendable {
  package let duration: Duration

  package init(_ duration: Duration) { self.duration = duration }

  /// Nil for anything else, and for negative lengths.
  package init?(_ text: String) {
    if text.hasPrefix("P") {
      do { self.init(try DayTimeDuration(text).duration) } catch { return nil }
      return
    }
    var sum = Duration.zero
    var rest = text[...]
    var isEmpty = true
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard digits.count <= 9, let number = Int(digits), let length = Self.units[String(unit)]
      else { return nil }
      sum += length * number
      rest = rest.dropFirst(digits.count + unit.count)
      isEmpty = false
    }
    if isEmpty { return nil }
    self.init(sum)
  }

  private static let units: [String: Duration] = [
    "ms": .milliseconds(1), "s": .seconds(1), "m": .seconds(60), "min": .seconds(60),
    "h": .seconds(3600), "d": .seconds(86_400),
  ]
}

extension DurationText: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
