import Charts
import FEEL
import Monitoring
import WebPages

/// How old events were when they became visible here, minute by minute of the last hour, as far as any came.
struct FreshnessChart {
  /// nil when none came.
  let model: [String: Any]?

  init(_ page: PageRequest, until time: Timestamp) async throws {
    let hour = ActivityCharts.hour(until: time)
    let minutes = try await page.ports.reading.freshness(in: hour)
    guard !minutes.isEmpty else {
      model = nil
      return
    }
    let texts = page.texts
    func series(_ name: String, _ value: (FreshnessMinute) -> Duration) -> ChartSeries {
      ChartSeries(
        texts[name],
        minutes.map { minute in
          ChartPoint(
            Double(minute.start), value(minute) / .milliseconds(1),
            link: ActivityCharts.picture(minute.start))
        })
    }
    model =
      ChartModel(
        "freshness",
        LineChart(
          texts["live.freshnessByMinute"],
          x: Axis(
            texts["chart.minute"], .time,
            range: Double(hour.lowerBound.wholeSeconds)...Double(hour.upperBound.wholeSeconds - 60)),
          y: Axis(texts["chart.milliseconds"], .number, range: 0...0),
          [
            series("live.freshnessMedian", \.median), series("live.freshnessP99", \.p99),
            series("live.freshnessLongest", \.longest),
          ]),
        ChartSize(width: 620, height: 200), ChartText(page.formats)
      ).model
  }
}
