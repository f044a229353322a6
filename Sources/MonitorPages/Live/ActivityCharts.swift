import Charts
import FEEL
import Hyperlinks
import Monitoring
import WebPages

/// What was done in the last hour, minute by minute.
struct ActivityCharts {
  let models: [[String: Any]]

  private static let minutes = 60

  /// - Parameter time: the end of the hour; its minute is not over.
  init(_ page: PageRequest, until time: Timestamp) async throws {
    let hour = Self.hour(until: time)
    let first = hour.lowerBound.wholeSeconds
    let found = try await page.ports.reading.activity(.minute, in: hour)
    var byParty: [String: [Int64: Activity]] = [:]
    var all: [Int64: Activity] = [:]
    for item in found {
      byParty[item.stretch.party, default: [:]][item.stretch.start] = item.activity
      all[item.stretch.start, default: Activity()].add(item.activity)
    }
    let starts = (0..<Self.minutes).map { first + Int64($0 * 60) }
    let texts = page.texts
    let text = ChartText(page.formats)

    func series(
      _ name: String, _ minutes: [Int64: Activity]?, link: (Int64) -> String, isOfOrders: Bool,
      _ value: (Activity) -> Int
    ) -> ChartSeries {
      ChartSeries(
        name,
        starts.map { start in
          let count = value(minutes?[start] ?? Activity())
          return ChartPoint(
            Double(start), Double(count), link: link(start), count: isOfOrders ? count : nil)
        })
    }
    func chart(_ key: String, _ series: [ChartSeries]) -> [String: Any] {
      ChartModel(
        key,
        LineChart(
          texts["live.\(key)"], x: Axis(texts["chart.minute"], .time),
          y: Axis(texts["chart.perMinute"], .count), series, form: .lines, isLastOpen: true),
        ChartSize(width: 620, height: 200), text
      ).model
    }
    models = [
      chart(
        "throughput",
        [
          series(
            texts["live.placed"], all, link: { Self.orders("placed", $0) }, isOfOrders: true,
            \.placed),
          series(
            texts["live.ended"], all, link: { Self.orders("ended", $0) }, isOfOrders: true,
            \.closed),
        ]),
      chart(
        "work",
        page.process.map.parties(with: byParty.keys).map { party in
          series(
            texts("live.stepsOf", ["party": texts.model(party)]), byParty[party],
            link: Self.picture, isOfOrders: false, \.steps)
        }),
    ]
  }

  /// Whole minutes, of which the last is not over.
  static func hour(until time: Timestamp) -> Range<Timestamp> {
    let last = Activity.Stretch(party: "", span: .minute, at: time).start
    let first = last - Int64(60 * (minutes - 1))
    return Timestamp(
      microseconds: first * 1_000_000)..<Timestamp(microseconds: (last + 60) * 1_000_000)
  }

  /// The drawing as it was at the end of a minute.
  static func picture(_ start: Int64) -> String {
    let end = Timestamp(microseconds: (start + 59) * 1_000_000)
    return Link.to("/ui/at", [("span", "hour"), ("time", end.description)])
  }

  /// The orders of one minute.
  private static func orders(_ what: String, _ start: Int64) -> String {
    func time(_ second: Int64) -> String { Timestamp(microseconds: second * 1_000_000).description }
    return Link.to("/ui/orders", [("\(what)From", time(start)), ("\(what)To", time(start + 60))])
  }
}
