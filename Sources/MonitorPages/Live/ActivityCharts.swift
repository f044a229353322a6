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
    let last = Activity.Stretch(party: "", span: .minute, at: time).start
    let first = last - Int64(60 * (Self.minutes - 1))
    let found = try await page.ports.reading.activity(
      .minute,
      in: Timestamp(
        microseconds: first * 1_000_000)..<Timestamp(microseconds: (last + 60) * 1_000_000))
    var byParty: [String: [Int64: Activity]] = [:]
    for item in found {
      byParty[item.stretch.party, default: [:]][item.stretch.start] = item.activity
    }
    let starts = (0..<Self.minutes).map { first + Int64($0 * 60) }
    let texts = page.texts
    let text = ChartText(page.formats)

    func series(
      _ name: String, _ party: String, link: ((Int64) -> String)? = nil,
      _ value: (Activity) -> Int
    ) -> ChartSeries {
      ChartSeries(
        name,
        starts.map { start in
          let activity = byParty[party]?[start] ?? Activity()
          return ChartPoint(Double(start), Double(value(activity)), link: link?(start))
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
    let initiator = page.process.initiator ?? ""
    models = [
      chart(
        "throughput",
        [
          series(
            texts["live.placed"], initiator, link: { Self.orders("placed", $0) }, \.started),
          series(texts["live.ended"], initiator, link: { Self.orders("ended", $0) }, \.ended),
        ]),
      chart(
        "work",
        page.process.map.parties(with: byParty.keys).map { party in
          series(texts("live.stepsOf", ["party": texts.model(party)]), party, \.steps)
        }),
    ]
  }

  /// The orders of one minute.
  private static func orders(_ what: String, _ start: Int64) -> String {
    func time(_ second: Int64) -> String { Timestamp(microseconds: second * 1_000_000).description }
    return Link.to("/ui/orders", [("\(what)From", time(start)), ("\(what)To", time(start + 60))])
  }
}
