package import Charts
import FEEL
import FoundationEssentials

extension ChartText {
  /// As the pages write numbers and times in this language.
  package init(_ formats: Formats) {
    let texts = formats.texts
    self.init(
      number: { formats.number(Self.decimal($0)) },
      duration: { formats.duration(.seconds($0)) },
      time: { formats.tick($0, $1) },
      percent: { formats.percent(Self.decimal($0)) },
      words: Words(texts))
  }

  /// To three digits behind the point, which is more than a picture can show.
  private static func decimal(_ number: Double) -> Decimal {
    guard number.isFinite, number.magnitude < 1e15 else { return 0 }
    return Decimal(Int64((number * 1000).rounded())) / 1000
  }
}

extension ChartText.Words {
  fileprivate init(_ texts: Catalogue) {
    self.init()
    unfinished = texts["chart.unfinished"]
    from = texts["chart.from"]
    to = texts["chart.to"]
    lower = texts["chart.lower"]
    upper = texts["chart.upper"]
    cumulative = texts["chart.cumulative"]
    minimum = texts["chart.minimum"]
    quartile1 = texts["chart.quartile1"]
    median = texts["chart.median"]
    quartile3 = texts["chart.quartile3"]
    maximum = texts["chart.maximum"]
    count = texts["chart.count"]
    signal = texts["chart.signal"]
  }
}

extension Formats {
  /// A time at an axis: no more of it than tells the ticks apart.
  fileprivate func tick(_ time: Timestamp, _ step: TimeStep) -> String {
    guard let moment = DateTime(time) else { return time.description }
    let date = moment.date
    switch step {
    case .second: return clock(moment.time, withSeconds: true)
    case .minute, .hour:
      let isMidnight = moment.time.hour == 0 && moment.time.minute == 0
      return isMidnight ? "\(date.day)\u{00A0}\(texts["month.\(date.month)"])" : clock(moment.time)
    case .day: return "\(date.day)\u{00A0}\(texts["month.\(date.month)"])"
    case .month: return "\(texts["month.\(date.month)"])\u{00A0}\(date.year)"
    case .year: return "\(date.year)"
    }
  }
}
