import FEEL
import FoundationEssentials
import Monitoring
import WebPages

extension Formats {
  /// `10,000+` when there may be more.
  func count(_ count: BoundedCount) -> String {
    count.isMore ? texts("count.atLeast", ["number": number(count.value)]) : number(count.value)
  }

  /// The largest unit that says it, also for what machines do: `120 ms`, `2.4 s`, `25 min`.
  func brief(_ duration: Duration) -> String {
    let milliseconds = abs(duration) / .milliseconds(1)
    let sign = duration < .zero ? "−" : ""
    switch milliseconds {
    case ..<999.5: return sign + texts("duration.millisecond", ["count": decimal(milliseconds)])
    case ..<59_950:
      return sign + texts("duration.second", ["count": decimal(milliseconds / 1_000)])
    default: return sign + self.duration(duration)
    }
  }

  /// To three digits.
  private func decimal(_ value: Double) -> String {
    let scale = value < 9.95 ? 10.0 : 1
    return number(Decimal(Int((value * scale).rounded())) / Decimal(Int(scale)))
  }

  /// To the microsecond, so that sums can be checked: `2 d 3 h 0 min 4.025 s`.
  func exact(_ duration: Duration) -> String {
    let (whole, attoseconds) = abs(duration).components
    let micros = attoseconds / 1_000_000_000_000
    var parts: [String] = []
    for (unit, size) in [("day", Int64(86_400)), ("hour", 3_600), ("minute", 60)]
    where whole >= size {
      let amount = unit == "day" ? whole / size : whole / size % (unit == "hour" ? 24 : 60)
      parts.append(texts("duration.\(unit)", ["count": "\(amount)"]))
    }
    let seconds = Decimal(whole % 60) + Decimal(micros) / 1_000_000
    parts.append(texts("duration.second", ["count": number(seconds)]))
    return (duration < .zero ? "−" : "") + parts.joined(separator: " ")
  }

  /// How long something may take: `60 s`, `60 h`.
  func limit(_ duration: Duration) -> String {
    let length = RoundLength(duration)
    return texts("duration.\(length.unit.rawValue)", ["count": number(length.count)])
  }

  /// To the second: `21 Nov 2026, 14:05:09 UTC`.
  func timeWithSeconds(_ time: Timestamp) -> String {
    guard let moment = DateTime(time) else { return time.description }
    return "\(date(moment.date)), \(clock(moment.time, withSeconds: true))\u{00A0}UTC"
  }

  /// A time of day to the millisecond, for tables of one order.
  func instant(_ time: Timestamp) -> String {
    guard let moment = DateTime(time) else { return time.description }
    let thousandths = "\(1_000 + ((time.microseconds / 1_000) % 1_000 + 1_000) % 1_000)".dropFirst()
    let point = texts.language == .french ? "," : "."
    return "\(date(moment.date)), \(clock(moment.time, withSeconds: true))\(point)\(thousandths)"
  }
}

func abs(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }
