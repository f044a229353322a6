package import FEEL
package import FoundationEssentials

/// How numbers, money and times are written in a language. Times are in UTC, and say so.
package struct Formats: Sendable {
  package let texts: Catalogue
  private var language: Language { texts.language }

  package init(_ texts: Catalogue) { self.texts = texts }

  /// Digits in groups of three: `1,234.5` or `1 234,5`.
  package func number(_ number: Decimal) -> String { digits("\(number)") }

  package func number(_ number: Int) -> String { digits("\(number)") }

  /// Groups the digits of a plain decimal; anything else is given back as it is.
  private func digits(_ plain: String) -> String {
    let isNegative = plain.hasPrefix("-")
    let parts = plain.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.allSatisfy(\.isASCIIDigit) else { return plain }
    let (separator, point) = language == .french ? ("\u{202F}", ",") : (",", ".")
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index) % 3 == 0 { grouped += separator }
      grouped.append(digit)
    }
    let fraction = parts.count == 2 ? point + parts[1] : ""
    return (isNegative ? "−" : "") + grouped + fraction
  }

  /// `€1,234.50` or `1 234,50 €`; currencies without a well-known sign by their code.
  package func money(_ amount: String, _ currency: String?) -> String {
    let plain = digits(amount)
    guard let currency else { return plain }
    if language == .french {
      return "\(plain)\u{00A0}\(Self.signs[currency] ?? currency)"
    }
    guard let sign = Self.signs[currency] else { return "\(currency)\u{00A0}\(plain)" }
    return plain.hasPrefix("−") ? "−\(sign)\(plain.dropFirst())" : "\(sign)\(plain)"
  }

  private static let signs = ["EUR": "€", "GBP": "£", "JPY": "¥", "USD": "$"]

  /// `19 %` of the fraction 0.19.
  package func percent(_ fraction: Decimal) -> String {
    let plain = number(fraction * 100)
    return language == .french ? "\(plain)\u{202F}%" : "\(plain)%"
  }

  /// `21 Nov 2026`.
  package func date(_ date: CalendarDate) -> String {
    "\(date.day)\u{00A0}\(texts["month.\(date.month)"])\u{00A0}\(date.year)"
  }

  /// `21 Nov 2026, 14:05 UTC`.
  package func time(_ time: Timestamp) -> String { self.time(time, withSeconds: false) }

  /// With seconds where they matter: `21 Nov 2026, 14:05:09 UTC`.
  package func time(_ time: Timestamp, withSeconds: Bool) -> String {
    guard let moment = DateTime(time) else { return time.description }
    return "\(date(moment.date)), \(clock(moment.time, withSeconds: withSeconds))\u{00A0}UTC"
  }

  /// `14:05` with seconds where they matter.
  package func clock(_ time: TimeOfDay, withSeconds: Bool = false) -> String {
    let parts = withSeconds ? [time.hour, time.minute, time.second] : [time.hour, time.minute]
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  /// The largest unit that says it: `25 min`, `3 h`, `2 days`.
  package func duration(_ duration: Duration) -> String {
    let seconds = Int(abs(duration.components.seconds))
    switch seconds {
    case ..<60: return texts.count("unit.second", seconds)
    case ..<5400: return texts.count("unit.minute", (seconds + 30) / 60)
    case ..<129_600: return texts.count("unit.hour", (seconds + 1800) / 3600)
    default: return texts.count("unit.day", (seconds + 43_200) / 86_400)
    }
  }

  /// For `<time datetime="{{iso}}" title="{{full}}">{{text}}</time>`, far from now by `text`, else as it is.
  package func moment(_ time: Timestamp, text: String? = nil) -> [String: Any] {
    ["iso": time.description, "full": self.time(time), "text": text ?? self.time(time)]
  }

  /// How long ago: `3 h ago`.
  package func ago(_ time: Timestamp, now: Timestamp) -> [String: Any] {
    let since = now.duration(since: time)
    let text =
      since < .seconds(5)
      ? texts["time.now"] : texts("time.ago", ["time": duration(since)])
    return moment(time, text: text)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
